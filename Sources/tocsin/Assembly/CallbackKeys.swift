import Alerts
import Channels
import Crypto
import Foundation

/// The addresses that gateways bring reports and replies to, each with a key that only that gateway knows.
///
/// The keys are made from a secret in the data folder, so that they stay the same over restarts: reports come up to three days later.
struct CallbackKeys: Sendable {
    private let secret: SymmetricKey
    private let publicURL: String

    /// Keys under a secret.
    init(secret: SymmetricKey, publicURL: String) {
        self.secret = secret
        self.publicURL = publicURL
    }

    /// The key of a gateway, 32 hexadecimal digits.
    func key(of gateway: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("callback:\(gateway)".utf8), using: secret)
        return HexDigits.text(of: code.prefix(16))
    }

    /// Whether a key is that of a gateway; the time that it takes tells nothing.
    func accepts(_ key: String, of gateway: String) -> Bool {
        let expected = Array(self.key(of: gateway).utf8)
        let given = Array(key.utf8)
        guard given.count == expected.count else { return false }
        return zip(given, expected).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    /// The address for reports on messages or calls.
    func address(of gateway: String, _ medium: GatewayProfile.Medium) -> String {
        "\(publicURL)/\(medium.rawValue)/report?gateway=\(gateway)&key=\(key(of: gateway))"
    }

    /// The address for states of loudspeakers.
    func stateAddress(of gateway: String) -> String {
        "\(publicURL)/speaker/state?gateway=\(gateway)&key=\(key(of: gateway))"
    }

    /// The address for replies to messages.
    func replyAddress(of gateway: String) -> String {
        "\(publicURL)/sms/inbound?gateway=\(gateway)&key=\(key(of: gateway))"
    }
}
