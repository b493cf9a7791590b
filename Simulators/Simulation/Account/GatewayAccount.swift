public import Alerts
public import Foundation

/// What the gateways of a run really carried, and what every phone, group and loudspeaker really got; for comparison with what the
/// service made of it. What did not happen is left out.
public struct GatewayAccount: Codable, Sendable, Hashable {
    /// The version of this form.
    public var v = 1
    /// The seed of the run, and how many times faster than real it was.
    public var seed: UInt64, scale: Double
    /// When the run began and ended.
    public var from: Moment, to: Moment
    /// The SMSC, in sums.
    public var smsc: SMSCAccount
    /// Requests for messages and calls that were not signed as they must be.
    public var unsigned = 0
    /// The gateway for messages, in sums.
    public var texts: TextGatewayAccount
    /// The gateway for calls, in sums.
    public var voice: VoiceAccount
    /// What was pushed: reports, replies, and reports of calls; absent where there is no address.
    public var reports: PushAccount?, replies: PushAccount?, callReports: PushAccount?
    /// An entry a phone of the register, and every other number that anybody wrote to or called.
    public var phones: [PhoneAccount]
    /// An entry an own reference of the caller, over all phones.
    public var references: [String: ReferenceAccount]
    /// An entry a robot.
    public var robots: [RobotAccount]
    /// An entry an order of vendor A's and vendor B's terminals.
    public var vendorA: [OrderAccount], vendorB: [OrderAccount]
    /// An entry a worker who got a link; absent where none are played.
    public var workers: [WorkerAccount]?

    /// A phone by its number.
    public func phone(_ text: String) -> PhoneAccount? {
        MobileNumber(text).flatMap { number in phones.first { $0.phone == number } }
    }

    /// The JSON text, times with the offset of a zone.
    public func json(in zone: TimeZone) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        return try encoder.encode(self)
    }
}

/// What became of everything that carried one own reference.
public struct ReferenceAccount: Codable, Sendable, Hashable {
    /// The phones that it was for.
    public var phones: [MobileNumber] = []
    /// Messages taken, those that arrived, those that the network reported delivered, and those whose report the other
    /// side took.
    public var messages = 0, arrived = 0, delivered = 0, deliveredAcknowledged = 0
    /// Messages that their owner answered.
    public var replies = 0
    /// Calls taken, answered, and answered with a key.
    public var calls = 0, callsAnswered = 0, keys = 0

    fileprivate mutating func add(_ message: MessageAccount, _ phone: MobileNumber) {
        note(phone)
        messages += 1
        if message.arrivedAt != nil { arrived += 1 }
        if message.end == .delivered { delivered += 1 }
        if message.acknowledged[MessageReport.delivered.rawValue] != nil { deliveredAcknowledged += 1 }
        if message.reply != nil { replies += 1 }
    }

    fileprivate mutating func add(_ call: CallAccount, _ phone: MobileNumber) {
        note(phone)
        calls += 1
        if call.answeredAt != nil { callsAnswered += 1 }
        if call.key != nil { keys += 1 }
    }

    private mutating func note(_ phone: MobileNumber) { if !phones.contains(phone) { phones.append(phone) } }
}

extension GatewayAccount {
    /// Reads an account from its JSON text.
    public init(json: Data) throws { self = try JSONDecoder().decode(GatewayAccount.self, from: json) }

    /// The account of some gateways from the beginning of their run until now.
    init(of house: GatewayHouse, workers: [WorkerAccount]? = nil, to now: Moment) {
        self.init(
            seed: house.options.seed, scale: house.options.scale, from: house.from, to: now, smsc: house.smsc.standing,
            unsigned: house.unsigned,
            texts: house.texts.account, voice: house.voice.account, reports: house.texts.reports?.account,
            replies: house.texts.replies?.account, callReports: house.voice.reports?.account, phones: house.book.phones,
            references: GatewayAccount.references(house.book.phones), robots: house.robots.accounts,
            vendorA: house.vendorA.terminals.orders, vendorB: house.vendorB.terminals.orders,
            workers: workers)
    }

    private static func references(_ phones: [PhoneAccount]) -> [String: ReferenceAccount] {
        var references: [String: ReferenceAccount] = [:]
        for phone in phones {
            for message in phone.messages {
                if let ref = message.ref { references[ref, default: ReferenceAccount()].add(message, phone.phone) }
            }
            for call in phone.calls {
                if let ref = call.ref { references[ref, default: ReferenceAccount()].add(call, phone.phone) }
            }
        }
        return references
    }
}
