import Crypto
import Foundation

/// How a request is signed, so that the other side knows who sent it: a keyed or plain digest over a template. The result is the
/// value `{signature}`, for a header, the query or the body.
public struct Signing: Codable, Hashable, Sendable {
    /// The digest.
    public var algorithm: Algorithm
    /// The key of a keyed digest. A list makes a chain: each element is digested with the key so far, and gives the next key.
    public var key: KeyChain?
    /// What is signed.
    public var over: TextTemplate
    /// Texts with names of their own, which `over` and each other can use, in the order of the names.
    public var texts: [String: TextTemplate]?
    /// How the digest is written.
    public var encoding: Encoding

    /// The digests.
    public enum Algorithm: String, CaseIterable, Codable, Hashable, Sendable {
        case hmacSHA256 = "hmac-sha256"
        case hmacSHA1 = "hmac-sha1"
        case sha256, md5

        var isKeyed: Bool { self == .hmacSHA256 || self == .hmacSHA1 }
    }

    /// The forms of a digest.
    public enum Encoding: String, CaseIterable, Codable, Hashable, Sendable {
        /// Lower-case hexadecimal digits.
        case hex
        /// Base64 with padding.
        case base64
    }

    /// One key, or several that make a chain.
    public struct KeyChain: Codable, Hashable, Sendable {
        /// The elements.
        public var elements: [TextTemplate]

        /// Reads one text or a list of texts.
        public init(from decoder: any Decoder) throws {
            if var list = try? decoder.unkeyedContainer() {
                elements = []
                while !list.isAtEnd { elements.append(try list.decode(TextTemplate.self)) }
            } else {
                elements = [try decoder.singleValueContainer().decode(TextTemplate.self)]
            }
        }

        /// Writes a list of texts.
        public func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            try container.encode(elements)
        }
    }

    /// The signature over values.
    ///
    /// - Throws: `MissingValue` for a name without a value.
    func signature(_ values: RequestValues) throws(MissingValue) -> String {
        var values = values
        for (name, text) in (texts ?? [:]).sorted(by: { $0.key < $1.key }) {
            values = values.with(name, try text.filled(values.value))
        }
        let message = Data(try over.filled(values.value).utf8)
        let digest: [UInt8]
        switch algorithm {
        case .sha256: digest = Array(SHA256.hash(data: message))
        case .md5: digest = Array(Insecure.MD5.hash(data: message))
        case .hmacSHA256, .hmacSHA1: digest = code(message, key: try lastKey(values))
        }
        return encoding == .hex ? Hexadecimal.text(digest) : Data(digest).base64EncodedString()
    }

    private func lastKey(_ values: RequestValues) throws(MissingValue) -> [UInt8] {
        var last: [UInt8]?
        for element in key?.elements ?? [] {
            let bytes = Array(try element.filled(values.value).utf8)
            last = last.map { code(Data(bytes), key: $0) } ?? bytes
        }
        return last ?? []
    }

    private func code(_ message: Data, key: [UInt8]) -> [UInt8] {
        let key = SymmetricKey(data: key)
        return algorithm == .hmacSHA1
            ? Array(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: key))
            : Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
    }

    /// Every template in it.
    var templates: [TextTemplate] { [over] + (key?.elements ?? []) + (texts ?? [:]).values }
}
