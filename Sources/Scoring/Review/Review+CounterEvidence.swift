import Alerts
import Community
import Coverage
import Record

// What speaks against the result is printed with it, as far as the lines show it.

extension Review {
    func counterEvidence() -> [Assessment.CounterEvidence] {
        eventCounts() + outageEvidence() + deviceEvidence() + registerEvidence() + plausibility() + alertEvidence()
    }

    func item(_ kind: String, _ count: Int, _ chinese: String, _ english: String) -> [Assessment.CounterEvidence] {
        count > 0 ? [.init(kind: kind, count: count, text: Wording.both(chinese, "\(count) \(english)"))] : []
    }

    private func eventCounts() -> [Assessment.CounterEvidence] {
        guard let days = period.days else { return [] }
        func count(_ event: DayCounts.Event) -> Int { ledger.counts.count(event, in: days) }
        return item("held", count(.held), "\(count(.held))条预警曾等待值班员批准", "alerts waited for the duty officer")
            + item("rejected", count(.rejected), "\(count(.rejected))条预警被值班员否决", "alerts were rejected by the duty officer")
            + item("refused", count(.refusedAlert), "\(count(.refusedAlert))份报文无法处理", "messages could not be acted on")
            + item(
                "conflicting", count(.conflicting), "\(count(.conflicting))份报文与已知预警编号相同而内容不同",
                "messages had a known id and other bytes")
            + item("receipts-refused", count(.refusedReceipt), "\(count(.refusedReceipt))条回执被拒绝", "receipts were refused")
            + item(
                "records-refused", count(.refusedRecord), "\(count(.refusedRecord))条人工记录不予采用", "records by people were refused")
    }

    private func outageEvidence() -> [Assessment.CounterEvidence] {
        guard let observed else { return [] }
        let outages = ledger.service.outages(until: period.end, silence: ledger.silence).clipped(to: observed)
        let losses = ledger.service.brokerLosses(until: period.end).clipped(to: observed)
        let steps = ledger.clock.steps.count { observed.contains($0) }
        let (outage, loss) = (Wording.span(outages.total), Wording.span(losses.total))
        return item(
            "outages", outages.ranges.count, "服务中断\(outages.ranges.count)次，共\(outage.chinese)",
            "service outages, \(outage.english) in all")
            + item(
                "broker-losses", losses.ranges.count, "消息代理中断\(losses.ranges.count)次，共\(loss.chinese)",
                "times without broker, \(loss.english) in all")
            + item("clock-steps", steps, "时钟回拨\(steps)次", "times the clock jumped back")
    }

    private func deviceEvidence() -> [Assessment.CounterEvidence] {
        guard let register else { return [] }
        let states = ledger.devices
        func offline(_ device: RosterDevice) -> Bool {
            let own = states.states[device.device].map { $0.at < period.end && !$0.online } ?? false
            return own || (device.gateway.flatMap { states.gateways[$0] }.map { $0.at < period.end && !$0.online } ?? false)
        }
        let off = register.devices.count(where: offline)
        let faulty = register.devices.count { states.states[$0.device].map { $0.at < period.end && !$0.faults.isEmpty } ?? false }
        let unaccepted = register.devices.count { device in
            device.channel == .loudspeaker && device.accepted.map { $0 > period.lastDay } ?? true
        }
        let unheard = register.devices.count { $0.channel == .loudspeaker && $0.indoorTest == nil }
        return item("devices-offline", off, "\(off)台设备离线", "devices were offline at the end")
            + item("devices-faulty", faulty, "\(faulty)台设备报告故障", "devices reported faults at the end")
            + item(
                "not-accepted", unaccepted, "\(unaccepted)台大喇叭未经现场验收，不作证据",
                "loudspeakers lack a site acceptance and prove nothing")
            + item(
                "no-indoor-test", unheard, "\(unheard)台大喇叭没有室内可听测试，夜间和风雨中不作证据",
                "loudspeakers lack an indoor test and prove nothing at night or in loud weather")
    }

    private func registerEvidence() -> [Assessment.CounterEvidence] {
        guard let register else { return [] }
        let excluded = register.exclusions(on: period.lastDay).count
        return item("excluded", excluded, "\(excluded)户被排除在覆盖对象之外", "households are excluded from the target")
            + item(
                "helpers", register.withoutTwoHelpers, "\(register.withoutTwoHelpers)名脆弱人员没有A、B两名帮扶人",
                "vulnerable persons lack a helper A or B")
    }

    private func alertEvidence() -> [Assessment.CounterEvidence] {
        let listed = alerts.count { !$0.isJudged }
        let delayed = alerts.count { $0.record.accepted.start < $0.record.accepted.at }
        let late = judged.reduce(0) { $0 + ($1.report?.late ?? 0) }
        let unknown = judged.reduce(0) { $0 + ($1.report?.unknown.households ?? 0) }
        let partial = alerts.count { $0.isDrill && !$0.record.accepted.isWhole }
        let idle = idleDrills()
        return item("listed", listed, "\(listed)条预警或演练列出但未评判", "alerts or drills are listed and not judged")
            + item("delayed", delayed, "\(delayed)条预警在服务中断时发出", "alerts were sent while the service was down")
            + item("late", late, "补录证据\(late)条", "pieces of evidence were typed in afterwards")
            + item("unknown", unknown, "\(unknown)户情况不明", "households of which nobody can know")
            + item("drills-partial", partial, "\(partial)条演练未覆盖全体住户，不计入半年演练", "drill alerts did not go to every household")
            + item("drills-idle", idle, "\(idle)次已声明的全员演练没有可评判的演练预警", "declared full drills have no judged alert")
    }

    /// Full drills of the period that are over and have no judged alert.
    private func idleDrills() -> Int {
        ledger.drills.count { drill in
            guard drill.full, period.window.contains(drill.from), drill.to < period.end else { return false }
            return !judged.contains { $0.isDrill && ledger.fullDrill(of: $0.record) == drill }
        }
    }

    /// Who changed what of the rules: figures that are not as the convention publishes them, and rules exchanged in the period.
    func changes() -> [Assessment.Change] {
        var changes: [Assessment.Change] = []
        for name in FigureName.allCases {
            guard let ruling = convention.figures[name.rawValue], let changed = ruling.changed else { continue }
            changes.append(.init("scoring.\(name.rawValue)", from: name.published, to: ruling.value, changed))
        }
        for (name, changed) in [
            ("means", convention.means.changed), ("tests", convention.tests.changed), ("paths", convention.paths.changed),
        ] {
            if let changed { changes.append(.init("scoring.\(name)", from: nil, to: nil, changed)) }
        }
        for name in ["policy", "scoring"] {
            let adoptions = ledger.adoptions.filter { $0.name == name }
            for adoption in adoptions.dropFirst() where period.window.contains(adoption.at) {
                changes.append(.init(name, on: ledger.day(of: adoption.at)))
            }
        }
        return changes
    }
}
