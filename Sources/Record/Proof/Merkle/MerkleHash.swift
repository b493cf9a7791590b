import Crypto

/// A hash of RFC 6962's tree: the 32 bytes of a SHA-256, held inline so that a million of them cost no allocation each.
public struct MerkleHash: Hashable, Sendable {
    private var words: SIMD4<UInt64>

    /// A hash from its 32 bytes; nil for another length.
    public init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count == 32 else { return nil }
        var words = SIMD4<UInt64>()
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
        self.words = words
    }

    init(_ digest: SHA256Digest) {
        // The digest is nothing but its 32 bytes. Its own accessor is generic and not specialized for callers outside its
        // module, which costs a tenth of the hash; the known roots in the tests would tell if its layout ever changed.
        words = Swift.withUnsafeBytes(of: digest) { $0.loadUnaligned(as: SIMD4<UInt64>.self) }
    }

    /// The hash of an empty tree: SHA-256 of nothing (RFC 6962 §2.1).
    public static let empty = MerkleHash(SHA256().finalize())

    /// The hash of a leaf: SHA-256 of `0x00` and the entry's bytes (RFC 6962 §2.1).
    public static func leaf(_ line: UnsafeRawBufferPointer) -> MerkleHash {
        var hash = SHA256()
        withUnsafeBytes(of: UInt8(0)) { hash.update(bufferPointer: $0) }
        hash.update(bufferPointer: line)
        return MerkleHash(hash.finalize())
    }

    /// The hash of a leaf whose `0x00` already stands before the entry's bytes; one call into the hash less.
    static func leaf(prefixed bytes: UnsafeRawBufferPointer) -> MerkleHash {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return MerkleHash(hash.finalize())
    }

    /// The hash of an inner node: SHA-256 of `0x01` and its two children (RFC 6962 §2.1).
    public static func node(_ left: MerkleHash, _ right: MerkleHash) -> MerkleHash {
        withUnsafeTemporaryAllocation(byteCount: 65, alignment: 1) { buffer in
            buffer[0] = 1
            buffer.storeBytes(of: left.words, toByteOffset: 1, as: SIMD4<UInt64>.self)
            buffer.storeBytes(of: right.words, toByteOffset: 33, as: SIMD4<UInt64>.self)
            var hash = SHA256()
            hash.update(bufferPointer: UnsafeRawBufferPointer(buffer))
            return MerkleHash(hash.finalize())
        }
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes(of: words) { [UInt8]($0) } }

    /// The hash in standard base64, as checkpoints write it.
    public var base64: String { Base64.text(bytes) }
}

extension MerkleHash: CustomStringConvertible {
    /// The hash in 64 lower-case hexadecimal digits.
    public var description: String { Base16.text(bytes) }
}
