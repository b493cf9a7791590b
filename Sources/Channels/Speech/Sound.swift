/// A text as sound, in a file that is named by what it holds.
public struct Sound: Hashable, Sendable, Codable {
    /// Where devices fetch it.
    public var url: String
    /// SHA-256 of its bytes, 64 hexadecimal digits.
    public var sha256: String

    /// A sound at an address.
    public init(url: String, sha256: String) {
        self.url = url
        self.sha256 = sha256
    }
}
