/// The Merkle tree over the journal's lines (RFC 6962 §2.1), kept as the roots of its perfect subtrees, so that it takes
/// about 60 hashes of memory whatever its size and a line costs two hashes on average.
public struct MerkleTree: Sendable {
    private var range = MerkleRange(start: 0)

    /// An empty tree.
    public init() {}

    /// The number of leaves.
    public var size: Int { range.end }

    /// The root; SHA-256 of nothing while the tree is empty.
    public var root: MerkleHash { range.root }

    /// Adds a line, without its newline, as the next leaf.
    public mutating func append(_ line: UnsafeRawBufferPointer) { range.append(.leaf(line)) }

    /// Adds a line, without its newline, as the next leaf.
    public mutating func append(_ line: some Collection<UInt8>) {
        let hash = line.withContiguousStorageIfAvailable { MerkleHash.leaf(UnsafeRawBufferPointer($0)) }
        range.append(hash ?? Array(line).withUnsafeBytes { MerkleHash.leaf($0) })
    }

    /// Adds the hash of a leaf.
    public mutating func append(leaf hash: MerkleHash) { range.append(hash) }

    /// Adds lines that begin where the tree ends; false, and nothing is added, if they begin elsewhere. Many lines are
    /// hashed on all processors.
    public mutating func append(_ lines: JournalLines) -> Bool {
        guard lines.first == size else { return false }
        if lines.bytes.count < MerkleTree.parallelBytes {
            lines.forEach { _, line in range.append(.leaf(line)) }
        } else {
            var verifier = JournalVerifier(tree: self, sizes: EmptyCollection(), checksLines: false)
            verifier.read(lines)
            self = verifier.tree
        }
        return true
    }

    private static let parallelBytes = 256 << 10

    mutating func append(_ next: MerkleRange) { range.append(next) }
}
