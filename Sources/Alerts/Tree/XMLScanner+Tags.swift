extension XMLScanner {
    /// What the attributes of a start tag declare, and whether there are others.
    struct Attributes {
        var declarations: [(prefix: String, uri: String)] = []
        var others = false
    }

    /// A name with its prefix. Beyond ASCII every character counts as a letter, which is a little more than XML allows.
    mutating func scanName() throws(AlertRefusal) -> Range<Int> {
        let start = index
        guard XMLScanner.beginsName(bytes[index]) else {
            throw fault(index == end ? "The document is cut off." : "A name is expected here.")
        }
        while XMLScanner.continuesName(bytes[index]) { index += 1 }
        return start..<index
    }

    private static func beginsName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3A, 0x80...0xFF: true
        default: false
        }
    }

    private static func continuesName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x2D, 0x2E: true
        default: beginsName(byte)
        }
    }

    mutating func scanAttributes() throws(AlertRefusal) -> Attributes {
        var attributes = Attributes()
        var seen: Set<String> = []
        while true {
            let before = index
            skipBlanks()
            if bytes[index] == 0x3E || bytes[index] == 0x2F { return attributes }
            guard index > before else { throw fault(index == end ? "The document is cut off." : "A start tag is broken.") }
            let name = String(decoding: bytes[try scanName()], as: UTF8.self)
            guard seen.insert(name).inserted else { throw fault("The attribute \(name) stands twice in one tag.") }
            let value = try attributeValue(kept: name.hasPrefix("xmlns"))
            if name == "xmlns" {
                attributes.declarations.append(("", value))
            } else if name.hasPrefix("xmlns:") {
                attributes.declarations.append((String(name.dropFirst(6)), value))
            } else if !name.hasPrefix("xsi:"), !name.hasPrefix("xml:") {
                attributes.others = true
            }
        }
    }

    private mutating func attributeValue(kept: Bool) throws(AlertRefusal) -> String {
        skipBlanks()
        guard bytes[index] == 0x3D else { throw fault(index == end ? "The document is cut off." : "An attribute has no value.") }
        index += 1
        skipBlanks()
        let quote = bytes[index]
        guard quote == 0x22 || quote == 0x27 else {
            throw fault(index == end ? "The document is cut off." : "The value of an attribute is not quoted.")
        }
        index += 1
        var value = String.UnicodeScalarView()
        var start = index
        while bytes[index] != quote {
            switch bytes[index] {
            case 0x3C: throw fault("A `<` stands in the value of an attribute.")
            case 0x26:
                if kept { value.append(contentsOf: String(decoding: bytes[start..<index], as: UTF8.self).unicodeScalars) }
                let scalar = try reference()
                if kept { value.append(scalar) }
                start = index
            case 0..<0x20 where !Blanks.isBlank(bytes[index]):
                throw fault(index == end ? "The document is cut off." : "A control character stands in an attribute.")
            default: index += 1
            }
        }
        if kept { value.append(contentsOf: String(decoding: bytes[start..<index], as: UTF8.self).unicodeScalars) }
        index += 1
        return String(value)
    }
}
