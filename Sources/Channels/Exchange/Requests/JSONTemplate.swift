/// A JSON body with places for values. It is written in YAML as what it is, not as text, so that no value can break out of its string.
public indirect enum JSONTemplate: Hashable, Sendable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case text(TextTemplate)
    case list([JSONTemplate])
    case object([String: JSONTemplate])

    /// Every text in it.
    var texts: [TextTemplate] {
        switch self {
        case .null, .flag, .integer, .number: []
        case .text(let template): [template]
        case .list(let elements): elements.flatMap(\.texts)
        case .object(let members): members.sorted { $0.key < $1.key }.flatMap(\.value.texts)
        }
    }

    /// The JSON text, members by name.
    ///
    /// - Throws: `MissingValue` for a name without a value.
    func filled(_ values: RequestValues) throws(MissingValue) -> String {
        switch self {
        case .null: return "null"
        case .flag(let value): return value ? "true" : "false"
        case .integer(let value): return String(value)
        case .number(let value): return String(value)
        case .text(let template): return try JSONTemplate.value(template, values)
        case .list(let elements):
            var parts: [String] = []
            for element in elements { parts.append(try element.filled(values)) }
            return "[\(parts.joined(separator: ","))]"
        case .object(let members):
            var parts: [String] = []
            for (name, element) in members.sorted(by: { $0.key < $1.key }) {
                parts.append("\"\(Escaping.json(name))\":\(try element.filled(values))")
            }
            return "{\(parts.joined(separator: ","))}"
        }
    }

    /// A string, or what the only value in it is to become.
    private static func value(_ template: TextTemplate, _ values: RequestValues) throws(MissingValue) -> String {
        if template.pieces.count == 1, case .value(let reference)? = template.pieces.first,
            let shape = reference.filters.last(where: \.isJSONShape)
        {
            switch shape {
            case .object: return values.parametersObject
            case .list: return values.parametersList
            default: return try number(template, values)
            }
        }
        return try "\"\(template.filled(escaping: Escaping.json, values.value))\""
    }

    /// A value as a number; one that is none stays a string, since it must not break the JSON.
    private static func number(_ template: TextTemplate, _ values: RequestValues) throws(MissingValue) -> String {
        let text = try template.filled(values.value)
        return JSONReader.isNumber(text) ? text : "\"\(Escaping.json(text))\""
    }
}

extension JSONTemplate: Codable {
    private struct Name: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    /// Reads whatever stands there.
    public init(from decoder: any Decoder) throws {
        if let members = try? decoder.container(keyedBy: Name.self) {
            var object: [String: JSONTemplate] = [:]
            for key in members.allKeys { object[key.stringValue] = try members.decode(JSONTemplate.self, forKey: key) }
            self = .object(object)
        } else if var elements = try? decoder.unkeyedContainer() {
            var list: [JSONTemplate] = []
            while !elements.isAtEnd { list.append(try elements.decode(JSONTemplate.self)) }
            self = .list(list)
        } else {
            self = try JSONTemplate(decoder.singleValueContainer())
        }
    }

    private init(_ container: any SingleValueDecodingContainer) throws {
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .flag(value)
        } else if let value = try? container.decode(Int.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else {
            self = .text(try container.decode(TextTemplate.self))
        }
    }

    /// Writes it again.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .object(let members):
            var container = encoder.container(keyedBy: Name.self)
            for (name, element) in members { try container.encode(element, forKey: Name(stringValue: name)) }
        case .list(let elements):
            var container = encoder.unkeyedContainer()
            for element in elements { try container.encode(element) }
        default:
            var container = encoder.singleValueContainer()
            switch self {
            case .flag(let value): try container.encode(value)
            case .integer(let value): try container.encode(value)
            case .number(let value): try container.encode(value)
            case .text(let value): try container.encode(value)
            default: try container.encodeNil()
            }
        }
    }
}
