/// Writes alerts as CAP 1.2, in the order of the schema.
///
/// What the schema demands and the alert lacks is filled in with the value that says least: scope Public, category Other,
/// urgency, severity and certainty Unknown, a media type for unknown bytes. Times are written as they were received where
/// that is the form of CAP, else in that form; characters that XML forbids become blanks. Writing an alert and reading it
/// again gives the same alert, if it was valid.
public enum CAPWriter {
    /// The XML document in UTF-8, ending in a line feed.
    public static func xml(_ alert: Alert) -> [UInt8] {
        var output = XMLOutput()
        output.document(AlertFields.alert(alert))
        return output.bytes
    }

    /// The JSON form in UTF-8: the same element names, elements that may repeat always as arrays.
    public static func json(_ alert: Alert) -> [UInt8] {
        var output = JSONOutput()
        output.object(AlertFields.alert(alert).children)
        return output.bytes
    }
}

/// An element on its way out.
struct OutputElement {
    var name: String
    var text: String
    var children: [OutputElement]

    init(_ name: String, _ text: String) {
        self.name = name
        self.text = text
        children = []
    }

    init(_ name: String, children: [OutputElement]) {
        self.name = name
        text = ""
        self.children = children
    }
}

/// Writes elements as XML.
struct XMLOutput {
    private(set) var bytes: [UInt8] = []

    mutating func document(_ root: OutputElement) {
        append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<alert xmlns=\"\(CAPSchema.namespace)\">\n")
        for child in root.children { element(child, depth: 1) }
        append("</alert>\n")
    }

    private mutating func element(_ element: OutputElement, depth: Int) {
        bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
        append("<\(element.name)>")
        if element.children.isEmpty {
            escape(element.text)
        } else {
            append("\n")
            for child in element.children { self.element(child, depth: depth + 1) }
            bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
        }
        append("</\(element.name)>\n")
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escape(_ text: String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "<": append("&lt;")
            case ">": append("&gt;")
            case "&": append("&amp;")
            case "\r": append("&#13;")
            default: append(XMLScanner.isCharacter(scalar) ? String(Character(scalar)) : " ")
            }
        }
    }
}

/// Writes elements as JSON.
struct JSONOutput {
    private(set) var bytes: [UInt8] = []

    mutating func object(_ children: [OutputElement]) {
        bytes.append(0x7B)
        var index = 0
        while index < children.count {
            let name = children[index].name
            let end = children[index...].firstIndex { $0.name != name } ?? children.count
            if index > 0 { bytes.append(0x2C) }
            string(name)
            bytes.append(0x3A)
            if CAPSchema.repeats(name) { array(children[index..<end]) } else { value(children[index]) }
            index = end
        }
        bytes.append(0x7D)
    }

    private mutating func array(_ elements: ArraySlice<OutputElement>) {
        bytes.append(0x5B)
        for (position, element) in elements.enumerated() {
            if position > 0 { bytes.append(0x2C) }
            value(element)
        }
        bytes.append(0x5D)
    }

    private mutating func value(_ element: OutputElement) {
        if element.children.isEmpty { string(element.text) } else { object(element.children) }
    }

    private mutating func string(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes.append(contentsOf: [0x5C, byte])
            case 0x0A: bytes.append(contentsOf: [0x5C, 0x6E])
            case 0x09: bytes.append(contentsOf: [0x5C, 0x74])
            case 0x0D: bytes.append(contentsOf: [0x5C, 0x72])
            case 0..<0x20: bytes.append(0x20)
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}
