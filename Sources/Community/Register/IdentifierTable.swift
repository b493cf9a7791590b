/// Many different identifiers in one block of bytes, each with its number, found in constant time both ways.
struct IdentifierTable: Sendable {
    private var block: [UInt8] = []
    private var ends: [UInt32] = []
    /// Numbers plus one by hash, open addressing; 0 is a free slot. The size is a power of two.
    private var slots: [UInt32] = Array(repeating: 0, count: 16)

    /// How many there are.
    var count: Int { ends.count }

    /// The identifier with a number.
    subscript(index: Int) -> String { String(decoding: block[range(index)], as: UTF8.self) }

    /// The number of an identifier; nil where it is not there.
    func index(of identifier: some Collection<UInt8>) -> Int? {
        let slot = slots[self.slot(of: identifier)]
        return slot == 0 ? nil : Int(slot) - 1
    }

    /// The number of an identifier, which is added if it is not there.
    mutating func insert(_ identifier: some Collection<UInt8>) -> (index: Int, isNew: Bool) {
        var slot = self.slot(of: identifier)
        if slots[slot] != 0 { return (Int(slots[slot]) - 1, false) }
        block.append(contentsOf: identifier)
        ends.append(UInt32(block.count))
        if ends.count * 2 > slots.count {
            grow()
            slot = self.slot(of: identifier)
        }
        slots[slot] = UInt32(ends.count)
        return (ends.count - 1, true)
    }

    /// The same identifiers with other numbers; `order` has the old number at the place of each new one.
    func reordered(by order: [UInt32]) -> IdentifierTable {
        var result = IdentifierTable()
        result.block.reserveCapacity(block.count)
        result.ends.reserveCapacity(ends.count)
        var renumbered = [UInt32](repeating: 0, count: ends.count + 1)
        for (new, old) in order.enumerated() {
            result.block.append(contentsOf: block[range(Int(old))])
            result.ends.append(UInt32(result.block.count))
            renumbered[Int(old) + 1] = UInt32(new) + 1
        }
        result.slots = slots.map { renumbered[Int($0)] }
        return result
    }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index]) }

    /// The slot that holds an identifier, or the free one where it belongs.
    private func slot(of identifier: some Collection<UInt8>) -> Int {
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash(identifier)) & mask
        while slots[slot] != 0, !block[range(Int(slots[slot]) - 1)].elementsEqual(identifier) { slot = (slot + 1) & mask }
        return slot
    }

    /// FNV-1a with a final mix, since the lowest bits choose the slot.
    private func hash(_ identifier: some Collection<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in identifier { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return hash ^ (hash >> 29)
    }

    private mutating func grow() {
        slots = Array(repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for index in 0..<ends.count - 1 {
            var slot = Int(truncatingIfNeeded: hash(block[range(index)])) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(index) + 1
        }
    }
}
