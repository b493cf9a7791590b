/// JSON as a foreign interface sent it. Numbers keep their digits: message ids have more of them than a `Double` holds.
indirect enum JSONTree: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(String)
    case text(String)
    case list([JSONTree])
    case object([Member])

    /// A member of an object, in the order of the text.
    struct Member: Hashable, Sendable {
        var name: String
        var value: JSONTree
    }

    /// A single value as text; nil for null, lists and objects.
    var scalar: String? {
        switch self {
        case .null, .list, .object: nil
        case .flag(let value): value ? "true" : "false"
        case .number(let digits): digits
        case .text(let text): text
        }
    }

    /// The first member of a name, or the element of a number; nil where there is none.
    func part(_ step: String) -> JSONTree? {
        switch self {
        case .object(let members): members.first { $0.name == step }?.value
        case .list(let elements): Int(step).flatMap { elements.indices.contains($0) ? elements[$0] : nil }
        default: nil
        }
    }

    /// What stands at a path; the empty path is the whole.
    func part(at path: some Sequence<String>) -> JSONTree? {
        var tree = self
        for step in path {
            guard let next = tree.part(step) else { return nil }
            tree = next
        }
        return tree
    }
}
