/// Shapes as CAP writes them in text (CAP 1.2 §3.2.4).
enum ShapeText {
    /// The points of `lat,lon lat,lon …`, exactly in that form; nil for anything else. Empty text gives no points.
    static func pairs(_ bytes: ArraySlice<UInt8>) -> [Coordinate]? {
        var points: [Coordinate] = []
        points.reserveCapacity(bytes.count / 16)
        var index = bytes.startIndex
        while true {
            while index < bytes.endIndex, Blanks.isBlank(bytes[index]) { index += 1 }
            guard index < bytes.endIndex else { return points }
            guard let point = pair(bytes, &index) else { return nil }
            points.append(point)
            guard index == bytes.endIndex || Blanks.isBlank(bytes[index]) else { return nil }
        }
    }

    private static func pair(_ bytes: ArraySlice<UInt8>, _ index: inout Int) -> Coordinate? {
        guard let latitude = DecimalText.scan(bytes, &index), index < bytes.endIndex, bytes[index] == 0x2C else { return nil }
        index += 1
        guard let longitude = DecimalText.scan(bytes, &index) else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    /// `lat,lon radius`, exactly in that form; nil for anything else.
    static func circle(_ bytes: ArraySlice<UInt8>) -> Circle? {
        var index = bytes.startIndex
        guard let centre = pair(bytes, &index), index < bytes.endIndex, Blanks.isBlank(bytes[index]) else { return nil }
        while index < bytes.endIndex, Blanks.isBlank(bytes[index]) { index += 1 }
        guard let radius = DecimalText.scan(bytes, &index), index == bytes.endIndex else { return nil }
        return Circle(centre: centre, radiusKilometres: radius)
    }

    /// All numbers of a text that is made of numbers, blanks, commas, semicolons and brackets; nil for anything else.
    static func numbers(_ bytes: ArraySlice<UInt8>) -> [Double]? {
        var numbers: [Double] = []
        var index = bytes.startIndex
        while index < bytes.endIndex {
            if separators.contains(bytes[index]) {
                index += 1
            } else if let number = DecimalText.scan(bytes, &index), index == bytes.endIndex || separators.contains(bytes[index]) {
                numbers.append(number)
            } else {
                return nil
            }
        }
        return numbers
    }

    private static let separators = Set(" \t\r\n,;()[]".utf8)

    /// The text of a polygon as CAP wants it.
    static func text(_ polygon: Polygon) -> String {
        polygon.points.map(text).joined(separator: " ")
    }

    /// The text of a circle as CAP wants it.
    static func text(_ circle: Circle) -> String {
        "\(text(circle.centre)) \(DecimalText.text(circle.radiusKilometres))"
    }

    private static func text(_ point: Coordinate) -> String {
        "\(DecimalText.text(point.latitude)),\(DecimalText.text(point.longitude))"
    }
}

extension Coordinate {
    /// Whether the degrees are in the ranges of WGS 84.
    public var isOnEarth: Bool { (-90...90).contains(latitude) && (-180...180).contains(longitude) }
}
