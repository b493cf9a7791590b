import Alerts
import Community
import Record

// Unknown is kept apart from not reached: where the link to a loudspeaker is dead, nobody can say whether it played; where no report of a
// message has come, nobody can say whether the phone has it.

extension CoverageLedger {
    /// Looks again at every delivery, because the broker came or went.
    mutating func refreshAnswerability() {
        for alert in order {
            for (index, table) in (alerts[alert]?.deliveries ?? []).enumerated() {
                for row in table.endpoints.indices { refreshAnswerability(alert, table: index, row: row) }
            }
        }
    }

    mutating func refreshAnswerability(ofDevices names: some Sequence<String>) {
        for name in names {
            for alert in order {
                for (index, table) in (alerts[alert]?.deliveries ?? []).enumerated() {
                    if let row = table.row(name) { refreshAnswerability(alert, table: index, row: row) }
                }
            }
        }
    }

    mutating func refreshAnswerability(of moved: DeliveriesMoved) {
        for (index, table) in (alerts[moved.alert]?.deliveries ?? []).enumerated() where table.channel == moved.channel {
            for endpoint in moved.endpoints {
                if let row = table.row(endpoint) { refreshAnswerability(moved.alert, table: index, row: row) }
            }
        }
    }

    /// Looks again at one delivery.
    mutating func refreshAnswerability(_ alert: AlertID, table: Int, row: Int) {
        guard let change = answerabilityChange(alert, table: table, row: row) else { return }
        alerts[alert].withValue {
            $0.deliveries[table].unanswerable[row] = !change.isAnswerable
            $0.setAnswerable(change.isAnswerable, reach: change.reach)
        }
        moved.insert(alert)
    }

    private func answerabilityChange(
        _ alert: AlertID, table index: Int, row: Int
    ) -> (isAnswerable: Bool, reach: HouseholdSet)? {
        guard let open = alerts[alert] else { return nil }
        let table = open.deliveries[index]
        guard let endpoint = open.endpoints.endpoint(table.endpoints[row], on: table.channel) else { return nil }
        let isUnanswerable =
            switch table.channel {
            case .sms, .voice: table.isUnreported(row)
            default: endpoint.device.map { isCutOff(table, row: row, $0) } ?? false
            }
        return isUnanswerable == table.unanswerable[row] ? nil : (!isUnanswerable, endpoint.reach)
    }

    private func isCutOff(_ table: DeliveryTable, row: Int, _ device: RosterDevice) -> Bool {
        guard table.channel == .loudspeaker, table.action == .present, device.accepted != nil, !table.isSettled(row) else {
            return false
        }
        guard isBrokerConnected else { return true }
        // What the broker says of a subscription is newer than what a device once said of itself.
        return links.isOnline(device.device) == false || table.failures[row] == .offline
    }
}
