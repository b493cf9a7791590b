import Alerts
import Record

/// What the lines of a journal say about alerts and deliveries, counted by hand and with none of the service's own ledgers.
struct JournalIndex: Sendable {
    /// One accepted alert.
    struct AlertRecord: Sendable {
        var msgType = ""
        var status = ""
        var clock = false
        var replaces: [String] = []
        var targetRule = ""
        var ended: String?
        /// Devices that are to present it.
        var planned: Set<String> = []
        var presented: Set<String> = []
        /// Devices that presented it while no rain was in force.
        var clear: Set<String> = []
        var delivered: Set<String> = []
        var withdrawn: Set<String> = []
        var withdrawalAnswered: Set<String> = []

        /// Whether nothing more will come of it: every device has presented it, or has taken it back.
        var isSettled: Bool {
            withdrawn.isSubset(of: withdrawalAnswered) && planned.subtracting(withdrawn).isSubset(of: presented)
        }
    }

    /// Lines, by type.
    private(set) var counts: [String: Int] = [:]
    /// Accepted alerts, by id.
    private(set) var alerts: [String: AlertRecord] = [:]
    /// The ids of all messages that the journal names, whatever became of them.
    private(set) var messages: Set<String> = []
    /// What stands twice and must not.
    private(set) var doubles: [String] = []
    private var moves: Set<String> = []
    /// When rain was in force, by alert.
    private var rain: [String: Rain] = [:]

    private struct Rain {
        var from: Moment
        var until: Moment?
    }

    /// How many lines there are of a type.
    subscript(_ type: String) -> Int { counts[type] ?? 0 }

    /// Alerts that still wait for a device.
    var unsettled: [String: AlertRecord] { alerts.filter { !$0.value.isSettled } }

    mutating func take(_ line: JournalLine) {
        counts[line.type, default: 0] += 1
        guard let alert = line.alert else { return }
        let data = line.data
        switch line.type {
        case "alert.accepted": accept(alert, data)
        case "alert.recorded", "alert.held", "alert.conflicting": messages.insert(alert)
        case "alert.ended":
            alerts[alert]?.ended = data["cause"].text
            rain[alert]?.until = Timestamp(line.at)?.moment
        case "delivery.planned" where data["action"].text == "present":
            let endpoints = data["endpoints"].texts
            if !Set(endpoints).isDisjoint(with: alerts[alert]?.planned ?? []) { doubles.append("planned \(alert)") }
            alerts[alert]?.planned.formUnion(endpoints)
        case "delivery.withdrawn": alerts[alert]?.withdrawn.formUnion(data["endpoints"].texts)
        case "receipt.accepted": move(alert, data)
        default: break
        }
    }

    private mutating func accept(_ alert: String, _ data: JSONValue) {
        if alerts[alert] != nil { doubles.append("accepted \(alert)") }
        messages.insert(alert)
        var record = AlertRecord()
        record.msgType = data["msgType"].text ?? ""
        record.status = data["status"].text ?? ""
        record.clock = data["clock"] == .bool(true)
        record.replaces = data["replaces"].texts
        record.targetRule = data["rule"].text ?? ""
        alerts[alert] = record
        if data["weather"].texts.contains("rain"), let start = data["start"].text.flatMap({ Timestamp($0) })?.moment {
            rain[alert] = Rain(from: start)
        }
    }

    private func isRaining(_ moment: Moment) -> Bool {
        rain.values.contains { $0.from <= moment && $0.until.map { moment < $0 } ?? true }
    }

    private mutating func move(_ alert: String, _ data: JSONValue) {
        guard let endpoint = data["endpoint"].text, let delivery = data["delivery"].text else { return }
        let isWithdrawal = data["withdrawn"] == .bool(true)
        let word = isWithdrawal ? "withdrawn" : data["stage"].text ?? "failed"
        if word != "failed", !moves.insert("\(delivery) \(word)").inserted { doubles.append("\(word) of \(delivery)") }
        switch word {
        case "withdrawn": alerts[alert]?.withdrawalAnswered.insert(endpoint)
        case "presented":
            alerts[alert]?.presented.insert(endpoint)
            if let moment = data["moment"].text.flatMap({ Timestamp($0) })?.moment, !isRaining(moment) {
                alerts[alert]?.clear.insert(endpoint)
            }
            alerts[alert]?.delivered.insert(endpoint)
        case "delivered": alerts[alert]?.delivered.insert(endpoint)
        default: break
        }
    }
}
