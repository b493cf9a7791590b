import Alerts
public import Foundation

/// Which phones belong to which households, worked out from a register's files without any of the service's code, and which of them got or
/// answered a message by their own account.
public struct Telephony: Sendable {
    /// The households of each phone, those of people elsewhere left out.
    public private(set) var homes: [MobileNumber: Set<String>] = [:]
    private let phones: [PhoneAccount]

    /// Reads `households.csv` and the phones' account.
    public init(households: Data, account: GatewayAccount) {
        phones = account.phones
        let rows = CommaSeparated.rows(of: String(decoding: households, as: UTF8.self))
        guard let header = rows.first?.cells, let id = header.firstIndex(of: "household"),
            let column = header.firstIndex(of: "phones")
        else { return }
        for row in rows.dropFirst() where row.cells.count > max(id, column) {
            for cell in row.cells[column].split(separator: ";") where !cell.hasSuffix("@away") {
                if let number = MobileNumber(cell) { homes[number, default: []].insert(row.cells[id]) }
            }
        }
    }

    /// The households that have the message, and those that answered it, as far as the service was told and said that it heard. At night a
    /// message of a red or orange warning that nobody answers has reached nobody.
    public func reached(isUrgent: Bool, offsetMinutes: Int) -> (delivered: Set<String>, confirmed: Set<String>) {
        var delivered: Set<String> = [], confirmed: Set<String> = []
        for phone in phones {
            guard let households = homes[phone.phone] else { continue }
            for message in phone.messages {
                let hour = message.arrivedAt.map { Timestamp(moment: $0, offsetMinutes: offsetMinutes).local.secondOfDay / 3600 }
                let isNight = hour.map { $0 >= 22 || $0 < 6 } ?? false
                if message.acknowledged[MessageReport.delivered.rawValue] != nil, !(isUrgent && isNight) {
                    delivered.formUnion(households)
                }
                if message.replyAcknowledged, message.reply.map(HandsetHabit.confirmingWords.contains) ?? false {
                    confirmed.formUnion(households)
                }
            }
        }
        return (delivered, confirmed)
    }
}
