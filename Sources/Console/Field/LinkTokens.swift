import Alerts
public import Crypto
import Foundation
public import Record

/// The addresses of personal pages. What stands behind `/t/` is a name and 128 bits made from it under a secret, in 32 letters that need
/// no escaping; nothing of it is stored, and without the secret nobody can make one.
public struct LinkTokens: Sendable {
    /// What an address leads to.
    enum Subject: Hashable, Sendable {
        /// The page of a member of staff.
        case staff(LinkID)
        /// The page of a message to residents.
        case message(DeliveryID)
    }

    private let secret: SymmetricKey
    private let publicURL: String

    private static let codeBytes = 16

    /// Addresses under a secret.
    ///
    /// - Parameter publicURL: how phones reach the listener, without a slash at its end.
    public init(secret: SymmetricKey, publicURL: String) {
        self.secret = secret
        self.publicURL = publicURL
    }

    /// The address of somebody's page.
    public func address(_ link: LinkID) -> String { "\(publicURL)/t/\(token(.staff(link)))" }

    /// The address of the page of a message to residents.
    public func address(_ delivery: DeliveryID) -> String { "\(publicURL)/t/\(token(.message(delivery)))" }

    func token(_ subject: Subject) -> String {
        let bytes = Self.bytes(subject.name) + code(subject)
        return Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
    }

    /// What a token leads to; nil for one that was not made here.
    func subject(_ token: String) -> Subject? {
        let text = token.replacing("-", with: "+").replacing("_", with: "/")
        guard token.utf8.count == 32, let bytes = Data(base64Encoded: text).map(Array.init), bytes.count == 24 else { return nil }
        let name = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let given = Array(bytes.suffix(Self.codeBytes))
        return [Subject.staff(LinkID(rawValue: name)), .message(DeliveryID(rawValue: name))].first { subject in
            zip(code(subject), given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
        }
    }

    private func code(_ subject: Subject) -> [UInt8] {
        let text = Array("page:\(subject.kind):".utf8) + Self.bytes(subject.name)
        return Array(HMAC<SHA256>.authenticationCode(for: text, using: secret).prefix(Self.codeBytes))
    }

    private static func bytes(_ name: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: name >> (56 - 8 * $0)) } }
}

extension LinkTokens.Subject {
    fileprivate var name: UInt64 {
        switch self {
        case .staff(let link): link.rawValue
        case .message(let delivery): delivery.rawValue
        }
    }

    fileprivate var kind: String {
        switch self {
        case .staff: "staff"
        case .message: "message"
        }
    }
}
