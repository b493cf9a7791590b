/// Reads XML 1.0 with namespaces, without document types: the part of XML that an alert can need.
///
/// Everything is one pass over the bytes in linear time. There are no external entities, nothing is fetched, and a document
/// that is cut off at any byte, or has anything but comments behind its root, is refused.
struct XMLScanner {
    let bytes: [UInt8]
    /// The place of the NUL that stands behind the last byte, where every scan stops by itself.
    let end: Int
    var index = 0
    var builder = TreeBuilder()
    private var scope = NamespaceScope()
    private var names = NameCache()
    private var openNames: [Range<Int>] = []

    /// The tree of a document in checked UTF-8.
    static func parse(_ source: SourceText.Checked) throws(AlertRefusal) -> ElementTree {
        var scanner = XMLScanner(source.bytes)
        if let encoding = source.declaredEncoding {
            scanner.builder.note(
                .warning, "document.encoding", offset: 0,
                "The document is declared as \(encoding); UTF-8 is what every reader understands.")
        }
        try scanner.document()
        return scanner.builder.tree(.xml, source: source.bytes)
    }

    private init(_ source: [UInt8]) {
        bytes = source + [0]
        end = source.count
    }

    private mutating func document() throws(AlertRefusal) {
        try declaration()
        try surroundings()
        guard bytes[index] == 0x3C else {
            throw fault(index == end ? "The document has no element; it is empty or cut off." : "Text stands outside the root.")
        }
        try startTag()
        while builder.depth > 0 { try content() }
        try surroundings()
        guard index == end else { throw fault("Something follows the end of the root element.") }
    }

    /// The XML declaration, which must be the very first thing; blanks before it are got over.
    private mutating func declaration() throws(AlertRefusal) {
        skipBlanks()
        guard matches("<?xml"), Blanks.isBlank(bytes[index + 5]) else { return }
        if index > 0 {
            builder.note(.error, "document.declaration", offset: 0, "Blanks stand before the XML declaration.")
        }
        let start = index
        guard let close = find("?>", from: index) else { throw fault("The XML declaration is cut off.") }
        let text = String(decoding: bytes[start..<close], as: UTF8.self)
        guard text.contains("version") else { throw fault("The XML declaration names no version.") }
        index = close + 2
    }

    /// Comments, processing instructions and blanks outside the root.
    private mutating func surroundings() throws(AlertRefusal) {
        while true {
            skipBlanks()
            if matches("<!--") {
                try comment()
            } else if matches("<?") {
                try instruction()
            } else if matches("<!") {
                throw documentType()
            } else {
                return
            }
        }
    }

    private mutating func content() throws(AlertRefusal) {
        switch bytes[index] {
        case 0x3C where bytes[index + 1] == 0x2F: try endTag()
        case 0x3C where matches("<!--"): try comment()
        case 0x3C where matches("<![CDATA["): try characterData()
        case 0x3C where bytes[index + 1] == 0x21: throw documentType()
        case 0x3C where bytes[index + 1] == 0x3F: try instruction()
        case 0x3C: try startTag()
        case 0x26: builder.append(try reference())
        default: try characters()
        }
    }

    private mutating func startTag() throws(AlertRefusal) {
        let offset = index
        index += 1
        let name = try scanName()
        let attributes = try scanAttributes()
        guard builder.depth < AlertDocument.depthLimit else { throw .tooDeep(line: line(offset)) }
        let parts = names.parts(of: bytes, name, &builder)
        let namespace = scope.open(declarations: attributes.declarations, prefix: parts.prefix, &builder)
        if namespace == nil {
            builder.note(.error, "document.namespace", offset: offset, "The prefix of this element is not declared.")
        }
        builder.begin(
            name: parts.local, namespace: namespace ?? scope.none, offset: offset, hasAttributes: attributes.others)
        if bytes[index] == 0x2F {
            guard bytes[index + 1] == 0x3E else { throw fault("A start tag is broken.") }
            index += 2
            close()
        } else {
            guard bytes[index] == 0x3E else { throw fault(index == end ? "The document is cut off." : "A start tag is broken.") }
            index += 1
            openNames.append(name)
        }
    }

    private mutating func endTag() throws(AlertRefusal) {
        index += 2
        let name = try scanName()
        guard let opened = openNames.popLast(), bytes[opened].elementsEqual(bytes[name]) else {
            throw fault("An end tag does not match its start tag.")
        }
        skipBlanks()
        guard bytes[index] == 0x3E else { throw fault(index == end ? "The document is cut off." : "An end tag is broken.") }
        index += 1
        close()
    }

    private mutating func close() {
        builder.end()
        scope.close()
    }

    private mutating func comment() throws(AlertRefusal) {
        guard let dashes = find("--", from: index + 4) else { throw fault("A comment is cut off.") }
        guard bytes[dashes + 2] == 0x3E else {
            throw fault(dashes + 2 == end ? "A comment is cut off." : "A comment holds a double hyphen.")
        }
        index = dashes + 3
    }

    private mutating func instruction() throws(AlertRefusal) {
        guard let close = find("?>", from: index + 2) else { throw fault("A processing instruction is cut off.") }
        let start = index
        index += 2
        let target = try scanName()
        if String(decoding: bytes[target], as: UTF8.self).lowercased() == "xml" {
            index = start
            throw fault("An XML declaration stands inside the document.")
        }
        index = close + 2
    }

    private func documentType() -> AlertRefusal {
        matches("<!DOCTYPE")
            ? .documentType(line: line(index))
            : fault(end - index < 9 ? "The document is cut off." : "A declaration stands where none may be.")
    }
}

extension XMLScanner {
    func line(_ offset: Int) -> Int { LineIndex.line(ofByte: offset, newlines: LineIndex.newlines(Array(bytes[..<offset]))) }

    func fault(_ reason: String) -> AlertRefusal { .notWellFormed(line: line(index), reason: reason) }

    mutating func skipBlanks() {
        while Blanks.isBlank(bytes[index]) { index += 1 }
    }

    func matches(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard end - index >= count else { return false }
        for step in 0..<count where bytes[index + step] != text.utf8Start[step] { return false }
        return true
    }

    /// The place of a two-byte mark, or nil if the document ends before it.
    func find(_ mark: StaticString, from start: Int) -> Int? {
        let (first, second) = (mark.utf8Start[0], mark.utf8Start[1])
        var place = start
        while place + 1 < end {
            if bytes[place] == first, bytes[place + 1] == second { return place }
            place += 1
        }
        return nil
    }
}
