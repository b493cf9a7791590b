/// A value of a YAML file or of the environment, with the place it stands at.
struct ConfigurationNode: Hashable, Sendable {
    /// What a value can be.
    indirect enum Content: Hashable, Sendable {
        /// A text; `plain` where it stands without quotes, so that `null`, numbers and flags can be meant.
        case scalar(String, plain: Bool)
        case sequence([ConfigurationNode])
        case mapping([Member])
    }

    /// A key with its value.
    struct Member: Hashable, Sendable {
        var key: String
        var keyPlace: Place
        var value: ConfigurationNode
    }

    var content: Content
    var place: Place

    /// Whether it says that there is nothing: `null`, `~` or an empty plain text (YAML 1.2 core schema, 10.3.2).
    var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text, whatever it looks like; nil for null, lists and mappings.
    var text: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    /// A whole number written without quotes.
    var integer: Int? {
        guard case .scalar(let text, plain: true) = content else { return nil }
        return Int(text)
    }

    /// A number written without quotes.
    var number: Double? {
        guard case .scalar(let text, plain: true) = content, let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// A flag written without quotes.
    var flag: Bool? {
        guard case .scalar(let text, plain: true) = content else { return nil }
        switch text {
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        default: return nil
        }
    }

    /// The members of a mapping; nil for anything else.
    var members: [Member]? {
        guard case .mapping(let members) = content else { return nil }
        return members
    }

    /// The value under a key of a mapping.
    subscript(key: String) -> ConfigurationNode? { members?.first { $0.key == key }?.value }

    /// What it is, for messages.
    var kind: String {
        switch content {
        case .scalar: isNull ? "empty" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// The place of the deepest part of a path that is there; elements of lists are named by their number.
    func place(ofPath path: some Collection<String>) -> Place {
        guard let key = path.first else { return place }
        switch content {
        case .scalar: return place
        case .sequence(let elements):
            guard let index = Int(key), elements.indices.contains(index) else { return place }
            return elements[index].place(ofPath: path.dropFirst())
        case .mapping(let members):
            guard let member = members.first(where: { $0.key == key }) else { return place }
            return path.count == 1 ? member.keyPlace : member.value.place(ofPath: path.dropFirst())
        }
    }

    /// The same without the part at a path; list elements are named by their number.
    func removing(_ path: ArraySlice<String>) -> ConfigurationNode {
        guard let key = path.first else { return self }
        var copy = self
        switch content {
        case .scalar: break
        case .sequence(var elements):
            guard let index = Int(key), elements.indices.contains(index) else { return self }
            if path.count == 1 {
                elements.remove(at: index)
            } else {
                elements[index] = elements[index].removing(path.dropFirst())
            }
            copy.content = .sequence(elements)
        case .mapping(var members):
            guard let index = members.firstIndex(where: { $0.key == key }) else { return self }
            if path.count == 1 {
                members.remove(at: index)
            } else {
                members[index].value = members[index].value.removing(path.dropFirst())
            }
            copy.content = .mapping(members)
        }
        return copy
    }
}
