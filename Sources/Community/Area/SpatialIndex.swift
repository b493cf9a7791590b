import Alerts

/// Finds the households in a shape without looking at all of them: bands of latitude, about a hundred metres high, each
/// sorted by longitude. A few places far off cost nothing, unlike in a grid over the whole extent.
struct SpatialIndex: Sendable {
    /// Ten-millionths of a degree: 0.001 degrees.
    private static let bandHeight: Int32 = 10_000

    private struct Entry {
        var key: UInt64
        var index: UInt32
    }

    /// The band in the upper half, the longitude in the lower, both shifted to be positive; ascending.
    private var keys: [UInt64] = []
    private var indexes: [UInt32] = []
    /// The box around all known places.
    private(set) var box = Box([])

    /// An index over places by their number; unknown places are not in it.
    init(_ positions: [Position]) {
        var entries: [Entry] = []
        entries.reserveCapacity(positions.count)
        for (index, position) in positions.enumerated() where position.isKnown {
            let key = SpatialIndex.key(band: SpatialIndex.band(position.latitude), longitude: position.longitude)
            entries.append(Entry(key: key, index: UInt32(index)))
            box.add(position.coordinate)
        }
        entries.sort { ($0.key, $0.index) < ($1.key, $1.index) }
        keys = entries.map(\.key)
        indexes = entries.map(\.index)
    }

    /// The numbers of the places in a shape, ascending.
    func indexes(in shape: Shape, positions: [Position]) -> [UInt32] {
        var found: [UInt32] = []
        forEachCandidate(in: shape.box) { index in
            if shape.contains(positions[Int(index)].coordinate) { found.append(index) }
        }
        found.sort()
        return found
    }

    private func forEachCandidate(in wanted: Box, _ body: (UInt32) -> Void) {
        guard wanted.overlaps(box) else { return }
        let south = SpatialIndex.band(SpatialIndex.units(max(wanted.south, box.south), .down))
        let north = SpatialIndex.band(SpatialIndex.units(min(wanted.north, box.north), .up))
        let west = SpatialIndex.units(max(wanted.west, box.west), .down)
        let east = SpatialIndex.units(min(wanted.east, box.east), .up)
        guard south <= north else { return }
        for band in south...north {
            var place = firstIndex(notBelow: SpatialIndex.key(band: band, longitude: west))
            let end = SpatialIndex.key(band: band, longitude: east)
            while place < keys.count, keys[place] <= end {
                body(indexes[place])
                place += 1
            }
        }
    }

    private func firstIndex(notBelow key: UInt64) -> Int {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func units(_ degrees: Double, _ rounding: FloatingPointRoundingRule) -> Int32 {
        let units = (degrees * Double(Position.unitsPerDegree)).rounded(rounding)
        return Int32(min(max(units, Double(Int32.min)), Double(Int32.max)))
    }

    private static func band(_ latitude: Int32) -> Int32 { (latitude + 900_000_000) / bandHeight }

    private static func key(band: Int32, longitude: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: band)) << 32 | UInt64(UInt32(bitPattern: longitude) ^ 0x8000_0000)
    }
}
