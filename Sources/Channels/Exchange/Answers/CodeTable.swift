/// What the codes of a foreign interface mean. A code is matched whole; one in the table that ends with `*` stands for all codes with
/// that beginning, the longest beginning first. A code that is not in the table means nothing.
public struct CodeTable<Meaning: Codable & Hashable & Sendable>: Hashable, Sendable {
    /// The codes as they are written.
    public private(set) var codes: [String: Meaning]
    private let beginnings: [Beginning]

    private struct Beginning: Hashable, Sendable {
        var text: String
        var meaning: Meaning
    }

    /// A table of codes.
    public init(_ codes: [String: Meaning]) {
        self.codes = codes
        beginnings = codes.filter { $0.key.hasSuffix("*") }
            .map { Beginning(text: String($0.key.dropLast()), meaning: $0.value) }
            .sorted { ($1.text.utf8.count, $0.text) < ($0.text.utf8.count, $1.text) }
    }

    /// What a code means; nil for one that is not in the table.
    public subscript(code: String) -> Meaning? {
        codes[code] ?? beginnings.first { code.hasPrefix($0.text) }?.meaning
    }
}

extension CodeTable: Codable {
    /// Reads a mapping of codes to meanings.
    public init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode([String: Meaning].self))
    }

    /// Writes the mapping.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(codes)
    }
}

extension CodeTable: ExpressibleByDictionaryLiteral {
    /// A table of codes.
    public init(dictionaryLiteral elements: (String, Meaning)...) {
        self.init(Dictionary(elements) { first, _ in first })
    }
}
