/// TLS towards a far end. Its certificate and name are always verified; there is no switch to turn that off.
public struct TLSFiles: Sendable, Hashable {
    /// PEM file with the only certificate authorities to trust; nil trusts those of the operating system.
    public var authorityFile: String?
    /// PEM file with the client's certificate chain, where the far end asks for one.
    public var certificateFile: String?
    /// PEM file with the client's private key, not encrypted.
    public var keyFile: String?

    /// TLS with the files given.
    public init(authorityFile: String? = nil, certificateFile: String? = nil, keyFile: String? = nil) {
        self.authorityFile = authorityFile
        self.certificateFile = certificateFile
        self.keyFile = keyFile
    }
}
