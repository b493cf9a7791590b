/// Reads shapes as issuers really write them, and leaves out what cannot be placed: an alert whose shape is lost falls back
/// to its geocodes or to everybody, which is the safe side.
enum ShapeReading {
    /// Which number comes first, where a text gives them the wrong way round.
    enum Order {
        /// Latitude first, as CAP wants; swapped only where that is impossible.
        case latitudeFirst
        /// As above, and also swapped where the point would lie in China only the other way round.
        case inChina
    }

    static func polygon(_ element: Element, order: Order = .latitudeFirst, _ notes: inout FindingList) -> Polygon? {
        let exact = ShapeText.pairs(element.bytes)
        guard var points = exact ?? loosePoints(element), !points.isEmpty else {
            notes.add(.error, "intake.polygon", at: element, "The polygon is not understood and left out.")
            return nil
        }
        if exact == nil {
            notes.add(.warning, "intake.polygon", at: element, "The polygon was read by its numbers alone.")
        }
        if isSwapped(points, order) {
            points = points.map(\.swapped)
            notes.add(.error, "intake.polygon", at: element, "The polygon was read as longitude,latitude.")
        }
        if points.first != points.last {
            points.append(points[0])
            notes.add(.error, "intake.polygon", at: element, "The polygon was closed.")
        }
        guard points.allSatisfy(\.canBePlaced) else {
            notes.add(.error, "intake.polygon", at: element, "The polygon has points that are not on Earth and is left out.")
            return nil
        }
        guard Set(points).count >= 3 else {
            notes.add(.error, "intake.polygon", at: element, "The polygon encloses nothing and is left out.")
            return nil
        }
        return Polygon(points: points)
    }

    private static func loosePoints(_ element: Element) -> [Coordinate]? {
        guard let numbers = ShapeText.numbers(element.bytes), numbers.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: numbers.count, by: 2).map {
            Coordinate(latitude: numbers[$0], longitude: numbers[$0 + 1])
        }
    }

    static func circle(
        _ element: Element, order: Order = .latitudeFirst, metres: Bool = false, _ notes: inout FindingList
    ) -> Circle? {
        let exact = ShapeText.circle(element.bytes)
        guard var circle = exact ?? looseCircle(element), circle.radiusKilometres >= 0 else {
            notes.add(.error, "intake.circle", at: element, "The circle is not understood and left out.")
            return nil
        }
        if exact == nil { notes.add(.warning, "intake.circle", at: element, "The circle was read by its numbers alone.") }
        if isSwapped([circle.centre], order) {
            circle.centre = circle.centre.swapped
            notes.add(.error, "intake.circle", at: element, "The circle was read as longitude,latitude.")
        }
        guard circle.centre.canBePlaced else {
            notes.add(.error, "intake.circle", at: element, "The middle of the circle is not on Earth; it is left out.")
            return nil
        }
        if metres { circle.radiusKilometres /= 1000 }
        return circle
    }

    private static func looseCircle(_ element: Element) -> Circle? {
        guard let numbers = ShapeText.numbers(element.bytes), numbers.count == 3 else { return nil }
        return Circle(centre: Coordinate(latitude: numbers[0], longitude: numbers[1]), radiusKilometres: numbers[2])
    }

    private static func isSwapped(_ points: [Coordinate], _ order: Order) -> Bool {
        let impossible = points.contains { abs($0.latitude) > 90 } && points.allSatisfy { abs($0.longitude) <= 90 }
        guard order == .inChina, !impossible else { return impossible }
        return points.allSatisfy { !$0.isInChina && $0.swapped.isInChina }
    }
}

extension Coordinate {
    var swapped: Coordinate { Coordinate(latitude: longitude, longitude: latitude) }

    /// Within the box around China's land and seas.
    var isInChina: Bool { (3...54).contains(latitude) && (73...136).contains(longitude) }

    /// Whether it names a place, if need be after going round the Earth once: some outlines reach beyond ±180°.
    var canBePlaced: Bool { (-90...90).contains(latitude) && (-540...540).contains(longitude) }
}
