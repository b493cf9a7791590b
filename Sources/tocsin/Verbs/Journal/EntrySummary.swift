import Alerts
import Community
import Coverage
import Record

/// What a line says, in a few words.
enum EntrySummary {
    static func text(_ entry: Entry) -> String {
        switch entry {
        case .journalOpened(let data): "\(data.community), \(data.timezone), key \(data.key)"
        case .serviceStarted(let data): "version \(data.version)"
        case .serviceAlive(let data), .serviceStopped(let data): data.uncounted.map { "\($0) receipts uncounted" } ?? ""
        case .brokerState(let data): "\(data.connected ? "connected" : "disconnected"): \(data.detail)"
        case .clockState(let data): clock(data)
        case .configurationAdopted(let data): data.name
        case .alertApproved(let data) where data.lapsed == true: "\(data.alert) by the policy, since nobody decided"
        case .alertApproved(let data), .alertRejected(let data): "\(data.alert)\(by(data.by.map { "\($0)" }))"
        case .alertRelayed(let data), .alertClosed(let data): "\(data.alert)"
        case .drillDeclared(let data): "\(data.drill)\(data.full ? ", full" : "")\(by(data.by.map { "\($0)" }))"
        case .dutyWoken(let data):
            "\(data.alert) waits, \(data.staff) by \(data.channel.rawValue)\(data.failed.map { ": \($0.rawValue)" } ?? "")"
        case .drillSignedIn(let data): "\(data.drill): \(data.count) × \(data.group.rawValue)\(by(data.by.map { "\($0)" }))"
        case .drillFaulted(let data): "\(data.drill): \(data.kind.rawValue), \(data.detail)"
        case .drillClosed(let data): "\(data.drill)\(by(data.by.map { "\($0)" }))"
        case .formIssued(let data):
            "\(FormIssued.number(data.form, data.first)) and on, \(data.count) sheets\(by(data.by.map { "\($0)" }))"
        case .deviceMuted(let data): "\(data.device): \(data.reason)\(by(data.by.map { "\($0)" }))"
        case .coverageDecided(let data), .coverageFinal(let data): "\(data.alert): \(figures(data.coverage))"
        case .assessmentMade(let data): "\(data.from) to \(data.to): \(assessment(data.assessment))"
        case .alertComposed(let data): "\(data.alert)\(by(data.by.map { "\($0)" }))"
        case .registerViewed(let data): "\(data.what)\(data.household.map { " \($0)" } ?? "")\(by(data.by.map { "\($0)" }))"
        case .scoreGiven(let data): "\(data.item) \(data.from) to \(data.to): \(data.score)\(by(data.by.map { "\($0)" }))"
        default: register(entry) ?? alert(entry) ?? FieldSummary.text(entry) ?? delivery(entry)
        }
    }

    private static func register(_ entry: Entry) -> String? {
        switch entry {
        case .registerBegun(let data): "version \(data.version), \(data.grids.count) grids"
        case .registerHouseholds(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerVulnerable(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerPlaces(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerPhones(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerDevices(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerStaff(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerExclusions(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerDuty(let data): "version \(data.version), \(data.rows.count) rows"
        case .registerAdopted(let data): "version \(data.version), \(data.households) households, \(data.residents) residents"
        default: nil
        }
    }

    private static func alert(_ entry: Entry) -> String? {
        switch entry {
        case .alertAccepted(let data):
            "\(data.alert) \(data.status.rawValue) \(data.msgType.rawValue): \(data.event) \(data.effectiveColour.rawValue), "
                + "\(data.target.count) households by \(data.rule), from \(data.source)"
        case .alertRecorded(let data):
            "\(data.alert) \(data.status.rawValue) \(data.msgType.rawValue): \(data.event ?? ""), not disseminated: \(data.reason.rawValue)"
        case .alertHeld(let data):
            "\(data.alert) \(data.status.rawValue), waits for the duty officer: \(data.reason), from \(data.source)"
        case .alertRefused(let data): "from \(data.source): \(data.reason)"
        case .alertRepeated(let data), .alertConflicting(let data): "\(data.alert), from \(data.source)"
        case .alertEnded(let data): "\(data.alert) \(data.cause.rawValue)\(by(data.by.map { "\($0)" }))"
        default: nil
        }
    }

    private static func delivery(_ entry: Entry) -> String {
        switch entry {
        case .deliveriesPlanned(let data):
            "\(data.alert) \(data.action.rawValue) on \(data.endpoints.count) × \(data.channel.rawValue)"
        case .deliveriesDispatched(let data), .deliveriesRepeated(let data), .deliveriesWithdrawn(let data): moved(data)
        case .deliveriesFailed(let data): "\(moved(data)): \(data.reason?.rawValue ?? "")"
        case .receiptAccepted(let data): "\(data.alert) \(data.endpoint): \(receipt(data))"
        case .receiptRepeated(let data), .receiptRefused(let data): "\(data.device ?? "?"): \(data.reason), \(data.count) ×"
        case .reportEarly(let data):
            "\(data.gateway): \(data.stage?.rawValue ?? data.failed?.rawValue ?? ""), before its message was taken"
        case .replyReceived(let data): "\(data.phone.map { "\($0)" } ?? "?") \(data.meaning.rawValue), over \(data.gateway)"
        case .deviceStatus(let data), .gatewayStatus(let data): status(data)
        case .deviceTested(let data): "\(data.device) \(data.how) \(data.passed ? "passed" : "failed")"
        default: ""
        }
    }

    private static func moved(_ data: DeliveriesMoved) -> String {
        let names = data.endpoints.prefix(3).joined(separator: ", ") + (data.endpoints.count > 3 ? ", …" : "")
        return "\(data.alert) \(data.endpoints.count) × \(data.channel.rawValue) (\(names))"
    }

    private static func receipt(_ data: ReceiptAccepted) -> String {
        if let reason = data.failed { return "failed, \(reason.rawValue)" }
        if data.withdrawn == true { return "withdrawn" }
        if let part = data.part, part.count == 2 { return "part \(part[0]) of \(part[1])" }
        let claim = data.claimed.map { " (claimed \($0.rawValue))" } ?? ""
        return (data.stage?.rawValue ?? "") + claim
    }

    private static func status(_ data: DeviceStatus) -> String {
        let faults = data.faults.isEmpty ? "" : ", faults: \(data.faults.joined(separator: ", "))"
        return "\(data.device) \(data.online ? "online" : "offline")\(faults)"
    }

    private static func clock(_ data: ClockState) -> String {
        let back = data.steppedBackMilliseconds.map { ", stepped back by \($0) ms" } ?? ""
        return (data.synchronised ? "synchronised" : "not synchronised") + back
    }

    private static func figures(_ value: JSONValue) -> String {
        guard let report = try? value.decoded(CoverageReport.self) else { return "" }
        let verdict = report.withinDeadline.map { $0 ? ", within the deadline" : ", not within the deadline" } ?? ""
        return Figures.rate(report) + verdict
    }

    private static func assessment(_ value: JSONValue) -> String {
        guard case .object(let members) = value else { return "" }
        switch members["suggested"] {
        case .integer(let points): return "suggested \(points)"
        case .number(let points): return "suggested \(points)"
        default: return "no score"
        }
    }

    private static func by(_ name: String?) -> String { name.map { " by \($0)" } ?? "" }
}
