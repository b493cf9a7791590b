import Crypto
import CryptoExtras
public import Foundation

/// A password as it is kept: scrypt (RFC 7914) with a salt and costs of its own.
public struct PasswordHash: Codable, Hashable, Sendable {
    /// The salt, 16 bytes.
    public var salt: Data
    /// The derived key, 32 bytes.
    public var key: Data
    /// N, a power of two.
    public var rounds: Int
    /// r.
    public var blockSize: Int
    /// p.
    public var parallelism: Int

    /// The fewest characters of a password (NIST SP 800-63B §3.1.1.2 asks for at least 8 beside other measures; 12 without).
    public static let shortest = 10

    /// Derives the hash of a new password. It takes some 16 MiB and a good part of a tenth of a second, so it MUST run on a thread
    /// that may wait.
    ///
    /// - Throws: an error of the cryptographic library.
    public init(_ password: String) throws {
        (rounds, blockSize, parallelism) = (1 << 15, 8, 1)
        salt = SymmetricKey(size: .bits128).withUnsafeBytes { Data($0) }
        key = Data()
        key = try derive(password)
    }

    /// Whether a password is the one. It takes as long as making the hash did.
    public func matches(_ password: String) -> Bool {
        guard let other = try? derive(password), other.count == key.count else { return false }
        return zip(other, key).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private func derive(_ password: String) throws -> Data {
        let derived = try KDF.Scrypt.deriveKey(
            from: Data(password.utf8), salt: salt, outputByteCount: 32, rounds: rounds, blockSize: blockSize,
            parallelism: parallelism)
        return derived.withUnsafeBytes { Data($0) }
    }
}

extension PasswordHash: CustomReflectable {
    /// Nothing of it is shown in dumps.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
