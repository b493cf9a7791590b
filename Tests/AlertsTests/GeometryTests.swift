import Alerts
import Testing

/// Points, outlines, discs and division codes.
struct GeometryTests {
    private static func polygon(_ numbers: [Double]) -> Polygon {
        Polygon(
            points: stride(from: 0, to: numbers.count, by: 2).map {
                Coordinate(latitude: numbers[$0], longitude: numbers[$0 + 1])
            })
    }

    private static func shape(_ numbers: [Double]) throws -> Shape { try #require(Shape(polygon(numbers))) }

    /// A square from 30°N 110°E to 31°N 111°E with a notch cut out of its southern edge.
    static let notched: [Double] = [30, 110, 30, 110.4, 30.5, 110.5, 30, 110.6, 30, 111, 31, 111, 31, 110, 30, 110]

    static let places: [(Double, Double, Bool)] = [
        (30.7, 110.5, true), (30.2, 110.5, false), (30.2, 110.2, true), (29.9, 110.5, false), (30.5, 111.1, false),
        (30, 110, true), (31, 111, true), (30, 110.2, true), (30.5, 111, true), (30.5, 110.5, true), (31, 110.5, true),
        (30.25, 110.45, true), (30.25, 110.4500001, false), (30.5, 109.9999999, false),
    ]

    @Test("Points inside, outside and on the edge, in both orientations, open and closed", arguments: places)
    func contains(_ place: (Double, Double, Bool)) throws {
        let point = Coordinate(latitude: place.0, longitude: place.1)
        var points = GeometryTests.polygon(GeometryTests.notched).points
        for _ in 0..<2 {
            #expect(try #require(Shape(Polygon(points: points))).contains(point) == place.2)
            #expect(try #require(Shape(Polygon(points: Array(points.dropLast())))).contains(point) == place.2)
            points.reverse()
        }
    }

    @Test("An outline agrees with a disc of many corners") func manyCorners() throws {
        let centre = Coordinate(latitude: 39.9, longitude: 116.4)
        let disc = Shape(Circle(centre: centre, radiusKilometres: 20))
        var random = SeededGenerator(seed: 7)
        let inner = try #require(Shape(Polygon(points: ring(centre, 19.8, 720))))
        let outer = try #require(Shape(Polygon(points: ring(centre, 20.2, 720))))
        for _ in 0..<3000 {
            let point = Coordinate(
                latitude: 39.9 + Double.random(in: -0.3...0.3, using: &random),
                longitude: 116.4 + Double.random(in: -0.3...0.3, using: &random))
            if inner.contains(point) { #expect(disc.contains(point)) }
            if disc.contains(point) { #expect(outer.contains(point)) }
        }
    }

    /// Corners at a distance in kilometres around a centre, found by bisection along each direction.
    private func ring(_ centre: Coordinate, _ radius: Double, _ corners: Int) -> [Coordinate] {
        (0...corners).map { corner in
            let angle = Double(corner % corners) / Double(corners) * 2 * .pi
            let (x, y) = (unitCosine(angle), unitCosine(angle - .pi / 2))
            var (low, high) = (0.0, 1.0)
            for _ in 0..<50 {
                let middle = (low + high) / 2
                let point = Coordinate(latitude: centre.latitude + y * middle, longitude: centre.longitude + x * middle)
                if Sphere.kilometres(centre, point) < radius { low = middle } else { high = middle }
            }
            return Coordinate(latitude: centre.latitude + y * low, longitude: centre.longitude + x * low)
        }
    }

    /// The cosine by its series, exact enough for corners of a ring.
    private func unitCosine(_ angle: Double) -> Double {
        let turn = angle.truncatingRemainder(dividingBy: 2 * .pi)
        var (sum, term) = (1.0, 1.0)
        for step in stride(from: 2.0, through: 60, by: 2) {
            term *= -turn * turn / (step * (step - 1))
            sum += term
        }
        return sum
    }

    @Test(
        "Distances are those of the Earth",
        arguments: [
            (39.9, 116.4, 31.2, 121.5, 1071.29), (0, 0, 0, 1, 111.195), (0, 179.5, 0, -179.5, 111.195), (90, 0, -90, 0, 20015.1),
        ])
    func distances(_ pair: (Double, Double, Double, Double, Double)) {
        let distance = Sphere.kilometres(
            Coordinate(latitude: pair.0, longitude: pair.1), Coordinate(latitude: pair.2, longitude: pair.3))
        #expect(abs(distance - pair.4) < pair.4 * 0.002)
    }

    @Test("A radius of zero is the point itself with a small tolerance") func pointCircle() {
        let shape = Shape(Circle(centre: Coordinate(latitude: 30, longitude: 110), radiusKilometres: 0))
        #expect(shape.contains(Coordinate(latitude: 30, longitude: 110)))
        #expect(shape.contains(Coordinate(latitude: 30.0003, longitude: 110)))
        #expect(!shape.contains(Coordinate(latitude: 30.001, longitude: 110)))
    }

    @Test("Outlines across the antimeridian are understood") func antimeridian() throws {
        let shapes = [
            try GeometryTests.shape([-10, 179, -10, -179, 10, -179, 10, 179, -10, 179]),
            try GeometryTests.shape([-10, 179, -10, 181, 10, 181, 10, 179, -10, 179]),
            try GeometryTests.shape([-10, -181, -10, -179, 10, -179, 10, -181, -10, -181]),
        ]
        for shape in shapes {
            #expect(shape.contains(Coordinate(latitude: 0, longitude: 179.5)))
            #expect(shape.contains(Coordinate(latitude: 0, longitude: -179.5)))
            #expect(!shape.contains(Coordinate(latitude: 0, longitude: 0)))
            #expect(shapes.allSatisfy { shape.intersects($0) })
        }
        let disc = Shape(Circle(centre: Coordinate(latitude: 0, longitude: 179.9), radiusKilometres: 50))
        #expect(disc.contains(Coordinate(latitude: 0, longitude: -179.9)))
    }

    @Test("Degenerate outlines are no shapes") func degenerate() {
        #expect(Shape(GeometryTests.polygon([1, 1, 2, 2, 1, 1])) == nil)
        #expect(Shape(Polygon(points: [])) == nil)
        #expect(Shape(GeometryTests.polygon([1, 1, 1, 1, 1, 1, 1, 1])) == nil)
    }

    @Test("Shapes that touch, cross, hold each other or lie apart") func intersections() throws {
        let base = try GeometryTests.shape(GeometryTests.notched)
        let cases: [(Shape, Bool)] = [
            (try GeometryTests.shape([30.8, 110.8, 30.8, 112, 32, 112, 32, 110.8]), true),
            (try GeometryTests.shape([30.6, 110.4, 30.6, 110.6, 30.8, 110.6, 30.8, 110.4]), true),
            (try GeometryTests.shape([20, 100, 20, 120, 40, 120, 40, 100]), true),
            (try GeometryTests.shape([31, 111, 31, 112, 32, 112, 32, 111]), true),
            (try GeometryTests.shape([30.05, 110.48, 30.05, 110.52, 30.2, 110.5]), false),
            (try GeometryTests.shape([29, 110.3, 29, 110.31, 32, 110.31, 32, 110.3]), true),
            (try GeometryTests.shape([32, 110, 32, 111, 33, 111]), false),
            (Shape(Circle(centre: Coordinate(latitude: 31.05, longitude: 110.5), radiusKilometres: 6)), true),
            (Shape(Circle(centre: Coordinate(latitude: 31.05, longitude: 110.5), radiusKilometres: 5)), false),
            (Shape(Circle(centre: Coordinate(latitude: 30.1, longitude: 110.5), radiusKilometres: 1)), false),
            (Shape(Circle(centre: Coordinate(latitude: 30.8, longitude: 110.5), radiusKilometres: 1)), true),
        ]
        for (number, (other, expected)) in cases.enumerated() {
            #expect(base.intersects(other) == expected, "case \(number)")
            #expect(other.intersects(base) == expected, "case \(number), the other way round")
        }
    }

    static let codes: [(code: String, community: String, concerns: Bool)] = [
        ("110101001001", "110101001001", true), ("110101001002", "110101001001", false),
        ("110101001000", "110101001001", true), ("110101002000", "110101001001", false),
        ("110101000000", "110101001001", true), ("110101", "110101001001", true), ("110102", "110101001001", false),
        ("110100", "110101001001", true), ("110000", "110101001001", true), ("110000000000", "110101001001", true),
        ("120000", "110101001001", false), ("110101001", "110101001001", true), ("11010100000000", "110101001001", true),
        ("11010100100100", "110101001001", true), ("11010100100101", "110101001001", true),
        ("370110", "370112001001", false), ("370110", "370110001001", true), ("371000", "370110001001", false),
        ("110101010000", "110101010001", true), ("110101010000", "110101011001", false),
        ("110101010000", "110101001010", false),
    ]

    @Test("A code covers what lies under it, not its sisters", arguments: codes)
    func division(_ pair: (code: String, community: String, concerns: Bool)) throws {
        let code = try #require(DivisionCode(pair.code))
        #expect(code.concerns(try #require(DivisionCode(pair.community))) == pair.concerns)
    }

    @Test(
        "What has not the form of a division code is none",
        arguments: [
            "", "1101", "1101010", "006037", "991234", "11010100100a", "１１０１０１", "814626190123456",
        ])
    func noDivision(_ text: String) { #expect(DivisionCode(text) == nil) }
}
