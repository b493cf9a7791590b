/// A mapping as a keyed container.
struct KeyedNodes<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let decoder: NodeDecoder
    let members: [ConfigurationNode.Member]

    var codingPath: [any CodingKey] { decoder.codingPath }
    var allKeys: [Key] { members.compactMap { Key(stringValue: $0.key) } }

    private func node(_ key: Key) throws -> ConfigurationNode {
        guard let node = find(key) else {
            throw NodeDecodingError(place: decoder.node.place, path: decoder.path + [key.stringValue], problem: "is missing")
        }
        return node
    }

    private func find(_ key: Key) -> ConfigurationNode? {
        decoder.log.ask(key, at: codingPath)
        return members.first { $0.key == key.stringValue }?.value
    }

    func contains(_ key: Key) -> Bool { find(key) != nil }
    func decodeNil(forKey key: Key) throws -> Bool { try node(key).isNull }
    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try SingleNode(decoder: decoder.nested(node(key), key)).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try decoder.nested(node(key), key).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder.nested(node(key), key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { decoder }
    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder.nested(node(key), key) }
}

/// A list as an unkeyed container.
struct UnkeyedNodes: UnkeyedDecodingContainer {
    let decoder: NodeDecoder
    let elements: [ConfigurationNode]
    private(set) var currentIndex = 0

    init(decoder: NodeDecoder, elements: [ConfigurationNode]) {
        self.decoder = decoder
        self.elements = elements
    }

    var codingPath: [any CodingKey] { decoder.codingPath }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    private mutating func next() throws -> NodeDecoder {
        guard currentIndex < elements.count else { throw decoder.failure("more than \(elements.count) elements") }
        defer { currentIndex += 1 }
        return decoder.nested(elements[currentIndex], NodeKey(index: currentIndex))
    }

    mutating func decodeNil() throws -> Bool {
        guard currentIndex < elements.count, elements[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try SingleNode(decoder: next()).decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try next().container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }
    mutating func superDecoder() throws -> any Decoder { try next() }
}

/// A node as a single value.
struct SingleNode: SingleValueDecodingContainer {
    let decoder: NodeDecoder

    var codingPath: [any CodingKey] { decoder.codingPath }
    private var node: ConfigurationNode { decoder.node }

    func decodeNil() -> Bool { node.isNull }
    func decode(_: Bool.Type) throws -> Bool { try required(node.flag, "true or false") }
    func decode(_: String.Type) throws -> String { try required(node.text, "a text") }
    func decode(_: Double.Type) throws -> Double { try required(node.number, "a number") }
    func decode(_: Float.Type) throws -> Float { Float(try decode(Double.self)) }
    func decode(_: Int.Type) throws -> Int { try whole() }
    func decode(_: Int8.Type) throws -> Int8 { try whole() }
    func decode(_: Int16.Type) throws -> Int16 { try whole() }
    func decode(_: Int32.Type) throws -> Int32 { try whole() }
    func decode(_: Int64.Type) throws -> Int64 { try whole() }
    func decode(_: UInt.Type) throws -> UInt { try whole() }
    func decode(_: UInt8.Type) throws -> UInt8 { try whole() }
    func decode(_: UInt16.Type) throws -> UInt16 { try whole() }
    func decode(_: UInt32.Type) throws -> UInt32 { try whole() }
    func decode(_: UInt64.Type) throws -> UInt64 { try whole() }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try Value(from: decoder)
        } catch let error as DecodingError {
            throw decoder.explained(error, type)
        } catch let error as NodeDecodingError where error.path == decoder.path {
            throw decoder.vocabulary(type) ?? error
        }
    }

    private func required<Value>(_ value: Value?, _ expected: String) throws -> Value {
        guard let value else { throw decoder.failure(expected) }
        return value
    }

    private func whole<Value: FixedWidthInteger>() throws -> Value {
        try required(
            node.integer.flatMap(Value.init(exactly:)),
            node.integer == nil ? "a whole number" : "a whole number from \(Value.min) to \(Value.max)")
    }
}

extension NodeDecoder {
    /// An error of a type that read its value and found it wrong, such as an enumeration's: what it says, at this node.
    fileprivate func explained(_ error: DecodingError, _ type: any Decodable.Type) -> NodeDecodingError {
        if let error = vocabulary(type) { return error }
        guard case .dataCorrupted(let context) = error else { return failure("another value (\(error))") }
        return NodeDecodingError(place: node.place, path: path, problem: "cannot be used: \(context.debugDescription)")
    }

    /// What a type takes, where that is a closed set of words.
    fileprivate func vocabulary(_ type: any Decodable.Type) -> NodeDecodingError? {
        (type as? any CaseIterable.Type).map { failure("one of \(Self.names($0))") }
    }

    private static func names<Words: CaseIterable>(_: Words.Type) -> String {
        Words.allCases.map { ($0 as? any RawRepresentable<String>)?.rawValue ?? "\($0)" }.joined(separator: ", ")
    }
}
