import Alerts

/// What a fictional register is to contain.
struct RegisterPlan {
    var community: String
    var households: Int
    var grids: Int
    var loudspeakers: Int
    var displays: Int
    var places: Int
    var gateways: Int
    var today: CivilDate
    var seed: UInt64
}

/// Chance from a seed (SplitMix64), so that a register can be made again.
struct RegisterChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// Whether something happens that happens in so many of a hundred cases.
    mutating func happens(percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    /// A number of at least 1, number n with the n-th of these weights.
    mutating func number(weights: [Int]) -> Int {
        var rest = Int.random(in: 0..<weights.reduce(0, +), using: &self)
        for (index, weight) in weights.enumerated() {
            rest -= weight
            if rest < 0 { return index + 1 }
        }
        return weights.count
    }
}

/// A rectangle on the ground, in metres east and north of the community's south-western corner.
struct Block {
    var west: Double
    var south: Double
    var width: Double
    var height: Double

    var middle: (east: Double, north: Double) { (west + width / 2, south + height / 2) }

    /// A block with a margin around it.
    func widened(by margin: Double) -> Block {
        Block(west: west - margin, south: south - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    /// The block cut into so many parts of equal height in rows, the last row with fewer and wider parts.
    func parts(_ count: Int) -> [Block] {
        guard count > 0 else { return [] }
        let columns = max(1, Int((Double(count) * width / height).squareRoot().rounded()))
        let rows = (count + columns - 1) / columns
        return (0..<count).map { index in
            let row = index / columns
            let inRow = min(columns, count - row * columns)
            return Block(
                west: west + width / Double(inRow) * Double(index % columns), south: south + height / Double(rows) * Double(row),
                width: width / Double(inRow), height: height / Double(rows))
        }
    }
}

/// Degrees of points that are given in metres.
struct GroundPlan {
    /// The south-western corner of the community, in degrees.
    let longitude = 116.4
    let latitude = 39.9
    private let metresNorth = 111_195.0
    private let metresEast = 85_300.0

    /// Longitude and latitude with six decimals, about ten centimetres.
    func degrees(east: Double, north: Double) -> (longitude: String, latitude: String) {
        (decimal(longitude + east / metresEast), decimal(latitude + north / metresNorth))
    }

    /// The corners of a block as a closed ring of GeoJSON.
    func ring(_ block: Block) -> String {
        let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map { east, north in
            let point = degrees(east: block.west + east * block.width, north: block.south + north * block.height)
            return "[\(point.longitude),\(point.latitude)]"
        }
        return "[[\(corners.joined(separator: ","))]]"
    }

    private func decimal(_ degrees: Double) -> String {
        let millionths = Int((degrees * 1_000_000).rounded())
        let decimals = String(millionths % 1_000_000)
        return "\(millionths / 1_000_000).\(String(repeating: "0", count: 6 - decimals.count))\(decimals)"
    }
}
