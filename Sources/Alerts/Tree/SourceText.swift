/// Turns the bytes of a document into UTF-8 that was checked, before anything else looks at them.
enum SourceText {
    /// A checked document.
    struct Checked {
        /// The document in UTF-8, without a byte order mark.
        var bytes: [UInt8]
        /// What the XML declaration names, where it isn't UTF-8.
        var declaredEncoding: String?
    }

    /// Takes a byte order mark away, turns declared ISO-8859-1 into UTF-8, and refuses other encodings.
    static func checked(_ bytes: [UInt8]) throws(AlertRefusal) -> Checked {
        guard bytes.count <= AlertDocument.sizeLimit else { throw .tooLarge(bytes: bytes.count) }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(4).contains(0) {
            throw .encoding(reason: "The document looks like UTF-16 or UTF-32; write it in UTF-8.")
        }
        let marked = bytes.starts(with: [0xEF, 0xBB, 0xBF])
        let plain = marked ? Array(bytes.dropFirst(3)) : bytes
        let declared = marked ? nil : declaredEncoding(plain)
        switch declared?.uppercased() {
        case nil, "UTF-8", "UTF8", "US-ASCII", "ASCII":
            return Checked(bytes: try utf8(plain))
        case "ISO-8859-1", "ISO_8859-1", "ISO8859-1", "LATIN1", "LATIN-1":
            return Checked(bytes: try fromLatin1(plain), declaredEncoding: declared)
        default:
            guard plain.allSatisfy({ $0 < 0x80 }) else {
                throw .encoding(reason: "The document declares the encoding \(declared ?? "?"); write it in UTF-8.")
            }
            return Checked(bytes: plain, declaredEncoding: declared)
        }
    }

    private static func utf8(_ bytes: [UInt8]) throws(AlertRefusal) -> [UInt8] {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .encoding(reason: "The document is not UTF-8, the encoding that it must be written in.")
        }
        return bytes
    }

    private static func fromLatin1(_ bytes: [UInt8]) throws(AlertRefusal) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                result.append(0xC0 | byte >> 6)
                result.append(0x80 | byte & 0x3F)
            }
        }
        return result
    }

    /// The encoding named by an XML declaration, if there is one.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(200).drop(while: Blanks.isBlank)
        guard head.starts(with: Array("<?xml".utf8)), let end = head.firstIndex(of: 0x3E) else { return nil }
        let declaration = String(decoding: head[..<end], as: UTF8.self)
        guard let key = declaration.firstRange(of: "encoding") else { return nil }
        let value = declaration[key.upperBound...].drop { $0 == " " || $0 == "=" || $0 == "\t" || $0.isNewline }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }
}
