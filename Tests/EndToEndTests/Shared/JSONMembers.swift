import Foundation
import Record

extension JSONValue {
    /// Reads a text.
    init(text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

    /// Reads bytes.
    init(bytes: some Sequence<UInt8>) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

    /// The member of that name; null where there is none.
    subscript(_ name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    /// The element at that place; null where there is none.
    subscript(_ index: Int) -> JSONValue {
        if case .array(let elements) = self, elements.indices.contains(index) { elements[index] } else { .null }
    }

    var text: String? { if case .string(let text) = self { text } else { nil } }

    var integer: Int? { if case .integer(let number) = self { Int(number) } else { nil } }

    var elements: [JSONValue] { if case .array(let elements) = self { elements } else { [] } }

    var texts: [String] { elements.compactMap(\.text) }

    /// The names of all members.
    var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }

    /// The same object without a member.
    func without(_ name: String) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[name] = nil
        return .object(members)
    }
}
