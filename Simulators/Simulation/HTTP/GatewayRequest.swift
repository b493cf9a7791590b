/// A request as a gateway's listener took it in.
struct GatewayRequest: Sendable {
    var method: String
    /// Without the query.
    var path: String
    /// What stood after the question mark, as it came; empty if nothing did.
    var query: String
    /// By names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    /// A query parameter, decoded; the first of that name.
    func parameter(_ name: String) -> String? {
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts[0] == name { return parts.count > 1 ? PercentText.decoded(String(parts[1])) : "" }
        }
        return nil
    }
}

/// What a gateway answers.
struct GatewayAnswer: Sendable {
    /// What becomes of an answer on its way.
    enum Delivery: Sendable, Hashable {
        case prompt
        /// After so long in real time.
        case after(Duration)
        /// Never: the connection breaks.
        case lost
    }

    var status = 200
    var body: [UInt8]
    var delivery = Delivery.prompt

    /// JSON with status 200.
    init(_ json: [UInt8]) { body = json }

    /// Plain text with another status.
    init(status: Int, _ text: String) {
        self.status = status
        body = Array(text.utf8)
    }

    /// The connection breaks.
    static let broken: GatewayAnswer = {
        var answer = GatewayAnswer([])
        answer.delivery = .lost
        return answer
    }()

    /// There is nothing at that address.
    static let notFound = GatewayAnswer(status: 404, "not found\n")
}

/// Text with percent signs in a query.
enum PercentText {
    /// Decodes `%XX` and `+`; what is malformed stays as it is.
    static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == 0x25, rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == 0x2B ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
