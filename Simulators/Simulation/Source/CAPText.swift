public import Alerts

/// A CAP message as the text it is. A source that sends prepared files changes single values in them and leaves every other
/// byte alone, white space and oddities included.
public struct CAPText: Sendable, Hashable {
    /// The document.
    public private(set) var bytes: [UInt8]

    /// A document; nothing is checked.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The text of the first element of that local name, with the five XML entities resolved; nil if there is none.
    public func value(_ name: String) -> String? {
        contents(of: name).first.map { Self.unescaped(String(decoding: bytes[$0], as: UTF8.self)) }
    }

    /// The name that the message has on every interface; nil if it lacks sender, identifier or sent.
    public var id: AlertID? {
        guard let sender = value("sender"), let identifier = value("identifier"), let sent = value("sent") else { return nil }
        return AlertID(sender: sender, identifier: identifier, sent: sent)
    }

    /// The triplet by which other messages refer to this one (CAP 1.2 §3.2.1 references).
    public var triplet: String? {
        guard let sender = value("sender"), let identifier = value("identifier"), let sent = value("sent") else { return nil }
        return "\(sender),\(identifier),\(sent)"
    }

    /// Replaces the text of every element of that local name; false if there is none.
    @discardableResult
    public mutating func replace(_ name: String, _ change: (String) -> String) -> Bool {
        let places = contents(of: name)
        for place in places.reversed() {
            let value = Self.unescaped(String(decoding: bytes[place], as: UTF8.self))
            bytes.replaceSubrange(place, with: Self.escaped(change(value)).utf8)
        }
        return !places.isEmpty
    }

    /// Sets the references, where the schema wants them: after note, code, addresses, restriction or scope.
    public mutating func refer(to triplets: [String]) {
        let text = triplets.joined(separator: " ")
        if replace("references", { _ in text }) { return }
        for name in ["note", "code", "addresses", "restriction", "scope"] {
            guard let last = contents(of: name).last, let end = bytes[last.upperBound...].firstIndex(of: UInt8(ascii: ">")) else {
                continue
            }
            let prefix = prefix(ofEndTagAt: last.upperBound)
            bytes.insert(contentsOf: "<\(prefix)references>\(Self.escaped(text))</\(prefix)references>".utf8, at: end + 1)
            return
        }
    }

    /// Changes one byte that no value depends on, so that the document is another one with the same id.
    public mutating func disturb() { bytes.append(0x0A) }

    // MARK: Finding

    /// Where the texts of elements of a local name stand, whatever their prefix; comments and CDATA are not looked into.
    private func contents(of name: String) -> [Range<Int>] {
        let wanted = Array(name.utf8)
        var places: [Range<Int>] = []
        var index = 0
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            if let after = skipped(at: open) {
                index = after
                continue
            }
            guard let close = bytes[open...].firstIndex(of: UInt8(ascii: ">")) else { break }
            index = close + 1
            let slash = UInt8(ascii: "/")
            guard bytes[open + 1] != slash, bytes[close - 1] != slash, localName(open + 1, close) == wanted[...],
                let end = endOfText(from: index)
            else { continue }
            places.append(index..<end)
            index = end
        }
        return places
    }

    private func endOfText(from start: Int) -> Int? {
        var index = start
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            guard let after = skipped(at: open) else { return open }
            index = after
        }
        return nil
    }

    private func skipped(at open: Int) -> Int? {
        for (begin, end) in [("<!--", "-->"), ("<![CDATA[", "]]>")] where bytes[open...].starts(with: begin.utf8) {
            var index = open + begin.utf8.count
            while index < bytes.count, !bytes[index...].starts(with: end.utf8) { index += 1 }
            return min(index + end.utf8.count, bytes.count)
        }
        return nil
    }

    private func localName(_ from: Int, _ to: Int) -> ArraySlice<UInt8> {
        let end = bytes[from..<to].firstIndex { $0 <= 0x20 } ?? to
        let colon = bytes[from..<end].firstIndex(of: UInt8(ascii: ":"))
        return bytes[(colon.map { $0 + 1 } ?? from)..<end]
    }

    private func prefix(ofEndTagAt place: Int) -> String {
        guard let end = bytes[place...].firstIndex(of: UInt8(ascii: ">")),
            let colon = bytes[place..<end].firstIndex(of: UInt8(ascii: ":"))
        else { return "" }
        return String(decoding: bytes[(place + 2)...colon], as: UTF8.self)
    }

    private static let entities: [(Character, String)] = [
        ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&apos;"),
    ]

    private static func unescaped(_ text: String) -> String {
        var text = text.trimmed
        for (character, entity) in entities.reversed() where text.contains("&") {
            text = text.split(separator: entity, omittingEmptySubsequences: false).joined(separator: String(character))
        }
        return text
    }

    private static func escaped(_ text: String) -> String {
        text.map { character in entities.prefix(3).first { $0.0 == character }?.1 ?? String(character) }.joined()
    }
}

extension String {
    fileprivate var trimmed: String {
        let blanks: Set<Character> = [" ", "\t", "\n", "\r", "\r\n"]
        return String(drop { blanks.contains($0) }.reversed().drop { blanks.contains($0) }.reversed())
    }
}
