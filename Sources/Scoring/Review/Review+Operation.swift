import Alerts
import Community
import Coverage
import Record

// 社区灾害事故预警系统正常运转: seven checks, each with what it found. What cannot be known is unmet, with the reason.

extension Review {
    func operationChecks() -> [Assessment.Check] {
        [complete(), availability(), channels(), terminals(), duty(), monitoring(), means()]
    }

    private func check(_ id: String, _ figure: Double?, _ required: Double, _ unmet: String?) -> Assessment.Check {
        Assessment.Check(id: id, figure: figure, required: required, met: unmet == nil, reason: unmet)
    }

    private func complete() -> Assessment.Check {
        guard let list = outside.officialList else {
            return check("complete", nil, 1, Wording.both("未与官方预警清单核对", "no official list of warnings was reconciled"))
        }
        let missing =
            list.absent == 0
            ? nil : Wording.both("官方清单中有\(list.absent)条预警本系统没有记录", "\(list.absent) warnings of the official list are not here")
        return check("complete", Rate.share(list.warnings - list.absent, of: list.warnings), 1, missing)
    }

    // MARK: Availability

    /// The time of the period in which a service could be expected: from its very first start on.
    var observed: Range<Moment>? {
        guard let first = ledger.service.firstStart, first < period.end else { return nil }
        let window = max(first, period.begin)..<period.end
        return window.isEmpty ? nil : window
    }

    /// Times without service or broker.
    var downtime: Stretches {
        ledger.service.outages(until: period.end, silence: ledger.silence).union(ledger.service.brokerLosses(until: period.end))
    }

    func availabilityFigure(in window: Range<Moment>) -> Double? {
        let whole = (window.upperBound - window.lowerBound).milliseconds
        let down = downtime.clipped(to: window).total.milliseconds
        return Rate.share(Int(whole - down), of: Int(whole))
    }

    private func isAvailable(in window: Range<Moment>) -> Bool {
        availabilityFigure(in: window).map { $0 >= convention.figure(.availability) } ?? false
    }

    private func availability() -> Assessment.Check {
        let required = convention.figure(.availability)
        guard let observed, let figure = availabilityFigure(in: observed) else {
            return check("availability", nil, required, Wording.both("期内服务未运行", "the service did not run in the period"))
        }
        var reasons: [String] = []
        if figure < required {
            let down = Wording.span(downtime.clipped(to: observed).total)
            reasons.append(Wording.both("服务或消息代理中断共\(down.chinese)", "service or broker were away for \(down.english)"))
        }
        for alert in missedInOutage {
            let id = alert.record.accepted.alert
            reasons.append(Wording.both("预警 \(id) 因中断而误时", "alert \(id) was missed in an outage"))
        }
        return check("availability", figure, required, reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    /// Judged alerts that an outage swallowed: sent while the service was down and not everybody reached in time, or sent while it or
    /// the broker was away and accepted only after the deadline of households would have passed.
    var missedInOutage: [ReviewedAlert] {
        let down = downtime
        return judged.filter { alert in
            let facts = alert.record.accepted
            guard !alert.isDrill, down.stretch(around: facts.sent) != nil, facts.sent < facts.at else { return false }
            if facts.start < facts.at, alert.report?.withinDeadline != true { return true }
            guard let deadline = facts.deadlines.households else { return false }
            return facts.at - facts.sent >= deadline - facts.start
        }
    }

    // MARK: Channels and terminals

    /// Channels whose evidence proves that alerts of the period reached somebody.
    var reliedChannels: [Channel] {
        judged.reduce(into: ChannelSet()) { set, alert in
            set.formUnion(ledger.channelUse[alert.record.accepted.alert]?.relied ?? ChannelSet())
        }.channels
    }

    /// The last passed test of a channel that counts, on any of its devices.
    func lastTest(of channel: Channel) -> Moment? {
        let how = convention.countingTests(channel)
        let names =
            channel == .loudspeaker || channel == .display
            ? register?.devices.filter { $0.channel == channel }.map(\.device) ?? [] : [channel.rawValue]
        return names.compactMap { ledger.devices.lastPassed($0, how: how, before: period.end) }.max()
    }

    private func testAge(of channel: Channel) -> Int? {
        lastTest(of: channel).map { Int(period.lastDay.daysSinceEpoch - ledger.day(of: $0).daysSinceEpoch) }
    }

    private func channels() -> Assessment.Check {
        let limit = convention.count(.testAgeDays)
        let relied = reliedChannels
        guard !relied.isEmpty else {
            return check(
                "channels", nil, Double(limit),
                Wording.both("没有渠道的证据证明到达", "no channel's evidence proves that anybody was reached"))
        }
        var reasons: [String] = []
        for channel in relied {
            guard let age = testAge(of: channel) else {
                reasons.append(Wording.both("\(channel.rawValue) 没有合格的测试记录", "\(channel.rawValue): no passed test that counts"))
                continue
            }
            if age > limit {
                reasons.append(
                    Wording.both("\(channel.rawValue) 上次测试已过\(age)天", "\(channel.rawValue): last tested \(age) days ago"))
            }
        }
        let ages = relied.map { testAge(of: $0) }
        let figure = ages.contains(nil) ? nil : ages.compactMap(\.self).max().map(Double.init)
        return check("channels", figure, Double(limit), reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    private func terminals() -> Assessment.Check {
        let devices = register?.reliedLoudspeakers(on: period.lastDay) ?? []
        guard !devices.isEmpty else {
            return check("terminals", nil, 1, Wording.both("没有可依赖的终端", "no terminal is relied on"))
        }
        let tests = devices.map { ledger.devices.lastTest($0.device, before: period.end) }
        let healthy = tests.count { $0?.passed ?? false }
        let untested = tests.count { $0 == nil }
        let failed = devices.count - healthy - untested
        var reason: String?
        if healthy < devices.count {
            reason = Wording.both(
                "\(devices.count)台终端中\(failed)台上次测试不合格、\(untested)台未测试",
                "of \(devices.count) terminals \(failed) failed their last test, \(untested) were never tested")
        }
        return check("terminals", Rate.share(healthy, of: devices.count), 1, reason)
    }

    // MARK: Duty

    /// Time without a named duty officer, by the register version in force at each moment.
    func dutyGaps(in window: Range<Moment>) -> Stretches {
        var covered: [Range<Moment>] = []
        for (index, register) in ledger.registers.enumerated() {
            let next = index + 1 < ledger.registers.count ? ledger.registers[index + 1].adoptedAt : window.upperBound
            guard register.adoptedAt < min(next, window.upperBound) else { continue }
            covered += register.duty.clipped(to: register.adoptedAt..<min(next, window.upperBound)).ranges
        }
        return Stretches(covered).gaps(in: window).longer(than: .minutes(Int64(convention.count(.dutyGapMinutes))))
    }

    private func duty() -> Assessment.Check {
        guard let observed else {
            return check("duty", nil, 0, Wording.both("期内服务未运行", "the service did not run in the period"))
        }
        let gaps = dutyGaps(in: observed)
        var reason: String?
        if !gaps.isEmpty {
            let hours = Wording.hours(gaps.total)
            reason = Wording.both("值班表缺\(hours)小时", "\(hours) hours without a named duty officer")
        }
        return check("duty", Wording.hourFigure(gaps.total), 0, reason)
    }

    // MARK: Monitoring and means

    private func monitoring() -> Assessment.Check {
        let declared = Set(
            register?.absent.filter { $0.date <= period.lastDay }.compactMap { MonitoredKind(rawValue: $0.kind) } ?? [])
        let lacking = MonitoredKind.allCases.filter { !declared.contains($0) && !outside.liveKinds.contains($0) }
        let names = lacking.map(\.rawValue).joined(separator: "、")
        let reason =
            lacking.isEmpty
            ? nil
            : Wording.both(
                "\(names)：没有在线监测来源的记录，也没有书面说明不存在",
                "no record of a live source, and not declared absent in writing, for \(lacking.count) of four kinds")
        return check(
            "monitoring", Double(MonitoredKind.allCases.count - lacking.count), Double(MonitoredKind.allCases.count), reason)
    }

    private func means() -> Assessment.Check {
        let used = alertsInPeriod.reduce(into: ChannelSet()) { set, alert in
            set.formUnion(ledger.channelUse[alert.accepted.alert]?.used ?? ChannelSet())
        }.channels
        let classes = Set(used.compactMap { convention.means.value[$0.rawValue] })
        var reasons: [String] = []
        if !classes.contains("new") { reasons.append(Wording.both("没有使用新手段的记录", "no new means on record")) }
        if !classes.contains("traditional") { reasons.append(Wording.both("没有使用传统手段的记录", "no traditional means on record")) }
        return check("means", Double(classes.count), 2, reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    /// Actual and Exercise alerts of the period, whatever their colour.
    private var alertsInPeriod: [AlertRecord] {
        ledger.order.compactMap { ledger.alerts[$0] }.filter {
            period.window.contains($0.accepted.start) && ($0.accepted.status == .actual || $0.accepted.status == .exercise)
        }
    }

    // MARK: Mending

    /// Whether the one check that failed was mended and tested since: every channel that coverage relied on was tested afterwards, and
    /// from the first of these last tests to the end the requirement held.
    func isMended(_ failed: Assessment.Check) -> Bool {
        let tests = reliedChannels.map { lastTest(of: $0) }
        guard !tests.isEmpty, !tests.contains(nil), let tested = tests.compactMap(\.self).min(), tested < period.end else {
            return false
        }
        switch failed.id {
        case "availability": return missedInOutage.isEmpty && isAvailable(in: tested..<period.end)
        case "duty": return dutyGaps(in: tested..<period.end).isEmpty
        default: return false
        }
    }
}
