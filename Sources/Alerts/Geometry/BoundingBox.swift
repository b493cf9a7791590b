/// The smallest box of parallels and meridians around something; its longitudes may lie beyond ±180°.
public struct BoundingBox: Hashable, Sendable {
    /// Degrees north of the lower edge.
    public var south: Double
    /// Degrees east of the left edge.
    public var west: Double
    /// Degrees north of the upper edge.
    public var north: Double
    /// Degrees east of the right edge.
    public var east: Double

    /// A box by its edges.
    public init(south: Double, west: Double, north: Double, east: Double) {
        self.south = south
        self.west = west
        self.north = north
        self.east = east
    }

    /// The box around points; nil for none.
    public init?(_ points: some Sequence<Coordinate>) {
        var box: BoundingBox?
        for point in points {
            box =
                box?.stretched(to: point)
                ?? BoundingBox(
                    south: point.latitude, west: point.longitude, north: point.latitude, east: point.longitude)
        }
        guard let box else { return nil }
        self = box
    }

    /// The box around a disc; near a pole it is all meridians.
    init(_ circle: Circle) {
        let degrees = circle.radiusKilometres / Sphere.kilometresPerDegree * 1.001
        south = circle.centre.latitude - degrees
        north = circle.centre.latitude + degrees
        let widest = max(abs(south), abs(north))
        let width = widest >= 90 ? 180 : min(180, degrees / Sphere.cosine(widest))
        west = circle.centre.longitude - width
        east = circle.centre.longitude + width
    }

    private func stretched(to point: Coordinate) -> BoundingBox {
        BoundingBox(
            south: min(south, point.latitude), west: min(west, point.longitude), north: max(north, point.latitude),
            east: max(east, point.longitude))
    }

    /// Whether a point lies inside or on an edge.
    public func contains(_ point: Coordinate) -> Bool {
        point.latitude >= south && point.latitude <= north && point.longitude >= west && point.longitude <= east
    }

    /// Whether two boxes have a point in common.
    public func intersects(_ other: BoundingBox) -> Bool {
        south <= other.north && north >= other.south && west <= other.east && east >= other.west
    }

    func intersection(_ other: BoundingBox) -> BoundingBox {
        BoundingBox(
            south: max(south, other.south), west: max(west, other.west), north: min(north, other.north),
            east: min(east, other.east))
    }

    func turned(by degrees: Double) -> BoundingBox {
        BoundingBox(south: south, west: west + degrees, north: north, east: east + degrees)
    }

    /// The point itself and, where the box reaches beyond ±180°, the point a turn away.
    func turns(of point: Coordinate) -> [Coordinate] {
        if west >= -180, east <= 180, point.longitude >= -180, point.longitude <= 180 { return [point] }
        return [point, point.turned(by: -360), point.turned(by: 360)]
    }
}
