import Alerts
import Crypto
import Dispatch
import Foundation
import HTTPTypes
import Hummingbird
import Synchronization

/// Lets people and programs in: passwords, session cookies, bearer tokens, form tokens.
final class Gate: Sendable {
    static let cookie = "tocsin"

    let book: AccountBook
    private let now: @Sendable () -> Moment
    private let throttle = Mutex(LoginThrottle())
    private let waiting = Mutex(0)
    /// Deriving a key takes memory and a core, so it is done one after the other, by a thread that may wait.
    private let deriving = DispatchQueue(label: "tocsin.passwords")
    /// What a password for nobody is compared with, so that the time does not tell whether an account exists.
    private let nobody: PasswordHash

    private static let mostWaiting = 16

    init(book: AccountBook, now: @escaping @Sendable () -> Moment) throws {
        self.book = book
        self.now = now
        nobody = try PasswordHash(Secret.random())
    }

    private var key: SymmetricKey { SymmetricKey(data: book.content(now: now()).key) }

    /// Who a request comes from.
    func caller(_ request: Request) -> Caller? {
        let now = now()
        if let header = request.headers[.authorization] {
            guard header.lowercased().hasPrefix("bearer ") else { return nil }
            let token = header.dropFirst(7).filter { !$0.isWhitespace }
            return book.account(token: String(token), now: now).map { Caller(account: $0, session: nil) }
        }
        guard let cookie = request.cookies[Self.cookie]?.value, let session = Session(cookie: cookie, key: key, now: now),
            let account = account(of: session)
        else { return nil }
        return Caller(account: account, session: session)
    }

    /// The account of a session that still holds: it was not signed out, and the account has the same password and role.
    private func account(of session: Session) -> Account? {
        let content = book.content(now: now())
        guard content.ended?[session.mark] == nil, let account = content[session.name] else { return nil }
        return account.generation == session.generation ? account : nil
    }

    /// Whether who asked before may still be answered; a stream asks from time to time.
    func stillHolds(_ caller: Caller) -> Bool {
        guard let session = caller.session else {
            return book.content(now: now())[caller.account.name]?.generation == caller.account.generation
        }
        return session.end > now() && account(of: session) != nil
    }

    /// Signs a session out, on the server: the cookie is good for nothing any more.
    func signOut(_ session: Session) async throws {
        let time = now()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            deriving.async { [book] in continuation.resume(with: Result { try book.end(session, now: time) }) }
        }
    }

    /// Signs in.
    ///
    /// - Throws: `Problem` 429 where it is tried too often, 503 where too many try at once.
    /// - Returns: the account, or nil where name and password do not go together.
    func signIn(_ name: String, password: String, address: String) async throws -> Account? {
        let pause = throttle.withLock { $0.pause(account: name, address: address, now: now()) }
        guard pause <= .zero else {
            let seconds = Int(pause.milliseconds / 1000) + 1
            throw Problem(.tooManyRequests, "too many tries", detail: "wait \(seconds) s", retryAfter: seconds)
        }
        let account = book.content(now: now())[name]
        let isRight = try await matches(password, account?.password)
        guard isRight, let account else {
            throttle.withLock { $0.fail(account: name, address: address, now: now()) }
            return nil
        }
        throttle.withLock { $0.succeed(account: name, address: address) }
        return account
    }

    private func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        let isFull = waiting.withLock { count in
            guard count < Self.mostWaiting else { return true }
            count += 1
            return false
        }
        guard !isFull else { throw Problem(.serviceUnavailable, "too many sign in at once", retryAfter: 2) }
        defer { waiting.withLock { $0 -= 1 } }
        return await withCheckedContinuation { continuation in
            deriving.async { [nobody] in
                let isRight = (hash ?? nobody).matches(password)
                continuation.resume(returning: isRight && hash != nil)
            }
        }
    }

    /// The cookie of a new session.
    func sessionCookie(_ account: Account, isSecure: Bool) -> Cookie {
        let value = Session(account: account, now: now()).cookie(key)
        return .init(
            name: Self.cookie, value: value, maxAge: Int(Session.life.milliseconds / 1000), path: "/", secure: isSecure,
            httpOnly: true, sameSite: .lax)
    }

    /// The cookie that ends it.
    func endedCookie(isSecure: Bool) -> Cookie {
        .init(name: Self.cookie, value: "gone", maxAge: 0, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }

    /// What a session's forms must carry.
    func formToken(_ session: Session) -> String { session.formToken(key) }

    /// Whether a request that changes something may be what who is signed in wanted: a bearer token, or the session's form token.
    func isWanted(_ request: Request, caller: Caller, formToken: String?) -> Bool {
        guard let session = caller.session else { return true }
        guard Self.isOwnSite(request) else { return false }
        let given = formToken ?? HTTPField.Name("X-Form-Token").flatMap { request.headers[$0] }
        return given.map { Secret.equal($0, session.formToken(key)) } ?? false
    }

    /// Whether a browser says that the request comes from our own page; those that say nothing pass.
    static func isOwnSite(_ request: Request) -> Bool {
        if let site = HTTPField.Name("Sec-Fetch-Site").flatMap({ request.headers[$0] }) {
            return site == "same-origin" || site == "none"
        }
        guard let origin = request.headers[.origin], origin != "null" else { return request.headers[.origin] == nil }
        let host = request.head.authority ?? ""
        return origin.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) == host
    }
}
