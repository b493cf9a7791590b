/// The hashes that stand for a run of leaves: the roots of the largest perfect subtrees it is made of, left to right.
///
/// A run need not begin at leaf 0, so runs can be hashed apart from each other and joined afterwards.
struct MerkleRange: Sendable {
    struct Subtree: Sendable {
        var hash: MerkleHash
        var height: Int
    }

    private(set) var end: Int
    private(set) var subtrees: [Subtree] = []

    init(start: Int) {
        end = start
        subtrees.reserveCapacity(24)
    }

    /// Adds the next leaf, or the root of the next perfect subtree of 2^height leaves. The end of the run must be a
    /// multiple of 2^height: nothing else is a subtree of RFC 6962's tree.
    mutating func append(_ hash: MerkleHash, height: Int = 0) {
        assert(end & ((1 << height) - 1) == 0)
        var node = Subtree(hash: hash, height: height)
        while end >> node.height & 1 == 1, let left = subtrees.last, left.height == node.height {
            subtrees.removeLast()
            node = Subtree(hash: .node(left.hash, node.hash), height: node.height + 1)
        }
        subtrees.append(node)
        end += 1 << height
    }

    /// Adds a run that begins where this one ends.
    mutating func append(_ next: MerkleRange) {
        for subtree in next.subtrees { append(subtree.hash, height: subtree.height) }
    }

    /// The hash over all subtrees, from the right; that is the root if the run begins at leaf 0.
    var root: MerkleHash {
        guard var hash = subtrees.last?.hash else { return .empty }
        for subtree in subtrees.dropLast().reversed() { hash = .node(subtree.hash, hash) }
        return hash
    }
}
