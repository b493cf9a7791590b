import Alerts
import Community
import Record

extension CoverageLedger {
    /// Takes in what happened to deliveries and devices.
    mutating func applyDelivery(_ entry: Entry, at: Moment) {
        switch entry {
        case .deliveriesPlanned(let plan): apply(plan, at: at)
        case .deliveriesDispatched(let moved): dispatch(moved, at: at)
        case .deliveriesFailed(let moved):
            forEachRow(moved) { $0.fail($1, moved.reason ?? .fault) }
            refreshAnswerability(of: moved)
        case .deliveriesWithdrawn(let moved):
            forEachRow(moved) { $0.withdraw($1) }
            refreshAnswerability(of: moved)
        case .receiptAccepted(let receipt): apply(receipt, arrival: at)
        case .deviceStatus(let status):
            links.apply(status, at: at, tolerance: clockTolerance)
            refreshAnswerability(ofDevices: [status.device])
        case .gatewayStatus(let status):
            let before = links.carried(by: status.device)
            links.applyGateway(status, at: at, tolerance: clockTolerance)
            refreshAnswerability(ofDevices: Set(before + links.carried(by: status.device) + assigned(to: status.device)))
        default: break
        }
    }

    private var clockTolerance: Int64 { policy?.evidence.clockToleranceMilliseconds ?? 2000 }

    private func assigned(to gateway: String) -> [String] {
        roster?.devices.filter { $0.gateway == gateway }.map(\.device) ?? []
    }

    private mutating func apply(_ plan: DeliveriesPlanned, at: Moment) {
        guard let index = alerts[plan.alert]?.deliveries.count else { return }
        let table = DeliveryTable(plan, at: at)
        for (row, id) in table.ids.enumerated() { deliveries[id] = DeliveryLocation(alert: plan.alert, table: index, row: row) }
        alerts[plan.alert]?.deliveries.append(table)
        moved.insert(plan.alert)
        for row in table.endpoints.indices { refreshAnswerability(plan.alert, table: index, row: row) }
    }

    private mutating func forEachRow(_ moved: DeliveriesMoved, _ body: (inout DeliveryTable, Int) -> Void) {
        guard alerts[moved.alert] != nil else { return }
        alerts[moved.alert].withValue { coverage in
            for table in coverage.deliveries.indices where coverage.deliveries[table].channel == moved.channel {
                for endpoint in moved.endpoints {
                    guard let row = coverage.deliveries[table].row(endpoint) else { continue }
                    body(&coverage.deliveries[table], row)
                }
            }
        }
        self.moved.insert(moved.alert)
    }

    private mutating func dispatch(_ moved: DeliveriesMoved, at: Moment) {
        var newly: [String] = []
        forEachRow(moved) { table, row in
            // What went out to a withdrawn row was its withdrawal, which proves nothing.
            guard !table.withdrawn[row] else { return }
            table.noteDispatch(row, at: at)
            table.recover(row)
            if table.move(row, to: .dispatched) { newly.append(table.endpoints[row]) }
        }
        for endpoint in newly {
            recordEvidence(
                alert: moved.alert, channel: moved.channel, endpoint: endpoint, stage: .dispatched, far: at, arrival: at)
        }
        refreshAnswerability(of: moved)
    }

    private mutating func apply(_ receipt: ReceiptAccepted, arrival: Moment) {
        guard let location = deliveries[receipt.delivery], location.alert == receipt.alert else { return }
        moved.insert(receipt.alert)
        if let far = receipt.far {
            links.seeClock(receipt.gateway ?? receipt.endpoint, far: far, arrival: arrival, tolerance: clockTolerance)
        }
        if let reason = receipt.failed {
            alerts[receipt.alert].withValue { $0.deliveries[location.table].fail(location.row, reason) }
        } else if receipt.withdrawn == true {
            alerts[receipt.alert].withValue { $0.deliveries[location.table].answerWithdrawal(location.row) }
        } else if let stage = receipt.stage {
            alerts[receipt.alert].withValue { _ = $0.deliveries[location.table].move(location.row, to: stage) }
            recordEvidence(
                alert: receipt.alert, channel: receipt.channel, endpoint: receipt.endpoint, stage: stage, far: receipt.moment,
                arrival: arrival)
        }
        refreshAnswerability(receipt.alert, table: location.table, row: location.row)
    }

    /// What a stage proves for the households in the endpoint's reach: for its own alert, and for the alerts that an Update without
    /// a clock took the place of.
    private mutating func recordEvidence(
        alert: AlertID, channel: Channel, endpoint: String, stage: Stage, far: Moment, arrival: Moment
    ) {
        guard alerts[alert]?.deliveries.first?.action != .check else { return }
        var pending = [alert]
        var seen: Set<AlertID> = []
        while let next = pending.popLast() {
            guard seen.insert(next).inserted, let open = alerts[next],
                let known = open.endpoints.endpoint(endpoint, on: channel)
            else { continue }
            let colour = open.accepted.effectiveColour
            if let grade = grade(of: known, channel: channel, stage: stage, colour: colour, moment: far) {
                alerts[next].withValue { $0.record(grade, of: known.reach, by: channel, far: far, arrival: arrival) }
                moved.insert(next)
            }
            if let further = alerts[next]?.accepted, further.msgType == .update, !further.clock { pending += further.replaces }
        }
    }

    private mutating func grade(
        of endpoint: Endpoints.Endpoint, channel: Channel, stage: Stage, colour: Colour, moment: Moment
    ) -> Grade? {
        guard let policy else { return nil }
        if channel == .sms {
            let second = offsets.stamp(moment, in: zone).local.secondOfDay
            return policy.messageGrade(stage, colour: colour, isNight: policy.audibility.night.contains(secondOfDay: second))
        }
        guard let device = endpoint.device, channel == .loudspeaker else { return policy.grade(channel, stage) }
        let local = offsets.stamp(moment, in: zone).local
        let facts = Policy.PlayFacts(
            accepted: device.accepted.map { $0 <= local.date } ?? false,
            indoorTest: device.indoorTest.map { $0 <= local.date } ?? false,
            night: policy.audibility.night.contains(secondOfDay: local.secondOfDay),
            drowned: !weatherInForce(at: moment).isDisjoint(with: policy.audibility.weather))
        return policy.loudspeakerGrade(stage, facts)
    }
}

extension Optional {
    /// Changes the value in place where there is one.
    mutating func withValue(_ body: (inout Wrapped) -> Void) {
        guard self != nil else { return }
        body(&self!)
    }
}
