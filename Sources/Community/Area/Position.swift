import Alerts

/// A place on WGS 84 in eight bytes: ten-millionths of a degree, about a centimetre.
struct Position: Hashable, Sendable {
    /// Ten-millionths of a degree north.
    var latitude: Int32
    /// Ten-millionths of a degree east.
    var longitude: Int32

    static let unitsPerDegree: Int32 = 10_000_000

    /// Stands for a place that is not known.
    static let unknown = Position(latitude: .min, longitude: .min)

    /// Whether the place is known.
    var isKnown: Bool { latitude != .min }

    /// The place in degrees.
    var coordinate: Coordinate {
        Coordinate(
            latitude: Double(latitude) / Double(Position.unitsPerDegree),
            longitude: Double(longitude) / Double(Position.unitsPerDegree))
    }

    /// Degrees from decimal text, in ten-millionths, cut behind the seventh decimal; nil for anything else, and beyond a limit.
    static func degrees(_ bytes: ArraySlice<UInt8>, limit: Int32) -> Int32? {
        let isNegative = bytes.first == 0x2D
        var whole: Int64 = 0
        var decimals = -1
        var digits = 0
        for byte in bytes.dropFirst(isNegative || bytes.first == 0x2B ? 1 : 0) {
            if byte == 0x2E, decimals < 0 {
                decimals = 0
                continue
            }
            guard byte &- 0x30 < 10, digits < 24 else { return nil }
            digits += 1
            if decimals < 0 {
                guard digits <= 3 else { return nil }
                whole = whole * 10 + Int64(byte - 0x30)
            } else if decimals < 7 {
                whole = whole * 10 + Int64(byte - 0x30)
                decimals += 1
            }
        }
        guard digits > 0 else { return nil }
        for _ in max(decimals, 0)..<7 { whole *= 10 }
        guard whole <= Int64(limit) * Int64(unitsPerDegree) else { return nil }
        return Int32(isNegative ? -whole : whole)
    }
}
