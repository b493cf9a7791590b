/// Questions about closed outlines, whose last point is their first, in any orientation.
enum Outline {
    /// Whether a point lies inside or on the edge, by the even-odd rule.
    static func contains(_ points: [Coordinate], _ point: Coordinate) -> Bool {
        var inside = false
        var from = points[0]
        for to in points.dropFirst() {
            if Segment.contains(from, to, point) { return true }
            if (from.latitude > point.latitude) != (to.latitude > point.latitude) {
                let crossing =
                    from.longitude + (point.latitude - from.latitude) / (to.latitude - from.latitude)
                    * (to.longitude - from.longitude)
                if point.longitude < crossing { inside.toggle() }
            }
            from = to
        }
        return inside
    }

    /// Whether two outlines have a point in common. Only edges that reach into the box common to both are compared.
    static func intersect(_ left: [Coordinate], _ right: [Coordinate], within box: BoundingBox) -> Bool {
        if contains(left, right[0]) || contains(right, left[0]) { return true }
        let near = edges(right, in: box)
        guard !near.isEmpty else { return false }
        return edges(left, in: box).contains { edge in
            near.contains { Segment.meet(edge.from, edge.to, $0.from, $0.to) }
        }
    }

    private static func edges(_ points: [Coordinate], in box: BoundingBox) -> [(from: Coordinate, to: Coordinate)] {
        zip(points, points.dropFirst()).filter { from, to in
            max(from.latitude, to.latitude) >= box.south && min(from.latitude, to.latitude) <= box.north
                && max(from.longitude, to.longitude) >= box.west && min(from.longitude, to.longitude) <= box.east
        }
    }

    /// The distance from a point to the nearest edge, in kilometres.
    static func kilometres(_ points: [Coordinate], _ point: Coordinate) -> Double {
        zip(points, points.dropFirst()).reduce(.infinity) { nearest, edge in
            min(nearest, Sphere.kilometres(point, nearestPoint(on: edge, to: point)))
        }
    }

    /// The nearest point of an edge, found on a plane that is true to scale around the point.
    private static func nearestPoint(on edge: (Coordinate, Coordinate), to point: Coordinate) -> Coordinate {
        let scale = Sphere.cosine(point.latitude)
        let along = ((edge.1.longitude - edge.0.longitude) * scale, edge.1.latitude - edge.0.latitude)
        let away = ((point.longitude - edge.0.longitude) * scale, point.latitude - edge.0.latitude)
        let length = along.0 * along.0 + along.1 * along.1
        let share = length == 0 ? 0 : min(1, max(0, (away.0 * along.0 + away.1 * along.1) / length))
        return Coordinate(
            latitude: edge.0.latitude + share * (edge.1.latitude - edge.0.latitude),
            longitude: edge.0.longitude + share * (edge.1.longitude - edge.0.longitude))
    }
}
