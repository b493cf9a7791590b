import Alerts
import Community
import Record

// Unknown is kept apart from not reached: where the link to a loudspeaker is dead, nobody can say whether it played.

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
    mutating func refreshAnswerability(_ alert: AlertID, table index: Int, row: Int) {
        guard let open = alerts[alert], let device = open.device(open.deliveries[index].endpoints[row]) else { return }
        let table = open.deliveries[index]
        let now = isUnanswerable(table, row: row, device)
        guard now != table.unanswerable[row] else { return }
        alerts[alert].withValue {
            $0.deliveries[index].unanswerable[row] = now
            $0.setAnswerable(!now, reach: device.reach)
        }
        moved.insert(alert)
    }

    private func isUnanswerable(_ table: DeliveryTable, row: Int, _ device: RosterDevice) -> Bool {
        guard table.channel == .loudspeaker, table.action == .present, device.accepted != nil, !table.isSettled(row) else {
            return false
        }
        guard isBrokerConnected else { return true }
        let online = links.isOnline(device.device)
        return online == false || (online == nil && table.failures[row] == .offline)
    }
}
