/// A shape of an alert, prepared so that many points and outlines can be asked about quickly.
///
/// Degrees are taken as plane coordinates for outlines, which is exact enough within a country; distances are those of a
/// sphere. Outlines that cross the antimeridian or reach beyond ±180° are understood.
public struct Shape: Hashable, Sendable {
    /// What the shape is.
    enum Form: Hashable, Sendable {
        case outline([Coordinate])
        case disc(Circle)
    }

    let form: Form
    /// The box that the shape lies in.
    public let box: BoundingBox

    /// How far from a circle of radius 0 a place still counts as inside, in kilometres.
    public static let pointToleranceKilometres = 0.05

    /// A prepared outline; nil if it has fewer than three different points. It need not be closed.
    public init?(_ polygon: Polygon) {
        var points = Shape.unwrapped(polygon.points)
        if let first = points.first, first != points.last { points.append(first) }
        guard Set(points).count >= 3, let box = BoundingBox(points) else { return nil }
        form = .outline(points)
        self.box = box
    }

    /// A prepared disc; radius 0 means the point with a small tolerance.
    public init(_ circle: Circle) {
        let radius = max(circle.radiusKilometres, Shape.pointToleranceKilometres)
        let disc = Circle(centre: circle.centre, radiusKilometres: radius)
        form = .disc(disc)
        box = BoundingBox(disc)
    }

    /// The shapes of an area, without those that enclose nothing.
    public static func shapes(of area: Area) -> [Shape] { area.polygons.compactMap(Shape.init) + area.circles.map(Shape.init) }

    /// Whether a place lies inside or on the edge.
    public func contains(_ point: Coordinate) -> Bool {
        box.turns(of: point).contains { turned in
            guard box.contains(turned) else { return false }
            return switch form {
            case .outline(let points): Outline.contains(points, turned)
            case .disc(let circle): Sphere.kilometres(circle.centre, turned) <= circle.radiusKilometres
            }
        }
    }

    /// Whether two shapes have a place in common; edges count.
    public func intersects(_ other: Shape) -> Bool {
        [-360.0, 0, 360].contains { turn in
            let turned = turn == 0 ? other : other.turned(by: turn)
            return box.intersects(turned.box) && meets(turned)
        }
    }

    private func meets(_ other: Shape) -> Bool {
        switch (form, other.form) {
        case (.disc(let left), .disc(let right)):
            Sphere.kilometres(left.centre, right.centre) <= left.radiusKilometres + right.radiusKilometres
        case (.outline(let points), .disc(let circle)), (.disc(let circle), .outline(let points)):
            Outline.contains(points, circle.centre) || Outline.kilometres(points, circle.centre) <= circle.radiusKilometres
        case (.outline(let left), .outline(let right)):
            Outline.intersect(left, right, within: box.intersection(other.box))
        }
    }

    private func turned(by degrees: Double) -> Shape {
        switch form {
        case .outline(let points): Shape(form: .outline(points.map { $0.turned(by: degrees) }), box: box.turned(by: degrees))
        case .disc(let circle):
            Shape(
                form: .disc(Circle(centre: circle.centre.turned(by: degrees), radiusKilometres: circle.radiusKilometres)),
                box: box.turned(by: degrees))
        }
    }

    private init(form: Form, box: BoundingBox) {
        self.form = form
        self.box = box
    }

    /// Follows an outline across the antimeridian: each point is taken at the turn nearest to the one before.
    private static func unwrapped(_ points: [Coordinate]) -> [Coordinate] {
        var turn = 0.0
        var previous: Double?
        return points.map { point in
            if let previous {
                let step = point.longitude - previous
                if step > 180 { turn -= 360 } else if step < -180 { turn += 360 }
            }
            previous = point.longitude
            return point.turned(by: turn)
        }
    }
}

extension Coordinate {
    func turned(by degrees: Double) -> Coordinate {
        degrees == 0 ? self : Coordinate(latitude: latitude, longitude: longitude + degrees)
    }
}
