import Foundation
import Record

/// What is wrong with a value by a JSON Schema, as far as our documents use the language (2020-12): enough to hold real messages against
/// them, and nothing that could let one pass which says more.
struct Schema {
    let root: JSONValue

    /// The findings, each with its place; empty for a value that fits.
    func findings(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
        if let name = schema["$ref"].text { return findings(value, resolve(name), at: place) }
        var found: [String] = []
        if !hasType(value, schema["type"]) { return ["\(place): is not of type \(schema["type"])"] }
        if schema["const"] != .null, schema["const"] != value { found.append("\(place): is not \(schema["const"])") }
        if case .array(let values) = schema["enum"], !values.contains(value) { found.append("\(place): is none of \(values)") }
        found += textFindings(value, schema, place) + numberFindings(value, schema, place)
        found += memberFindings(value, schema, place) + choiceFindings(value, schema, place)
        return found
    }

    private func resolve(_ name: String) -> JSONValue {
        name.dropFirst(2).split(separator: "/").reduce(root) { $0[String($1)] }
    }

    private func hasType(_ value: JSONValue, _ type: JSONValue) -> Bool {
        switch type {
        case .string(let name): isOf(value, name)
        case .array(let names): names.contains { $0.text.map { isOf(value, $0) } ?? false }
        default: true
        }
    }

    private func isOf(_ value: JSONValue, _ name: String) -> Bool {
        switch (value, name) {
        case (.null, "null"), (.bool, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.string, "string"), (.array, "array"), (.object, "object"):
            true
        default: false
        }
    }

    private func textFindings(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        guard let text = value.text else { return [] }
        if let pattern = schema["pattern"].text {
            guard let regex = try? Regex(pattern) else { return ["\(place): the pattern \(pattern) cannot be read"] }
            if text.firstMatch(of: regex) == nil { return ["\(place): does not match \(pattern)"] }
        }
        return []
    }

    private func numberFindings(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        func number(_ value: JSONValue) -> Double? {
            switch value {
            case .integer(let whole): Double(whole)
            case .number(let number): number
            default: nil
            }
        }
        guard let value = number(value) else { return [] }
        if let least = number(schema["minimum"]), value < least { return ["\(place): is below \(least)"] }
        if let most = number(schema["maximum"]), value > most { return ["\(place): is above \(most)"] }
        return []
    }

    private func memberFindings(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        var found: [String] = []
        if case .object(let members) = value {
            if case .array(let names) = schema["required"] {
                found += names.compactMap(\.text).filter { members[$0] == nil }.map { "\(place): \($0) is missing" }
            }
            if case .object(let known) = schema["properties"] {
                for (name, value) in members {
                    if let schema = known[name] { found += findings(value, schema, at: "\(place).\(name)") }
                }
            }
        }
        if case .array(let items) = value, schema["items"] != .null {
            for (index, item) in items.enumerated() { found += findings(item, schema["items"], at: "\(place)[\(index)]") }
        }
        return found
    }

    private func choiceFindings(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        var found: [String] = []
        if case .array(let choices) = schema["oneOf"] {
            let each = choices.map { findings(value, $0, at: place) }
            let fitting = each.count { $0.isEmpty }
            if fitting != 1 { found.append("\(place): fits \(fitting) of its forms: \(each.flatMap(\.self))") }
        }
        if schema["not"] != .null, findings(value, schema["not"], at: place).isEmpty {
            found.append("\(place): is what it must not be")
        }
        return found
    }
}
