import Glibc

/// Why the community's private key cannot be used.
public enum SigningKeyError: Error, Hashable, Sendable {
    /// There is no key file, although the journal holds lines.
    case missing(path: String)
    /// Others than the owner may use the file; `mode` is its permission bits.
    case exposed(path: String, mode: UInt32)
    /// The file does not hold a private key, or only a part of one.
    case malformed(path: String)
    /// The key belongs to another journal.
    case foreign(path: String, found: String, expected: String)
    /// The system refused; `code` is its errno.
    case failed(path: String, action: String, code: Int32)
}

extension SigningKeyError: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .missing(let path):
            "The signing key \(path) is missing, but the journal is not empty. Put the key back from its backup. "
                + "A new key would break the chain of checkpoints; it is made only for a new, empty journal."
        case .exposed(let path, let mode):
            "The signing key \(path) may be used by others (mode 0\(String(mode, radix: 8))). Run: chmod 600 '\(path)'. "
                + "If others had access to this machine, tell your witness that the key may have been copied."
        case .malformed(let path):
            "The file \(path) is not a signing key of the form PRIVATE+KEY+<name>+<key id>+<base64>. Put it back from its backup."
        case .foreign(let path, let found, let expected):
            "The signing key \(path) is not this journal's: it is \(found), the journal's is \(expected). "
                + "Put the right key back, or point `data` to the folder it belongs to."
        case .failed(let path, let action, let code):
            "Could not \(action) \(path) for the signing key: \(String(cString: strerror(code)))."
        }
    }
}
