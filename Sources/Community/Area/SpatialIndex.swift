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
    /// The box around all known places, in ten-millionths of a degree; empty without any.
    private var south = Int32.max
    private var north = Int32.min
    private var west = Int32.max
    private var east = Int32.min

    /// An index over places by their number; unknown places are not in it.
    init(_ positions: [Position]) {
        var entries: [Entry] = []
        entries.reserveCapacity(positions.count)
        for (index, position) in positions.enumerated() where position.isKnown {
            let key = SpatialIndex.key(band: SpatialIndex.band(position.latitude), longitude: position.longitude)
            entries.append(Entry(key: key, index: UInt32(index)))
            south = min(south, position.latitude)
            north = max(north, position.latitude)
            west = min(west, position.longitude)
            east = max(east, position.longitude)
        }
        entries.sort { ($0.key, $0.index) < ($1.key, $1.index) }
        keys = entries.map(\.key)
        indexes = entries.map(\.index)
    }

    /// The numbers of the places in a shape, ascending.
    func indexes(in shape: Shape, positions: [Position]) -> [UInt32] {
        var found: [UInt32] = []
        // A box may reach beyond ±180°, where it means the places a turn away.
        for turn in [-360.0, 0, 360] {
            var box = shape.box
            box.west += turn
            box.east += turn
            forEachCandidate(in: box) { index in
                if shape.contains(positions[Int(index)].coordinate) { found.append(index) }
            }
        }
        found.sort()
        return found
    }

    private func forEachCandidate(in box: BoundingBox, _ body: (UInt32) -> Void) {
        guard !keys.isEmpty else { return }
        let southBand = SpatialIndex.band(max(SpatialIndex.units(box.south, .down), south))
        let northBand = SpatialIndex.band(min(SpatialIndex.units(box.north, .up), north))
        let west = max(SpatialIndex.units(box.west, .down), west)
        let east = min(SpatialIndex.units(box.east, .up), east)
        guard southBand <= northBand, west <= east else { return }
        for band in southBand...northBand {
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
