/// A set of households of one register version, as sorted ranges of their indexes.
///
/// Registers list neighbours together, so an audible area or a target is a few ranges even among a million households. In the
/// journal a set is `[[first,last],…]` with both ends inside.
public struct HouseholdSet: Hashable, Sendable {
    /// The ranges: ascending, not empty, apart from each other.
    public private(set) var ranges: [Range<UInt32>]

    /// No household.
    public init() { ranges = [] }

    /// All households below a number.
    public init(all count: Int) { ranges = count > 0 ? [0..<UInt32(count)] : [] }

    /// The households of ascending indexes; an index may repeat.
    public init(ascending indexes: some Sequence<UInt32>) {
        ranges = []
        for index in indexes {
            if let last = ranges.last, index <= last.upperBound {
                if index == last.upperBound { ranges[ranges.count - 1] = last.lowerBound..<index + 1 }
            } else {
                ranges.append(index..<index + 1)
            }
        }
    }

    /// How many households there are in it.
    public var count: Int { ranges.reduce(0) { $0 + $1.count } }

    /// Whether there is none.
    public var isEmpty: Bool { ranges.isEmpty }

    /// Whether a household is in it.
    public func contains(_ index: UInt32) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(index)
    }

    /// Calls a closure with each index, ascending.
    public func forEach(_ body: (UInt32) -> Void) {
        for range in ranges { for index in range { body(index) } }
    }

    /// The households that are in both sets.
    public func intersection(_ other: HouseholdSet) -> HouseholdSet {
        var result = HouseholdSet()
        var left = 0
        var right = 0
        while left < ranges.count, right < other.ranges.count {
            let overlap = ranges[left].clamped(to: other.ranges[right])
            if !overlap.isEmpty { result.ranges.append(overlap) }
            if ranges[left].upperBound < other.ranges[right].upperBound { left += 1 } else { right += 1 }
        }
        return result
    }

    /// The households that are in either set.
    public func union(_ other: HouseholdSet) -> HouseholdSet {
        var result = HouseholdSet()
        var left = ranges[...]
        var right = other.ranges[...]
        while let next = [left.first, right.first].compactMap({ $0 }).min(by: { $0.lowerBound < $1.lowerBound }) {
            if left.first == next { left.removeFirst() } else { right.removeFirst() }
            if let last = result.ranges.last, next.lowerBound <= last.upperBound {
                result.ranges[result.ranges.count - 1] = last.lowerBound..<max(last.upperBound, next.upperBound)
            } else {
                result.ranges.append(next)
            }
        }
        return result
    }

    /// Whether the two sets have a household in common.
    public func intersects(_ other: HouseholdSet) -> Bool { !intersection(other).isEmpty }

    /// Whether every household of the other set is in this one.
    public func isSuperset(of other: HouseholdSet) -> Bool { intersection(other) == other }
}

extension HouseholdSet: Codable {
    /// Reads `[[first,last],…]`, ascending.
    public init(from decoder: any Decoder) throws {
        let pairs = try decoder.singleValueContainer().decode([[UInt32]].self)
        ranges = []
        for pair in pairs {
            guard pair.count == 2, pair[0] <= pair[1], pair[1] < .max, pair[0] > ranges.last?.upperBound ?? 0 || ranges.isEmpty
            else {
                throw DecodingError.dataCorrupted(
                    .init(
                        codingPath: decoder.codingPath, debugDescription: "households are not ascending pairs of first and last"))
            }
            ranges.append(pair[0]..<pair[1] + 1)
        }
    }

    /// Writes `[[first,last],…]`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(ranges.map { [$0.lowerBound, $0.upperBound - 1] })
    }
}

extension HouseholdSet {
    /// The households that are in any of the sets.
    public init(union sets: [HouseholdSet]) {
        self.init()
        for range in sets.flatMap(\.ranges).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, range.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
    }
}
