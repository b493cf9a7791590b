/// A place that a message is about: the union of its shapes (CAP 1.2 §3.2.4).
public struct Area: Hashable, Sendable {
    /// The place in words.
    public var areaDesc: String
    /// Closed outlines.
    public var polygons: [Polygon]
    /// Discs.
    public var circles: [Circle]
    /// Codes of the place by system.
    public var geocodes: [NamedValue]
    /// Feet above mean sea level; the lower end where `ceiling` is given too.
    public var altitude: Double?
    /// Feet above mean sea level; only with `altitude`.
    public var ceiling: Double?

    /// A place with everything optional left out.
    public init(
        areaDesc: String, polygons: [Polygon] = [], circles: [Circle] = [], geocodes: [NamedValue] = [],
        altitude: Double? = nil, ceiling: Double? = nil
    ) {
        self.areaDesc = areaDesc
        self.polygons = polygons
        self.circles = circles
        self.geocodes = geocodes
        self.altitude = altitude
        self.ceiling = ceiling
    }
}

/// A point on WGS 84.
public struct Coordinate: Hashable, Sendable {
    /// Degrees north, -90...90.
    public var latitude: Double
    /// Degrees east, -180...180 in valid messages.
    public var longitude: Double

    /// A point by latitude and longitude, the order that CAP uses.
    public init(latitude: Double, longitude: Double) {
        self.latitude = latitude
        self.longitude = longitude
    }
}

/// A closed outline; in a valid message at least four points, the first being the last (CAP 1.2 §3.2.4 polygon).
public struct Polygon: Hashable, Sendable {
    /// The corners in order.
    public var points: [Coordinate]

    /// An outline by its corners.
    public init(points: [Coordinate]) { self.points = points }
}

/// A disc (CAP 1.2 §3.2.4 circle).
public struct Circle: Hashable, Sendable {
    /// The middle.
    public var centre: Coordinate
    /// The radius in kilometres; 0 is legal and means the point.
    public var radiusKilometres: Double

    /// A disc by centre and radius in kilometres.
    public init(centre: Coordinate, radiusKilometres: Double) {
        self.centre = centre
        self.radiusKilometres = radiusKilometres
    }
}
