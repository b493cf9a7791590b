/// Chance that can be repeated: each question has its answer from the seed and from what is asked, not from when. So a run
/// drops the same commands for the same devices however the network orders them.
public struct Chance: Sendable, Hashable {
    /// What makes a run different from another.
    public let seed: UInt64

    /// Chance from a seed.
    public init(seed: UInt64) { self.seed = seed }

    /// A number in 0 ..< 1 for a question.
    public func share(_ question: String, _ subject: String, _ occurrence: Int = 0) -> Double {
        Double(bits(question, subject, occurrence) >> 11) * 0x1p-53
    }

    /// Whether something of that probability happens.
    public func happens(_ probability: Double, _ question: String, _ subject: String, _ occurrence: Int = 0) -> Bool {
        probability > 0 && share(question, subject, occurrence) < probability
    }

    /// 64 bits for a question: FNV-1a over its parts, finished like SplitMix64.
    public func bits(_ question: String, _ subject: String, _ occurrence: Int = 0) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325 ^ seed
        func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for byte in question.utf8 { mix(byte) }
        mix(0)
        for byte in subject.utf8 { mix(byte) }
        mix(0)
        for shift in stride(from: 0, to: 64, by: 8) { mix(UInt8(truncatingIfNeeded: occurrence >> shift)) }
        hash ^= hash >> 30
        hash = hash &* 0xbf58_476d_1ce4_e5b9
        hash ^= hash >> 27
        hash = hash &* 0x94d0_49bb_1331_11eb
        return hash ^ hash >> 31
    }
}
