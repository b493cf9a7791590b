/// A text with places for values, as people write it into configuration: `{name}`, or `{name|filter}` for a value that is treated
/// first. A brace itself is written twice.
public struct TextTemplate: Hashable, Sendable {
    /// The template as it is written.
    public let source: String
    let pieces: [Piece]

    enum Piece: Hashable, Sendable {
        case text(String)
        case value(Reference)
    }

    /// A place for a value.
    struct Reference: Hashable, Sendable {
        var name: String
        var filters: [ValueFilter]
    }

    /// A template from its text. A brace that opens nothing stays a brace; configuration refuses it instead.
    public init(_ source: String) { self.init(scanning: TemplateScanner(source)) }

    private init(scanning scanner: TemplateScanner) {
        source = scanner.source
        pieces = scanner.pieces
    }

    /// The places for values, in the order of the text.
    var references: [Reference] {
        pieces.compactMap { piece in
            guard case .value(let reference) = piece else { return nil }
            return reference
        }
    }

    /// The names of the values that it needs.
    public var names: [String] { references.map(\.name) }

    /// The text with its values.
    ///
    /// - Parameters:
    ///   - escape: what is done to each value, after its filters, so that it stands safely where the text goes.
    ///   - value: finds a value by its name.
    /// - Throws: `MissingValue` for a name without a value.
    func filled(
        escaping escape: (String) -> String = { $0 }, _ value: (String) -> String?
    ) throws(MissingValue) -> String {
        var text = ""
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let reference):
                guard let found = value(reference.name) else { throw MissingValue(name: reference.name) }
                text += escape(reference.filters.reduce(found) { $1.applied(to: $0) })
            }
        }
        return text
    }
}

extension TextTemplate: ExpressibleByStringLiteral {
    /// A template from its text.
    public init(stringLiteral value: String) { self.init(value) }
}

extension TextTemplate: Codable {
    /// Reads a text; a brace that opens nothing is an error.
    public init(from decoder: any Decoder) throws {
        let scanner = TemplateScanner(try decoder.singleValueContainer().decode(String.self))
        if let problem = scanner.problem {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
        }
        self.init(scanning: scanner)
    }

    /// Writes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(source)
    }
}

/// A value that a template names and nobody has.
public struct MissingValue: Error, Hashable, Sendable, CustomStringConvertible {
    /// Its name.
    public var name: String

    /// What is missing, in words.
    public var description: String { "{\(name)} has no value here" }
}

/// Takes a template apart.
private struct TemplateScanner {
    let source: String
    private(set) var pieces: [TextTemplate.Piece] = []
    private(set) var problem: String?
    private var text = ""

    init(_ source: String) {
        self.source = source
        var rest = source[...]
        while let letter = rest.first {
            if rest.hasPrefix("{{") || rest.hasPrefix("}}") {
                text.append(letter)
                rest = rest.dropFirst(2)
            } else if letter == "{", let end = rest.firstIndex(of: "}"), let reference = reference(rest[..<end].dropFirst()) {
                flush()
                pieces.append(.value(reference))
                rest = rest[end...].dropFirst()
            } else {
                if letter == "{" || letter == "}" { blame(rest) }
                text.append(letter)
                rest = rest.dropFirst()
            }
        }
        flush()
    }

    private mutating func flush() {
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
    }

    private mutating func reference(_ inside: Substring) -> TextTemplate.Reference? {
        let parts = inside.split(separator: "|", omittingEmptySubsequences: false)
        guard let name = parts.first, !name.isEmpty, name.utf8.allSatisfy(TemplateScanner.isNameByte) else { return nil }
        var filters: [ValueFilter] = []
        for part in parts.dropFirst() {
            guard let filter = ValueFilter(rawValue: String(part)) else {
                let known = ValueFilter.allCases.map(\.rawValue).joined(separator: ", ")
                problem = problem ?? "\(part) in {\(inside)} is not something that is done to a value; use one of \(known)"
                return nil
            }
            filters.append(filter)
        }
        return TextTemplate.Reference(name: String(name), filters: filters)
    }

    private mutating func blame(_ rest: Substring) {
        problem =
            problem
            ?? "the brace before \"\(rest.dropFirst().prefix(12))\" is no place for a value; write {{ or }} for a brace itself"
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D || byte == 0x2E
    }
}
