import Foundation
import Record
import Testing

@Suite struct MerkleTests {
    /// The leaves and roots that the reference implementation of RFC 6962 tests itself with.
    static let leaves: [[UInt8]] = [
        [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57), Array(0x60...0x6F),
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func knownRoots() {
        var tree = MerkleTree()
        #expect(tree.root.description == Self.roots[0])
        for (index, leaf) in Self.leaves.enumerated() {
            tree.append(leaf)
            #expect(tree.size == index + 1)
            #expect(tree.root.description == Self.roots[index + 1])
        }
    }

    @Test func knownProofs() {
        let hashes = Self.leaves.map { leaf in leaf.withUnsafeBytes { MerkleHash.leaf($0) } }
        #expect(
            MerkleProof.inclusion(of: 0, in: hashes)?.map(\.description) == [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ])
        #expect(
            MerkleProof.consistency(from: 6, in: hashes)?.map(\.description) == [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ])
        #expect(MerkleProof.inclusion(of: 8, in: hashes) == nil)
        #expect(MerkleProof.consistency(from: 0, in: hashes) == nil)
        #expect(MerkleProof.consistency(from: 9, in: hashes) == nil)
    }

    /// The recursive definition of RFC 6962 §2.1, word by word.
    private static func defined(_ leaves: ArraySlice<MerkleHash>) -> MerkleHash {
        guard leaves.count > 1 else { return leaves.first ?? .empty }
        var half = 1
        while half * 2 < leaves.count { half *= 2 }
        let split = leaves.startIndex + half
        return .node(defined(leaves[..<split]), defined(leaves[split...]))
    }

    private static func hashes(_ count: Int, _ random: inout Seeded) -> [MerkleHash] {
        (0..<count).map { _ in
            let bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
            return bytes.withUnsafeBytes { MerkleHash.leaf($0) }
        }
    }

    @Test(arguments: 0..<70) func treeAgreesWithTheDefinition(size: Int) {
        var random = Seeded(UInt64(size))
        let hashes = Self.hashes(size, &random)
        var tree = MerkleTree()
        for hash in hashes { tree.append(leaf: hash) }
        #expect(tree.root == Self.defined(hashes[...]), "seed \(size)")
    }

    @Test(arguments: 1..<34) func everyInclusionIsProved(size: Int) throws {
        var random = Seeded(UInt64(size) + 1000)
        let hashes = Self.hashes(size, &random)
        let root = Self.defined(hashes[...])
        for index in 0..<size {
            let path = try #require(MerkleProof.inclusion(of: index, in: hashes))
            let leaf = hashes[index]
            #expect(MerkleProof.verifyInclusion(of: leaf, at: index, size: size, root: root, path: path), "\(index) of \(size)")
            #expect(!MerkleProof.verifyInclusion(of: .empty, at: index, size: size, root: root, path: path))
            #expect(!MerkleProof.verifyInclusion(of: leaf, at: index, size: size, root: .empty, path: path))
            #expect(!MerkleProof.verifyInclusion(of: leaf, at: index, size: size, root: root, path: path + [root]))
            #expect(!MerkleProof.verifyInclusion(of: leaf, at: index, size: 0, root: root, path: path))
            for other in 0..<size where other != index {
                #expect(!MerkleProof.verifyInclusion(of: leaf, at: other, size: size, root: root, path: path))
            }
            for step in path.indices {
                var broken = path
                broken[step] = .empty
                #expect(!MerkleProof.verifyInclusion(of: leaf, at: index, size: size, root: root, path: broken))
                broken.remove(at: step)
                #expect(!MerkleProof.verifyInclusion(of: leaf, at: index, size: size, root: root, path: broken))
            }
        }
    }

    @Test(arguments: 1..<34) func everyPrefixIsProvedConsistent(size: Int) throws {
        var random = Seeded(UInt64(size) + 2000)
        let hashes = Self.hashes(size, &random)
        let whole = (size: size, root: Self.defined(hashes[...]))
        for prefix in 1...size {
            let first = (size: prefix, root: Self.defined(hashes[..<prefix]))
            let path = try #require(MerkleProof.consistency(from: prefix, in: hashes))
            #expect(MerkleProof.verifyConsistency(from: first, to: whole, path: path), "\(prefix) of \(size)")
            #expect(!MerkleProof.verifyConsistency(from: (prefix, .empty), to: whole, path: path))
            #expect(!MerkleProof.verifyConsistency(from: first, to: (size, .empty), path: path))
            #expect(!MerkleProof.verifyConsistency(from: first, to: whole, path: path + [whole.root]))
            for step in path.indices {
                var broken = path
                broken[step] = .empty
                #expect(!MerkleProof.verifyConsistency(from: first, to: whole, path: broken))
            }
        }
        #expect(MerkleProof.verifyConsistency(from: (0, .empty), to: whole, path: []))
        #expect(!MerkleProof.verifyConsistency(from: (0, .empty), to: whole, path: [whole.root]))
        #expect(!MerkleProof.verifyConsistency(from: (size + 1, whole.root), to: whole, path: []))
    }

    @Test func linesAtOnceAreTheSameAsLinesOneByOne() throws {
        let lines = Sample.lines(6000) { $0 % 97 }
        var slow = MerkleTree()
        for line in lines.bytes.split(separator: 0x0A) { slow.append(line) }
        for start in [0, 1, 7, 1024] {
            var fast = MerkleTree()
            for line in lines.bytes.split(separator: 0x0A).prefix(start) { fast.append(line) }
            let isTaken = fast.append(lines.suffix(from: start))
            #expect(isTaken)
            #expect(fast.root == slow.root, "from \(start)")
            let isTakenAgain = fast.append(lines)
            #expect(!isTakenAgain)
            #expect(fast.size == 6000)
        }
    }
}
