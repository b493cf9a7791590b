import Alerts
import Foundation

/// What a register asks of shapes on the earth: whether a point lies in one, how far two points are apart, and whether a shape
/// touches a zone. Outlines are taken as straight between their corners in degrees, as CAP and GeoJSON mean them.
enum Geometry {
    /// The mean radius of the earth in metres (IUGG).
    static let earthRadius = 6_371_008.8

    /// The distance of two points along the earth, in metres (haversine).
    static func metres(_ a: Coordinate, _ b: Coordinate) -> Double {
        let radians = Double.pi / 180
        let north = sin((b.latitude - a.latitude) * radians / 2)
        let east = sin((b.longitude - a.longitude) * radians / 2)
        let chord = north * north + cos(a.latitude * radians) * cos(b.latitude * radians) * east * east
        return 2 * earthRadius * asin(min(1, chord.squareRoot()))
    }

    /// Whether a ray from the point crosses the outline an odd number of times.
    static func isInside(_ point: Coordinate, _ outline: [Coordinate]) -> Bool {
        guard var previous = outline.last else { return false }
        var inside = false
        for corner in outline {
            if (corner.latitude > point.latitude) != (previous.latitude > point.latitude) {
                let share = (point.latitude - corner.latitude) / (previous.latitude - corner.latitude)
                if point.longitude < corner.longitude + share * (previous.longitude - corner.longitude) { inside.toggle() }
            }
            previous = corner
        }
        return inside
    }

    /// Whether two lines from point to point have a point in common.
    static func cross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
        let one = turn(a, b, c)
        let two = turn(a, b, d)
        let three = turn(c, d, a)
        let four = turn(c, d, b)
        return one * two <= 0 && three * four <= 0 && Box([a, b]).overlaps(Box([c, d]))
    }

    /// The distance in metres of a point from a line between two points; exact enough over the width of a county.
    static func metres(_ point: Coordinate, toLineFrom a: Coordinate, to b: Coordinate) -> Double {
        let scale = cos(point.latitude * .pi / 180)
        let east = (b.longitude - a.longitude) * scale
        let north = b.latitude - a.latitude
        let length = east * east + north * north
        let along =
            length == 0
            ? 0 : ((point.longitude - a.longitude) * scale * east + (point.latitude - a.latitude) * north) / length
        let share = min(1, max(0, along))
        return metres(
            point,
            Coordinate(
                latitude: a.latitude + share * (b.latitude - a.latitude),
                longitude: a.longitude + share * (b.longitude - a.longitude)))
    }

    private static func turn(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate) -> Double {
        (b.longitude - a.longitude) * (c.latitude - a.latitude) - (b.latitude - a.latitude) * (c.longitude - a.longitude)
    }
}

/// The smallest range of latitudes and longitudes around something, in degrees.
struct Box: Hashable, Sendable {
    var south = Double.infinity
    var north = -Double.infinity
    var west = Double.infinity
    var east = -Double.infinity

    /// The box around points; around nothing it is empty.
    init(_ points: some Sequence<Coordinate>) {
        for point in points { add(point) }
    }

    /// The box around a disc.
    init(centre: Coordinate, metres: Double) {
        let north = metres / Geometry.earthRadius * 180 / .pi
        let widest = max(abs(centre.latitude - north), abs(centre.latitude + north))
        let east = widest >= 89 ? 360 : north / cos(widest * .pi / 180)
        south = centre.latitude - north
        self.north = centre.latitude + north
        west = centre.longitude - east
        self.east = centre.longitude + east
    }

    mutating func add(_ point: Coordinate) {
        south = min(south, point.latitude)
        north = max(north, point.latitude)
        west = min(west, point.longitude)
        east = max(east, point.longitude)
    }

    func contains(_ point: Coordinate) -> Bool {
        point.latitude >= south && point.latitude <= north && point.longitude >= west && point.longitude <= east
    }

    func overlaps(_ other: Box) -> Bool {
        south <= other.north && other.south <= north && west <= other.east && other.west <= east
    }
}

/// One outline with the holes in it.
struct Outline: Hashable, Sendable {
    /// The outer ring first, then the holes.
    let rings: [Polygon]
    let box: Box

    init(rings: [Polygon]) {
        self.rings = rings
        box = Box(rings.first?.points ?? [])
    }

    func contains(_ point: Coordinate) -> Bool {
        guard box.contains(point) else { return false }
        var inside = false
        for ring in rings where Geometry.isInside(point, ring.points) { inside.toggle() }
        return inside
    }

    /// Calls a closure with both ends of each edge until it says true; whether it did.
    func containsEdge(where test: (Coordinate, Coordinate) -> Bool) -> Bool {
        rings.contains { ring in
            guard let last = ring.points.last else { return false }
            return zip([last] + ring.points, ring.points).contains { test($0, $1) }
        }
    }
}

/// A shape that an alert or an audible area is given by.
enum Shape: Sendable {
    case outline(Outline)
    /// All points within a distance in metres; with 0 the point itself.
    case disc(centre: Coordinate, metres: Double)

    /// A shape from a CAP polygon; nil where its corners enclose nothing or are no points on the earth.
    init?(_ polygon: Polygon) {
        guard Set(polygon.points).count >= 3, polygon.points.allSatisfy(Shape.isOnEarth) else { return nil }
        self = .outline(Outline(rings: [polygon]))
    }

    /// A shape from a CAP circle; nil where its centre or radius mean nothing.
    init?(_ circle: Circle) {
        guard Shape.isOnEarth(circle.centre), circle.radiusKilometres >= 0, circle.radiusKilometres.isFinite else { return nil }
        self = .disc(centre: circle.centre, metres: circle.radiusKilometres * 1000)
    }

    var box: Box {
        switch self {
        case .outline(let outline): outline.box
        case .disc(let centre, let metres): Box(centre: centre, metres: metres)
        }
    }

    func contains(_ point: Coordinate) -> Bool {
        switch self {
        case .outline(let outline): outline.contains(point)
        case .disc(let centre, let metres): Geometry.metres(centre, point) <= metres
        }
    }

    /// Whether the shape and a zone have a point in common.
    func touches(_ zone: Outline) -> Bool {
        guard box.overlaps(zone.box) else { return false }
        switch self {
        case .disc(let centre, let metres):
            return zone.contains(centre)
                || zone.containsEdge { Geometry.metres(centre, toLineFrom: $0, to: $1) <= metres }
        case .outline(let outline):
            if outline.rings.first?.points.first.map(zone.contains) ?? false { return true }
            if zone.rings.first?.points.first.map(outline.contains) ?? false { return true }
            return outline.containsEdge { a, b in zone.containsEdge { Geometry.cross(a, b, $0, $1) } }
        }
    }

    private static func isOnEarth(_ point: Coordinate) -> Bool {
        abs(point.latitude) <= 90 && abs(point.longitude) <= 360
    }
}
