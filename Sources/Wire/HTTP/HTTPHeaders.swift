/// Header fields in their order. Names are looked up without regard to case; a field that comes several times is kept as often.
public struct HTTPHeaders: Sendable, Hashable, Sequence, ExpressibleByDictionaryLiteral {
    /// One field.
    public struct Field: Sendable, Hashable {
        /// The name as it was written.
        public var name: String
        /// The value, without blanks around it.
        public var value: String
    }

    /// All fields in their order.
    public private(set) var fields: [Field] = []

    /// No fields.
    public init() {}

    /// Fields in the order given; a name may repeat.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// The first field of a name; setting replaces all of that name, and nil removes them.
    public subscript(_ name: String) -> String? {
        get { fields.first { Self.isSame($0.name, name) }?.value }
        set {
            fields.removeAll { Self.isSame($0.name, name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// Every field of a name, in order.
    public func values(of name: String) -> [String] { fields.filter { Self.isSame($0.name, name) }.map(\.value) }

    /// Appends a field.
    public mutating func add(_ name: String, _ value: String) { fields.append(Field(name: name, value: value)) }

    /// Removes the fields whose name, in small letters, is meant.
    mutating func removeAll(_ isMeant: (String) -> Bool) { fields.removeAll { isMeant($0.name.lowercased()) } }

    /// Each field in order.
    public func makeIterator() -> IndexingIterator<[Field]> { fields.makeIterator() }

    private static func isSame(_ left: String, _ right: String) -> Bool {
        let (left, right) = (left.utf8, right.utf8)
        return left.count == right.count && zip(left, right).allSatisfy { lowered($0) == lowered($1) }
    }

    private static func lowered(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte | 0x20 : byte }

    /// Whether a text is a token (RFC 9110 §5.6.2).
    static func isName(_ text: String) -> Bool {
        let marks = "!#$%&'*+-.^_`|~".utf8
        return !text.isEmpty
            && text.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(lowered(byte)) || (0x30...0x39).contains(byte) || marks.contains(byte)
            }
    }

    /// Whether a text can be a field's value: no line break and no other control character but a tab (RFC 9110 §5.5).
    static func isValue(_ text: String) -> Bool { text.utf8.allSatisfy { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 } }
}

extension HTTPHeaders: CustomStringConvertible {
    /// The names alone: values may be secrets.
    public var description: String { "[" + fields.map(\.name).joined(separator: ", ") + "]" }
}
