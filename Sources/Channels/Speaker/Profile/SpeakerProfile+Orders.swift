public import Alerts

/// What a foreign loudspeaker is to play.
public struct SpeakerOrder: Hashable, Sendable {
    /// The device, an identifier.
    public var device: String
    /// Our own reference: the delivery id.
    public var reference: String
    /// What it says.
    public var text: String
    /// How often.
    public var plays: Int
    /// 1 (red) to 4 (blue).
    public var priority: Int
    /// The language of the text.
    public var language: String
    /// The address of the speech as sound; nil where the device speaks itself.
    public var audio: String?

    /// An order.
    public init(
        device: String, reference: String, text: String, plays: Int, priority: Int, language: String = "zh-CN",
        audio: String? = nil
    ) {
        self.device = device
        self.reference = reference
        self.text = text
        self.plays = plays
        self.priority = priority
        self.language = language
        self.audio = audio
    }

    var named: [String: String] {
        var values = [
            "device": device, "reference": reference, "text": text, "plays": String(plays), "priority": String(priority),
            "language": language,
        ]
        values["audio"] = audio
        return values
    }

    static let names = ["device", "reference", "text", "plays", "priority", "language", "audio"]
}

/// What goes out to a foreign loudspeaker.
public enum SpeakerMessage: Hashable, Sendable {
    /// An HTTP request.
    case http(GatewayRequest)
    /// A message on a topic.
    case mqtt(topic: String, payload: [UInt8])
}

extension SpeakerProfile {
    /// The order to play.
    ///
    /// - Throws: `MissingValue` for a value that the profile needs and neither order nor account has.
    public func order(
        _ order: SpeakerOrder, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> SpeakerMessage? {
        try message(http?.order, mqtt?.order, values(order.named, account, moment, nonce))
    }

    /// The order to stop; nil where this loudspeaker cannot be stopped.
    ///
    /// - Throws: `MissingValue` for a value that the profile needs and neither order nor account has.
    public func withdrawal(
        _ order: SpeakerOrder, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> SpeakerMessage? {
        try message(http?.withdraw, mqtt?.withdraw, values(order.named, account, moment, nonce))
    }

    /// The question for the state of a play; nil where the loudspeaker reports by itself.
    ///
    /// - Throws: `MissingValue` for a value that the profile needs and the account does not have.
    public func query(
        device: String, reference: String, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> GatewayRequest? {
        guard let http, let query = http.query else { return nil }
        let values = values(["device": device, "reference": reference], account, moment, nonce)
        return try query.filled(values, signing: http.signing)
    }

    /// What the answer to an order by HTTP means. That it was accepted is `dispatched` and no more.
    public func answer(status: Int, body: [UInt8]) -> SubmissionAnswer {
        http?.answer.answer(status: status, body: body) ?? .unclear(code: ShownCode("HTTP \(status)"))
    }

    private func values(
        _ named: [String: String], _ account: GatewayAccount, _ moment: Moment, _ nonce: String
    ) -> RequestValues {
        let all = (values ?? [:]).merging(account.named) { _, account in account }.merging(named) { _, own in own }
        return RequestValues(named: all, moment: moment, nonce: nonce)
    }

    private func message(
        _ request: RequestTemplate?, _ message: MessageTemplate?, _ values: RequestValues
    ) throws(MissingValue) -> SpeakerMessage? {
        if let request { return .http(try request.filled(values, signing: http?.signing)) }
        guard let message else { return nil }
        // A device's name is one level of a topic; anything else must not reach the broker as wildcard or as more levels.
        guard let device = values.value("device"), Identifier.isValid(device) else { throw MissingValue(name: "device") }
        return .mqtt(topic: try message.topic.filled(values.value), payload: Array(try message.body.text(values).utf8))
    }
}
