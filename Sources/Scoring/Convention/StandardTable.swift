/// A part of the standard's score sheet (评分参考表 of 国减发〔2020〕2号).
public struct StandardPart: Codable, Hashable, Sendable {
    /// Its number, 1...9.
    public var part: Int
    /// The points of all its items.
    public var points: Int
    /// Its items.
    public var items: [StandardItem]

    /// A part.
    public init(part: Int, points: Int, items: [StandardItem]) {
        self.part = part
        self.points = points
        self.items = items
    }
}

/// An item of the score sheet.
public struct StandardItem: Codable, Hashable, Sendable {
    /// Its number, for instance `4.7`.
    public var item: String
    /// Its points.
    public var points: Int
    /// Its name, where it is known.
    public var name: String?
    /// Whether its points are known from a document, and not only the part's total.
    public var verified: Bool

    /// An item.
    public init(item: String, points: Int, name: String? = nil, verified: Bool) {
        self.item = item
        self.points = points
        self.name = name
        self.verified = verified
    }
}

/// The checks that a table of the standard must stand.
enum StandardTable {
    /// The points of the nine parts (国减发〔2020〕2号, 评分参考表); they add to 100.
    static let partPoints = [10, 10, 12, 20, 8, 10, 10, 10, 10]

    /// What is wrong with a table.
    static func findings(_ table: [StandardPart]) -> [String] {
        var findings = table.flatMap(findings)
        let numbers = table.map(\.part)
        if numbers != Array(1...partPoints.count) {
            findings.append(
                "table: the parts are \(numbers.map(String.init).joined(separator: ", ")); they must be 1 to 9, in order")
        }
        let total = table.reduce(0) { $0 + $1.points }
        if total != 100 { findings.append("table: the parts add to \(total) points; the standard has 100") }
        let items = table.flatMap(\.items).map(\.item)
        let twice = Dictionary(grouping: items) { $0 }.filter { $1.count > 1 }.keys.sorted()
        if !twice.isEmpty { findings.append("table: \(twice.joined(separator: ", ")) stands there more than once") }
        return findings
    }

    private static func findings(_ part: StandardPart) -> [String] {
        var findings: [String] = []
        let name = "table: part \(part.part)"
        if partPoints.indices.contains(part.part - 1), part.points != partPoints[part.part - 1] {
            findings.append("\(name) has \(part.points) points; the standard gives it \(partPoints[part.part - 1])")
        }
        let sum = part.items.reduce(0) { $0 + $1.points }
        if sum != part.points { findings.append("\(name): its items add to \(sum) points, the part has \(part.points)") }
        for item in part.items {
            if !item.item.hasPrefix("\(part.part).") { findings.append("\(name): item \(item.item) belongs to another part") }
            if item.points < 1 { findings.append("\(name): item \(item.item) has \(item.points) points; at least 1") }
        }
        return findings
    }
}
