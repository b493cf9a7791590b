import Alerts
import Crypto
import Foundation
import Testing

@testable import Console

/// A cookie proves who signed in, for as long as it may, and nothing else does.
@Suite struct SessionTests {
    private let key = SymmetricKey(size: .bits256)
    private let now = Moment(milliseconds: 1_800_000_000_000)

    private func session(_ change: (inout Account) -> Void = { _ in }) -> Session {
        var account = Account(name: "li", role: .duty)
        change(&account)
        return Session(account: account, now: now)
    }

    @Test("A cookie reads back, and no other key or changed byte does")
    func signature() throws {
        let session = session()
        let cookie = session.cookie(key)
        #expect(Session(cookie: cookie, key: key, now: now) == session)
        #expect(Session(cookie: cookie, key: SymmetricKey(size: .bits256), now: now) == nil)
        for index in cookie.indices {
            var changed = cookie
            changed.replaceSubrange(index...index, with: cookie[index] == "1" ? "2" : "1")
            #expect(Session(cookie: changed, key: key, now: now) == nil, "\(changed)")
        }
        #expect(Session(cookie: cookie.replacingOccurrences(of: "li:", with: "wang:"), key: key, now: now) == nil)
    }

    @Test("It ends with its time, and is not from the future")
    func time() {
        let cookie = session().cookie(key)
        #expect(Session(cookie: cookie, key: key, now: now + Session.life - .seconds(1)) != nil)
        #expect(Session(cookie: cookie, key: key, now: now + Session.life) == nil)
        #expect(Session(cookie: cookie, key: key, now: now - .minutes(6)) == nil)
    }

    @Test("A form's token belongs to one session and is not the cookie's signature")
    func formToken() {
        let (one, other) = (session(), session())
        #expect(one.formToken(key) == one.formToken(key))
        #expect(one.formToken(key) != other.formToken(key))
        #expect(!one.cookie(key).contains(one.formToken(key)))
    }
}
