/// What the gateways for messages and calls answer in `code`.
enum GatewayCode: String, Sendable {
    case ok = "OK"
    case signature = "SIGNATURE_DOES_NOT_MATCH"
    case limit = "BUSINESS_LIMIT_CONTROL"
    case number = "MOBILE_NUMBER_ILLEGAL"
    case tooLong = "TEMPLATE_TOO_LONG"
    case amount = "AMOUNT_NOT_ENOUGH"
    /// A text with 【】 or ¥★√, an unknown signature (签名), or none.
    case content = "SMS_CONTENT_ILLEGAL"
    /// What is no request at all.
    case parameters = "INVALID_PARAMETERS"
}

extension GatewayAnswer {
    /// `{"code":…,"message":…}`, with the id of what was taken.
    init(_ code: GatewayCode, _ message: String, id: String? = nil) {
        var json = JSONText()
        json.member("code", code.rawValue)
        json.member("message", message)
        if let id { json.member("id", id) }
        self.init(json.object)
    }

    /// The gateway is there and takes nothing.
    static let unavailable = GatewayAnswer(status: 503, "Service Unavailable\n")
}
