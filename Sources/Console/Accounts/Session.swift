import Alerts
import Crypto
import Foundation

/// Somebody who signed in, as a cookie says and a key proves: it outlives a restart of the service without anything being stored.
///
/// `name.generation.issued.nonce.signature`; a new password, role or sign-out everywhere raises the account's generation and ends it.
struct Session: Hashable, Sendable {
    let name: String
    let generation: Int
    let issued: Moment
    let nonce: String

    /// How long somebody stays signed in: a shift and some, so that nobody is asked for a password in the middle of a storm.
    static let life = Span.hours(36)

    init(account: Account, now: Moment) {
        name = account.name
        generation = account.generation
        issued = now
        nonce = String(Secret.random().prefix(32))
    }

    /// Reads a cookie; nil where its signature is not ours, or its time is over.
    init?(cookie: String, key: SymmetricKey, now: Moment) {
        let parts = cookie.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, let generation = Int(parts[1]), let milliseconds = Int64(parts[2]) else { return nil }
        name = parts[0]
        self.generation = generation
        issued = Moment(milliseconds: milliseconds)
        nonce = parts[3]
        guard Secret.equal(parts[4], signature(key)), now - issued < Self.life, issued - now < .minutes(5) else { return nil }
    }

    /// What stands for it in the list of those that were ended; it does not tell the cookie.
    var mark: String { AccountBook.hash("\(text)") }

    /// When it is over by itself.
    var end: Moment { issued + Self.life }

    /// The cookie's value.
    func cookie(_ key: SymmetricKey) -> String { "\(text):\(signature(key))" }

    /// What a form must carry, so that no other site can send it in the name of who is signed in.
    func formToken(_ key: SymmetricKey) -> String { Self.code("form:\(text)", key) }

    private var text: String { "\(name):\(generation):\(issued.milliseconds):\(nonce)" }

    private func signature(_ key: SymmetricKey) -> String { Self.code("session:\(text)", key) }

    private static func code(_ text: String, _ key: SymmetricKey) -> String {
        HexDigits.text(of: HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }
}
