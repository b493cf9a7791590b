/// The form of what a foreign interface sends.
public enum BodyForm: String, CaseIterable, Codable, Hashable, Sendable {
    /// JSON.
    case json
    /// A form in the body, `application/x-www-form-urlencoded`.
    case form
    /// The query of the address.
    case query
    /// Plain text, which stands at the empty path.
    case text
}

/// A request that a gateway made to us.
public struct GatewayCallback: Hashable, Sendable {
    /// The query behind the question mark, percent-encoded; empty for none.
    public var query: String
    /// The body.
    public var body: [UInt8]

    /// A request.
    public init(query: String = "", body: [UInt8] = []) {
        self.query = query
        self.body = body
    }

    /// What it holds, in a form; nil where it is not of that form.
    func tree(_ form: BodyForm) -> JSONTree? { JSONTree.read(body, form: form, query: query) }
}

extension JSONTree {
    /// What a body holds, in a form; nil where it is not of that form.
    static func read(_ body: [UInt8], form: BodyForm, query: String = "") -> JSONTree? {
        switch form {
        case .json: JSONReader.read(body)
        case .form: FormReader.read(body).map(JSONTree.object)
        case .query: FormReader.read(Array(query.utf8)).map(JSONTree.object)
        case .text: String(validating: body, as: UTF8.self).map { .text($0.trimmed) }
        }
    }
}

/// Reads `name=value&…` with percent-encoding and plus signs for blanks (URL Standard, application/x-www-form-urlencoded).
enum FormReader {
    /// The most fields that are read; no gateway sends so many.
    static let fieldLimit = 256

    /// The fields; nil where a value is not UTF-8 or there are too many. An escape that is none stands as it is.
    static func read(_ bytes: [UInt8]) -> [JSONTree.Member]? {
        var members: [JSONTree.Member] = []
        for field in bytes.split(separator: 0x26, maxSplits: fieldLimit) {
            let end = field.firstIndex(of: 0x3D) ?? field.endIndex
            guard members.count < fieldLimit, let name = decoded(field[..<end]), let value = decoded(field[end...].dropFirst())
            else { return nil }
            members.append(JSONTree.Member(name: name, value: .text(value)))
        }
        return members
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
        var text: [UInt8] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if bytes[index] == 0x25, index + 2 < bytes.endIndex, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                text.append(high << 4 | low)
                index += 3
            } else {
                text.append(bytes[index] == 0x2B ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(validating: text, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x37
        case 0x61...0x66: byte - 0x57
        default: nil
        }
    }
}
