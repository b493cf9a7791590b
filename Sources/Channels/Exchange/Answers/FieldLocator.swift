/// Where a field stands in what a foreign interface sent: a path such as `Response.SendStatusSet.0.Code`, perhaps only the part of the
/// text there behind and before something, or a list of such places, of which the first that holds something counts.
public struct FieldLocator: Hashable, Sendable {
    /// One place.
    public struct Spot: Codable, Hashable, Sendable {
        /// The path, steps parted by dots, elements of lists by number from 0; nil or empty for the whole.
        public var at: String?
        /// What the part begins behind; without it, at the beginning.
        public var after: String?
        /// What the part ends before; without it, or where it does not come, at the end.
        public var until: String?
    }

    /// The places, the dearest first.
    public var spots: [Spot]

    /// A place by its path alone.
    public init(_ path: String) { spots = [Spot(at: path)] }

    init(_ spots: [Spot]) { self.spots = spots }

    /// What stands there, as text without blanks around it; nil where nothing does.
    func text(in tree: JSONTree) -> String? {
        for spot in spots {
            if let text = spot.text(in: tree), !text.isEmpty { return text }
        }
        return nil
    }
}

extension FieldLocator.Spot {
    fileprivate func text(in tree: JSONTree) -> String? {
        let steps = (at ?? "").split(separator: ".").map(String.init)
        guard var text = tree.part(at: steps)?.scalar else { return nil }
        if let after {
            guard let range = text.firstRange(of: after) else { return nil }
            text = String(text[range.upperBound...])
        }
        if let until, let range = text.firstRange(of: until) { text = String(text[..<range.lowerBound]) }
        return text.trimmed
    }
}

extension FieldLocator: ExpressibleByStringLiteral {
    /// A place by its path alone.
    public init(stringLiteral value: String) { self.init(value) }
}

extension FieldLocator: Codable {
    /// Reads a path, a mapping with `at`, `after` and `until`, or a list of both.
    public init(from decoder: any Decoder) throws {
        if var list = try? decoder.unkeyedContainer() {
            spots = []
            while !list.isAtEnd { spots += try list.decode(FieldLocator.self).spots }
        } else if let path = try? decoder.singleValueContainer().decode(String.self) {
            spots = [Spot(at: path)]
        } else {
            spots = [try Spot(from: decoder)]
        }
    }

    /// Writes a list.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(spots)
    }
}

extension StringProtocol {
    /// Without blanks and line ends around it.
    var trimmed: String {
        var rest = self[...]
        while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
        while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
        return String(rest)
    }
}
