/// Proofs over RFC 6962's tree: that a leaf is in it, and that a larger tree begins with a smaller one.
///
/// Making a proof takes the hashes of all leaves; checking one takes only the proof.
public enum MerkleProof {
    /// The audit path of the leaf at an index, from the leaf upwards (RFC 6962 §2.1.1); nil if there is no such leaf.
    public static func inclusion(of index: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
        guard leaves.indices.contains(index) else { return nil }
        return path(index, leaves[...])
    }

    /// Whether a leaf stands at an index of the tree with this size and root (RFC 9162 §2.1.3.2).
    public static func verifyInclusion(
        of leaf: MerkleHash, at index: Int, size: Int, root: MerkleHash, path: [MerkleHash]
    ) -> Bool {
        guard index >= 0, index < size else { return false }
        var node = index
        var last = size - 1
        var hash = leaf
        for step in path {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                hash = .node(step, hash)
                skipLeftEdge(&node, &last)
            } else {
                hash = .node(hash, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }

    /// The proof that the tree over these leaves begins with the tree over the first `size` of them (RFC 6962 §2.1.2);
    /// nil unless 0 < size <= leaves.
    public static func consistency(from size: Int, in leaves: [MerkleHash]) -> [MerkleHash]? {
        guard size > 0, size <= leaves.count else { return nil }
        return subproof(size, leaves[...], whole: true)
    }

    /// Whether the tree of the second size and root begins with the tree of the first (RFC 9162 §2.1.4.2). Every tree
    /// begins with the empty one, whose proof is empty.
    public static func verifyConsistency(
        from first: (size: Int, root: MerkleHash), to second: (size: Int, root: MerkleHash), path: [MerkleHash]
    ) -> Bool {
        guard first.size >= 0, first.size <= second.size else { return false }
        if first.size == 0 { return path.isEmpty && first.root == .empty }
        if first.size == second.size { return path.isEmpty && first.root == second.root }
        var steps = path[...]
        // A first tree that is one perfect subtree is its own starting point and not part of the proof.
        guard let start = first.size & (first.size - 1) == 0 ? first.root : steps.popFirst() else { return false }
        var node = first.size - 1
        var last = second.size - 1
        while node & 1 == 1 {
            node >>= 1
            last >>= 1
        }
        var (old, new) = (start, start)
        for step in steps {
            guard last > 0 else { return false }
            if node & 1 == 1 || node == last {
                old = .node(step, old)
                new = .node(step, new)
                skipLeftEdge(&node, &last)
            } else {
                new = .node(new, step)
            }
            node >>= 1
            last >>= 1
        }
        return last == 0 && old == first.root && new == second.root
    }

    /// Moves up past the levels at which the node is the last of its level and has no sibling.
    private static func skipLeftEdge(_ node: inout Int, _ last: inout Int) {
        while node & 1 == 0, node != 0 {
            node >>= 1
            last >>= 1
        }
    }

    private static func path(_ index: Int, _ leaves: ArraySlice<MerkleHash>) -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let split = leaves.startIndex + largestPowerOfTwo(below: leaves.count)
        return index < split
            ? path(index, leaves[..<split]) + [root(leaves[split...])]
            : path(index, leaves[split...]) + [root(leaves[..<split])]
    }

    private static func subproof(_ size: Int, _ leaves: ArraySlice<MerkleHash>, whole: Bool) -> [MerkleHash] {
        guard size < leaves.count else { return whole ? [] : [root(leaves)] }
        let half = largestPowerOfTwo(below: leaves.count)
        let split = leaves.startIndex + half
        return size <= half
            ? subproof(size, leaves[..<split], whole: whole) + [root(leaves[split...])]
            : subproof(size - half, leaves[split...], whole: false) + [root(leaves[..<split])]
    }

    private static func root(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        var range = MerkleRange(start: 0)
        for leaf in leaves { range.append(leaf) }
        return range.root
    }

    private static func largestPowerOfTwo(below count: Int) -> Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }
}
