public import Alerts
public import Community

/// A message or a call for one phone, ready to be handed to a gateway.
public struct OutgoingMessage: Hashable, Sendable {
    /// The phone.
    public var phone: Phone
    /// What it says, as it is handed over: with the signature if we put it.
    public var text: String
    /// The reviewed template that says it, for gateways that take nothing else.
    public var template: FilledTemplate?
    /// Our own reference, which reports come back with: the delivery id.
    public var reference: String
    /// How often a call says it.
    public var repeats: Int?

    /// A message.
    public init(phone: Phone, text: String, template: FilledTemplate? = nil, reference: String, repeats: Int? = nil) {
        self.phone = phone
        self.text = text
        self.template = template
        self.reference = reference
        self.repeats = repeats
    }
}

/// A reviewed template with its parameters.
public struct FilledTemplate: Hashable, Sendable {
    /// A parameter as the provider names it.
    public struct Parameter: Hashable, Sendable {
        /// Its name there.
        public var name: String
        /// Its value.
        public var value: String
    }

    /// The provider's name of the template.
    public var code: String
    /// The parameters, in the order in which the template names them first.
    public var parameters: [Parameter]
}

extension GatewayProfile {
    /// The request that hands a message over.
    ///
    /// - Parameters:
    ///   - message: the message.
    ///   - account: who we are at the gateway.
    ///   - moment: the moment of the request, which signatures hold.
    ///   - nonce: a text that is never the same twice.
    /// - Throws: `MissingValue` for a value that the profile needs and neither message nor account has.
    public func request(
        for message: OutgoingMessage, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> GatewayRequest {
        var named = account.named.merging(values ?? [:]) { first, _ in first }
        named["phone"] = (number ?? .e164).text(message.phone)
        named["text"] = message.text
        named["reference"] = message.reference
        named["template"] = message.template?.code
        named["repeat"] = message.repeats.map(String.init)
        let parameters = (message.template?.parameters ?? []).map { RequestValues.Parameter(name: $0.name, value: $0.value) }
        let values = RequestValues(named: named, parameters: parameters, moment: moment, nonce: nonce)
        return try request.filled(values, signing: signing)
    }
}
