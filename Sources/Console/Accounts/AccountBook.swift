import Alerts
import Crypto
import Foundation
import Synchronization

/// The accounts as a running service sees them: the file, read again when it was changed.
final class AccountBook: Sendable {
    private struct State {
        var mark: [Int]
        var content: AccountFile.Content
        var looked: Moment
    }

    let file: AccountFile
    private let state: Mutex<State>

    /// The book over a file. The first look makes the file, since its key must last.
    ///
    /// - Throws: `AccountError`.
    init(_ file: AccountFile) throws {
        self.file = file
        let content = try file.change { $0 }
        state = Mutex(State(mark: file.mark, content: content, looked: .epoch))
    }

    /// What the file holds; it is looked at anew at most once a second.
    func content(now: Moment) -> AccountFile.Content {
        state.withLock { state in
            guard now - state.looked >= .seconds(1) || now < state.looked else { return state.content }
            state.looked = now
            let mark = file.mark
            // A file that cannot be read just now leaves what was known in force.
            if mark != state.mark, let content = try? file.read() { (state.mark, state.content) = (mark, content) }
            return state.content
        }
    }

    /// Ends a session for good, on disk: no copy of its cookie is good for anything any more. Sessions that are over by themselves are
    /// forgotten.
    ///
    /// - Throws: `AccountError` where that cannot be written.
    func end(_ session: Session, now: Moment) throws {
        try file.change { content in
            var ended = (content.ended ?? [:]).filter { $0.value > now.milliseconds }
            ended[session.mark] = session.end.milliseconds
            content.ended = ended
        }
        let content = try file.read()
        state.withLock { ($0.mark, $0.content, $0.looked) = (file.mark, content, now) }
    }

    /// The account of a bearer token.
    func account(token: String, now: Moment) -> Account? {
        let hash = Self.hash(token)
        return content(now: now).accounts.first { $0.tokens.contains { $0.sha256 == hash } }
    }

    /// The token that a display's link carries; it changes when the link is renewed.
    func displayToken(_ device: String, now: Moment) -> String {
        let content = content(now: now)
        let text = "display:\(device):\(content.displays[device] ?? 0)"
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: content.key))
        return HexDigits.text(of: code.prefix(16))
    }

    /// SHA-256 of a token, which is what is kept of it.
    static func hash(_ token: String) -> String {
        HexDigits.text(of: SHA256.hash(data: Data(token.utf8)))
    }
}

extension AccountFile.Content {
    /// Makes a token for an account; it is shown once and never again.
    ///
    /// - Throws: `AccountError.refused` where there is no such account.
    public mutating func addToken(to name: String, note: String) throws(AccountError) -> String {
        guard let index = accounts.firstIndex(where: { $0.name == name }) else {
            throw .refused("there is no account \(name); `tocsin user list` shows them")
        }
        let token = "tocsin_" + Secret.random()
        accounts[index].tokens.append(.init(sha256: AccountBook.hash(token), note: note))
        return token
    }
}

/// Names that cannot be guessed.
enum Secret {
    /// 256 bits in hexadecimal digits.
    static func random() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { bytes in
            HexDigits.text(of: bytes)
        }
    }

    /// Whether two texts are equal, in a time that does not tell where they differ.
    static func equal(_ left: String, _ right: String) -> Bool {
        let (left, right) = (Array(left.utf8), Array(right.utf8))
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
