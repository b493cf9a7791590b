/// Where a foreign interface is and who we are there. It comes from the service's settings and files with secrets, never from a
/// profile; printing it shows none of it.
public struct GatewayAccount: Hashable, Sendable {
    /// The address that requests begin with, without a slash at its end. For robots it holds the key and is a secret.
    public var address: String
    /// The account's or access key's name.
    public var account: String?
    /// The password or the secret that requests are signed with.
    public var secret: String?
    /// The name in the signature 【…】, without the brackets.
    public var sign: String?
    /// The number or extension that messages come from.
    public var sender: String?
    /// The address that reports are sent to, for gateways that are told so with each message. Where it has no query, one is added, so
    /// that a profile can always append with `&`.
    public var callback: String?

    /// An account.
    public init(
        address: String, account: String? = nil, secret: String? = nil, sign: String? = nil, sender: String? = nil,
        callback: String? = nil
    ) {
        self.address = address.hasSuffix("/") ? String(address.dropLast()) : address
        self.account = account
        self.secret = secret
        self.sign = sign
        self.sender = sender
        self.callback = callback
    }

    /// The values that it gives to templates.
    var named: [String: String] {
        var values = ["address": address]
        values["account"] = account
        values["secret"] = secret
        values["sign"] = sign
        values["sender"] = sender
        values["callback"] = callback.map { $0.contains("?") ? $0 : $0 + "?" }
        return values
    }

    /// The names of all values that an account may give.
    static let names: Set<String> = ["address", "account", "secret", "sign", "sender", "callback"]
}

extension GatewayAccount: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Nothing of it.
    public var description: String { "account" }
    /// Nothing of it.
    public var debugDescription: String { description }
    /// Nothing of it.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
