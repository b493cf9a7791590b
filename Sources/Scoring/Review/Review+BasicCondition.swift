import Alerts
import Community
import Coverage
import Record

// 基本条件 (二): 有预警信息发布渠道，预警信息覆盖率100%. It has no time limit in the standard; the 24 hours are the convention's.

extension Review {
    func basicCondition() -> Assessment.BasicCondition {
        guard let event = latestWholeEvent() else {
            return verdict(.insufficient, [Wording.both("没有全员预警或演练", "no full alert or drill was carried through")])
        }
        var doubts: [String] = []
        let limit = convention.count(.latestEventDays)
        let age = Int(period.lastDay.daysSinceEpoch - ledger.day(of: event.record.accepted.start).daysSinceEpoch)
        if age > limit {
            doubts.append(
                Wording.both("最近一次全员预警或演练已过\(age)天", "the latest full alert or drill was \(age) days ago, more than \(limit)"))
        }
        doubts += problems(measuring: event) + [clockProblem(event.record), lateProblem([event])].compactMap(\.self)
        guard doubts.isEmpty else { return verdict(.insufficient, doubts) }
        let failures = [pathProblem(), reachProblem(event), confirmationProblem(event)].compactMap(\.self)
        return failures.isEmpty ? verdict(.met, []) : verdict(.notMet, failures)
    }

    private func verdict(_ verdict: Assessment.BasicCondition.Verdict, _ reasons: [String]) -> Assessment.BasicCondition {
        let reason =
            reasons.isEmpty ? nil : verdict == .insufficient ? "依据不足：" + Wording.joined(reasons) : Wording.joined(reasons)
        return .init(id: "一(二)", text: "有预警信息发布渠道，预警信息覆盖率100%", verdict: verdict, reason: reason)
    }

    /// The latest Actual alert or full drill to the whole community, of any colour, that was carried through: everybody was reached, or
    /// its time to do so has passed and it was not over before its deadline. It may lie before the period.
    private func latestWholeEvent() -> ReviewedAlert? {
        let candidates = ledger.order.compactMap { ledger.alerts[$0] }.filter { record in
            let facts = record.accepted
            guard facts.isWhole, facts.clock, facts.msgType != .cancel, facts.start < period.end else { return false }
            return facts.status == .actual || ledger.fullDrill(of: record) != nil
        }
        return candidates.sorted { $0.accepted.start > $1.accepted.start }.lazy
            .map { Review.reviewed($0, ledger, open: open, end: period.end) }
            .first { event in
                guard event.report != nil else { return false }
                if reachProblem(event) == nil, confirmationProblem(event) == nil { return true }
                return event.isJudged && event.record.accepted.start + window <= period.end
            }
    }

    private var window: Span { .hours(Int64(convention.count(.latestEventHours))) }

    private func reachProblem(_ event: ReviewedAlert) -> String? {
        guard let report = event.report else { return Wording.both("尚无覆盖数据", "no figures yet") }
        if report.missing.households > 0 {
            return Wording.both("尚有\(report.missing.households)户未覆盖", "\(report.missing.households) households were not reached")
        }
        if let all = report.seconds.all, all * 1000 <= Double(window.milliseconds) { return nil }
        return Wording.both(
            "未在\(convention.count(.latestEventHours))小时内覆盖全体住户",
            "not every household was reached within \(convention.count(.latestEventHours)) hours")
    }

    /// Vulnerable persons were confirmed within the window if they were by their deadline, or by figures taken within it.
    private func confirmationProblem(_ event: ReviewedAlert) -> String? {
        guard let report = event.report else { return nil }
        let target = report.target.vulnerable
        let byDeadline = event.record.accepted.deadlines.vulnerable.map { $0 - event.record.accepted.start <= window } ?? false
        let timely = byDeadline ? report.byDeadline?.vulnerable ?? 0 : 0
        let within = (event.record.reports + [report]).filter { $0.asOf - event.record.accepted.start <= window }
        let confirmed = max(timely, within.map(\.covered.vulnerable).max() ?? 0)
        guard confirmed < target else { return nil }
        return Wording.both(
            "\(target - confirmed)名脆弱人员未在\(convention.count(.latestEventHours))小时内确认",
            "\(target - confirmed) vulnerable persons were not confirmed within \(convention.count(.latestEventHours)) hours")
    }

    /// Whether every household has enough tested paths that do not fail together.
    private func pathProblem() -> String? {
        guard let register else { return Wording.both("没有名册", "no register is in force") }
        let counted = register.counted(on: period.lastDay)
        let needed = convention.count(.paths)
        let lacking = counted.count - households(of: register, withPaths: needed, counted: counted)
        guard lacking > 0 else { return nil }
        return Wording.both(
            "\(lacking)户不足\(needed)条经过测试、不同时失效的渠道",
            "\(lacking) households have fewer than \(needed) tested paths that do not fail together")
    }

    /// How many households have at least so many tested paths of different kinds of failure.
    private func households(of register: RegisterRecord, withPaths needed: Int, counted: HouseholdSet) -> Int {
        var reaches: [String: [HouseholdSet]] = [:]
        for device in register.devices where isTested(device) {
            guard let path = convention.paths.value[device.channel.rawValue] else { continue }
            reaches[path, default: []].append(device.reach)
        }
        for channel in [Channel.sms, .voice] where isTested(channel) {
            guard let path = convention.paths.value[channel.rawValue] else { continue }
            reaches[path, default: []].append(register.withPhones)
        }
        let byPath = reaches.values.map { HouseholdSet(union: $0).intersection(counted) }
        guard needed > 0 else { return counted.count }
        guard byPath.count >= needed else { return 0 }
        var paths = [UInt8](repeating: 0, count: register.households)
        for reach in byPath { reach.forEach { paths[Int($0)] += 1 } }
        return paths.count { Int($0) >= needed }
    }

    private func isTested(_ channel: Channel) -> Bool {
        lastTest(of: channel).map { isRecent($0) } ?? false
    }

    private func isRecent(_ tested: Moment) -> Bool {
        Int(period.lastDay.daysSinceEpoch - ledger.day(of: tested).daysSinceEpoch) <= convention.count(.testAgeDays)
    }

    private func isTested(_ device: RosterDevice) -> Bool {
        guard device.channel != .loudspeaker || device.accepted.map({ $0 <= period.lastDay }) ?? false,
            let tested = ledger.devices.lastPassed(
                device.device, how: convention.countingTests(device.channel), before: period.end)
        else { return false }
        return isRecent(tested)
    }
}
