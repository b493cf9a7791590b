/// Decodes values from configuration nodes. Errors name the place in the file, and keys that no type asked for are found.
///
/// Where a key type knows a closed set of keys, a key outside it is unknown; dictionaries take any key.
struct NodeDecoder: Decoder {
    let node: ConfigurationNode
    let codingPath: [any CodingKey]
    let log: UnknownKeys
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard let members = node.members else { throw failure("a mapping of keys to values") }
        for member in members where Key(stringValue: member.key) == nil { log.note(member, at: codingPath) }
        return KeyedDecodingContainer(KeyedNodes<Key>(decoder: self, members: members))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .sequence(let elements) = node.content else { throw failure("a list") }
        return UnkeyedNodes(decoder: self, elements: elements)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { SingleNode(decoder: self) }

    func nested(_ node: ConfigurationNode, _ key: any CodingKey) -> NodeDecoder {
        NodeDecoder(node: node, codingPath: codingPath + [key], log: log)
    }

    func failure(_ expected: String) -> NodeDecodingError {
        NodeDecodingError(place: node.place, path: path, problem: "is \(described); expected \(expected)")
    }

    /// The keys that lead here.
    var path: [String] { codingPath.map(\.name) }

    private var described: String {
        guard case .scalar(let text, let plain) = node.content, !node.isNull else { return node.kind }
        return plain ? text : "the text \"\(text)\""
    }
}

/// What does not fit in a file, and where.
struct NodeDecodingError: Error, Hashable, Sendable {
    /// Where it stands.
    var place: Place
    /// The keys that lead to it.
    var path: [String]
    /// What is wrong, after the dotted path.
    var problem: String
}

/// Keys that no type knows, gathered while decoding, with the keys that types asked for.
final class UnknownKeys {
    private(set) var members: [(path: [String], member: ConfigurationNode.Member)] = []
    private var asked: [[String]: Set<String>] = [:]

    func note(_ member: ConfigurationNode.Member, at path: [any CodingKey]) {
        let path = path.map(\.name)
        guard !members.contains(where: { $0.path == path && $0.member.key == member.key }) else { return }
        members.append((path, member))
    }

    func ask(_ key: any CodingKey, at path: [any CodingKey]) { asked[path.map(\.name), default: []].insert(key.stringValue) }

    /// The findings about them, each with the nearest key that exists.
    var findings: [PlacedFinding] {
        members.map { path, member in
            let nearest = NearestName.of(member.key, among: asked[path] ?? [])
            let name = (path + [member.key]).joined(separator: ".")
            return .error(
                member.keyPlace, "\(name) is not a known key" + (nearest.map { "; the nearest known key is \($0)" } ?? ""))
        }
    }
}

extension CodingKey {
    /// The key as it stands in a dotted path; elements of lists by their number.
    fileprivate var name: String { intValue.map(String.init) ?? stringValue }
}

/// A key made of a text or a number.
struct NodeKey: CodingKey {
    var stringValue: String
    var intValue: Int?

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(index: intValue) }

    init(_ text: String) { stringValue = text }

    init(index: Int) {
        stringValue = String(index)
        intValue = index
    }
}
