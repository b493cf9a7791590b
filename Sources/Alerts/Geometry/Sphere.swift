import Foundation

/// Distances on a sphere of the Earth's mean radius (IUGG), within half a percent of those on the ellipsoid.
public enum Sphere {
    /// The mean radius of the Earth in kilometres.
    public static let radiusKilometres = 6371.0088

    static let kilometresPerDegree = radiusKilometres * .pi / 180

    /// The distance of two points in kilometres, by the haversine formula.
    public static func kilometres(_ left: Coordinate, _ right: Coordinate) -> Double {
        let latitude = sin(radians(right.latitude - left.latitude) / 2)
        let longitude = sin(radians(right.longitude - left.longitude) / 2)
        let chord = latitude * latitude + cosine(left.latitude) * cosine(right.latitude) * longitude * longitude
        return 2 * radiusKilometres * asin(min(1, chord.squareRoot()))
    }

    static func cosine(_ degrees: Double) -> Double { cos(radians(degrees)) }

    private static func radians(_ degrees: Double) -> Double { degrees * .pi / 180 }
}
