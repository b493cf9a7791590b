import Alerts
import Community
import Coverage
import Dissemination
import Record

/// An office with an SMS and a voice gateway and no device. Household n has phone p(n), 0...9; household 0 has p(20) besides, households 1
/// and 2 share p(21), household 3 has a landline p(22) besides; p(23) belongs to somebody elsewhere; p(30) is the phone of a helper of the
/// vulnerable person in household 7.
struct Exchange {
    var office: Office

    init(means: Means = Means(messages: ["sms-1", "sms-2"], calls: ["voice-1"], robots: ["group"])) throws {
        var roster = Office.roster()
        roster.devices = []
        roster.phones = (0..<10).map { Exchange.row(UInt64($0), [$0]) }
        roster.phones += [
            Exchange.row(20, [0]), Exchange.row(21, [1, 2]), Exchange.row(22, [3], .landline), Exchange.row(23, []),
        ]
        roster.phones.append(RosterPhone(pseudonym: Exchange.name(30), kind: .mobile, households: [9], isHousehold: true))
        roster.staff = [
            RosterStaff(pseudonym: Pseudonym(rawValue: 900), role: .helper, grids: [], substitute: nil, phone: Exchange.name(30))
        ]
        roster.vulnerable = [
            RosterPerson(
                pseudonym: Pseudonym(rawValue: 500), household: 7, needs: [.move], helpers: [Pseudonym(rawValue: 900)]),
            RosterPerson(pseudonym: Pseudonym(rawValue: 501), household: 8, needs: [.see], helpers: []),
        ]
        office = try Office(means: means, roster: roster)
    }

    private static func row(_ number: UInt64, _ households: [UInt32], _ kind: PhoneKind = .mobile) -> RosterPhone {
        RosterPhone(pseudonym: name(number), kind: kind, households: households, isHousehold: true)
    }

    static func name(_ number: UInt64) -> Pseudonym { Pseudonym(rawValue: 0xF000 + number) }

    static func endpoint(_ number: UInt64) -> String { name(number).description }

    /// Takes what is due on a channel.
    mutating func due(_ channel: Channel = .sms, limit: Int = 100) -> [Dispatch] { office.take([channel], limit: limit) }

    /// Says that a gateway took everything that is due, each under a name of its own.
    @discardableResult
    mutating func accept(_ channel: Channel = .sms, by gateway: String = "sms-1") throws -> [Dispatch] {
        let due = due(channel)
        try office.take(.outcomes(due.map { outcome($0, .accepted, gateway, reference: "m-\($0.endpoint)-\($0.alert)") }))
        return due
    }

    func outcome(_ dispatch: Dispatch, _ result: DispatchOutcome.Result, _ gateway: String, reference: String? = nil)
        -> DispatchOutcome
    {
        DispatchOutcome(
            delivery: dispatch.delivery, action: dispatch.action, result: result, gateway: gateway, reference: reference)
    }

    /// A report on the message to a phone, by the gateway's own name for it.
    func report(
        _ number: UInt64, _ result: IncomingReport.Result, alert: AlertID, channel: Channel = .sms, gateway: String = "sms-1",
        part: IncomingReport.Part? = nil
    ) -> IncomingReport {
        IncomingReport(
            channel: channel, gateway: gateway, delivery: nil, reference: "m-\(Exchange.endpoint(number))-\(alert)",
            result: result,
            code: "X1", part: part, at: office.now)
    }

    func reply(_ number: UInt64, _ meaning: ReplyReceived.Meaning = .confirms, gateway: String = "sms-1") -> IncomingReply {
        IncomingReply(
            gateway: gateway, phone: Exchange.name(number), meaning: meaning, sha256: String(repeating: "a", count: 64),
            at: office.now)
    }

    func stage(_ number: UInt64, _ alert: AlertID, _ channel: Channel = .sms) -> Stage? {
        let id = DeliveryID(alert: alert, action: .present, channel: channel, endpoint: Exchange.endpoint(number))
        return office.desk.coverage.location(of: id).flatMap { office.desk.coverage.table(at: $0)?.stages[$0.row] }
    }
}

extension Office {
    /// Takes what is due on some channels, and says nothing of what becomes of it.
    mutating func take(_ channels: Set<Channel>, limit: Int) -> [Dispatch] { withDesk { $0.takeDue(channels, limit: limit) } }
}
