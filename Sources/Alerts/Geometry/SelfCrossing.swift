/// Whether an outline crosses itself.
enum SelfCrossing {
    /// How many pairs of edges are compared before giving up, so that no outline can take long.
    private static let budget = 1_000_000

    /// True or false, or nil where the outline is too intricate to tell within the budget.
    ///
    /// Edges are taken in the order of their western ends and compared with those that still reach as far east, which for
    /// the outlines of real areas are few.
    static func exists(in points: [Coordinate]) -> Bool? {
        let closed = points.first == points.last ? Array(points.dropLast()) : points
        guard closed.count >= 4 else { return false }
        let edges = closed.indices.map { Edge(number: $0, from: closed[$0], to: closed[($0 + 1) % closed.count]) }
        let sorted = edges.filter { $0.from != $0.to }.sorted { $0.west < $1.west }
        var active: [Edge] = []
        var spent = 0
        for edge in sorted {
            active.removeAll { $0.east < edge.west }
            spent += active.count + 1
            guard spent < budget else { return nil }
            if active.contains(where: { !$0.touches(edge, of: closed.count) && $0.crosses(edge) }) { return true }
            active.append(edge)
        }
        return false
    }

    private struct Edge {
        let number: Int
        let from: Coordinate
        let to: Coordinate
        let west: Double
        let east: Double

        init(number: Int, from: Coordinate, to: Coordinate) {
            self.number = number
            self.from = from
            self.to = to
            west = min(from.longitude, to.longitude)
            east = max(from.longitude, to.longitude)
        }

        /// Neighbours share a corner, which is no crossing.
        func touches(_ other: Edge, of count: Int) -> Bool {
            let distance = abs(number - other.number)
            return distance <= 1 || distance == count - 1
        }

        func crosses(_ other: Edge) -> Bool { Segment.properlyCross(from, to, other.from, other.to) }
    }
}

/// Relations of straight edges, with latitude and longitude taken as plane coordinates.
enum Segment {
    /// Positive where `point` lies left of the way from one end to the other, zero on the line.
    static func side(_ from: Coordinate, _ to: Coordinate, _ point: Coordinate) -> Double {
        (to.longitude - from.longitude) * (point.latitude - from.latitude)
            - (to.latitude - from.latitude) * (point.longitude - from.longitude)
    }

    /// Whether two edges cross at a point inside both.
    static func properlyCross(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
        side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
    }

    /// Whether two edges have a point in common.
    static func meet(_ a: Coordinate, _ b: Coordinate, _ c: Coordinate, _ d: Coordinate) -> Bool {
        properlyCross(a, b, c, d) || contains(a, b, c) || contains(a, b, d) || contains(c, d, a) || contains(c, d, b)
    }

    /// Whether a point lies on an edge, within about a millimetre.
    static func contains(_ from: Coordinate, _ to: Coordinate, _ point: Coordinate) -> Bool {
        let tolerance = 1e-8
        guard point.latitude >= min(from.latitude, to.latitude) - tolerance,
            point.latitude <= max(from.latitude, to.latitude) + tolerance,
            point.longitude >= min(from.longitude, to.longitude) - tolerance,
            point.longitude <= max(from.longitude, to.longitude) + tolerance
        else { return false }
        let length = max(abs(to.latitude - from.latitude), abs(to.longitude - from.longitude))
        return abs(side(from, to, point)) <= tolerance * max(length, tolerance)
    }
}
