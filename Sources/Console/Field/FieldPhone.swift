import Alerts
import Crypto
import HTTPTypes
import Hummingbird
import Record

/// The phone that a page is opened on, as its browser shows itself: by a secret in a cookie, of which the journal has a mark only.
struct FieldPhone: Sendable {
    /// The name of the cookie.
    static let cookie = "phone"
    private static let days = 30

    /// The secret.
    let secret: String
    /// Whether the browser has it already.
    let isKnown: Bool

    /// The phone of a request; a browser that shows nothing gets a new secret.
    init(_ request: Request) {
        let shown = request.cookies[Self.cookie]?.value
        isKnown = shown.map { $0.utf8.count == 64 } ?? false
        secret = isKnown ? shown ?? "" : Secret.random()
    }

    /// The mark by which the journal knows the browser.
    var mark: LinkID { LinkID(digest: SHA256.hash(data: Array("browser:\(secret)".utf8))) }

    /// The cookie; it lies with the pages alone. A link is followed from a message, so it must come along from there.
    func cookie(_ context: ConsoleRequest) -> Cookie {
        .init(
            name: Self.cookie, value: secret, maxAge: Self.days * 86_400, path: "/t", secure: context.isSecure, httpOnly: true,
            sameSite: .lax)
    }
}
