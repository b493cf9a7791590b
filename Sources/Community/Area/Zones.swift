import Alerts

/// The outlines of `zones.geojson`. A zone of several outlines is their union.
struct Zones: Sendable {
    /// The community's own outline.
    var community: [Outline] = []
    /// Grids by identifier.
    var grids: [String: [Outline]] = [:]
    /// Audible areas by device.
    var audible: [String: [Outline]] = [:]
}
