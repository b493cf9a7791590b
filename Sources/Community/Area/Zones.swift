import Alerts

/// The outlines of `zones.geojson`. A zone of several outlines is their union.
struct Zones: Sendable {
    /// The community's own outline.
    var community: [ZoneOutline] = []
    /// Grids by identifier.
    var grids: [String: [ZoneOutline]] = [:]
    /// Audible areas by device.
    var audible: [String: [ZoneOutline]] = [:]
}

/// One outline with the holes in it.
struct ZoneOutline: Sendable {
    let outer: Shape
    let holes: [Shape]

    /// An outline from the rings of a GeoJSON polygon, the outer one first; nil where that encloses nothing.
    init?(rings: [Polygon]) {
        guard let outer = rings.first.flatMap(Shape.init) else { return nil }
        self.outer = outer
        holes = rings.dropFirst().compactMap(Shape.init)
    }

    func contains(_ point: Coordinate) -> Bool { outer.contains(point) && !holes.contains { $0.contains(point) } }

    /// Whether a shape touches it. A shape that lies in a hole counts too: this is asked so that nobody is left out.
    func touches(_ shape: Shape) -> Bool { shape.intersects(outer) }
}
