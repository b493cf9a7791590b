/// One element of a tree.
struct Element: Sendable {
    let tree: ElementTree
    let index: Int32

    private var node: ElementTree.Node { tree.nodes[Int(index)] }

    /// The local name, without a prefix.
    var name: String { tree.names[Int(node.name)] }

    /// The number of its local name in this document; equal numbers are equal names.
    var nameNumber: Int32 { node.name }

    /// The number of its namespace among the names of this document.
    var namespaceNumber: Int32 { node.namespace }

    /// The namespace; empty where there is none.
    var namespace: String { tree.names[Int(node.namespace)] }

    /// Whether it carries attributes other than namespace declarations and those of XML Schema instances.
    var hasAttributes: Bool { node.hasAttributes }

    /// The line of its start tag or key, counted from 1.
    var line: Int { tree.line(ofByte: Int(node.offset)) }

    var hasChildren: Bool { node.firstChild >= 0 }

    var parent: Element? { node.parent < 0 ? nil : Element(tree: tree, index: node.parent) }

    var children: Children { Children(tree: tree, first: node.firstChild) }

    /// The bytes of all text inside, trimmed of blanks at both ends.
    var bytes: ArraySlice<UInt8> {
        let node = node
        return Blanks.trimmed(tree.text[Int(node.textStart)..<Int(node.textEnd)])
    }

    /// All text inside, trimmed of blanks at both ends.
    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text exactly as it stands.
    var exactText: String {
        let node = node
        return String(decoding: tree.text[Int(node.textStart)..<Int(node.textEnd)], as: UTF8.self)
    }

    /// Whether there is neither text nor an element inside.
    var isBlank: Bool { !hasChildren && bytes.isEmpty }

    /// The text, or nil where there is none.
    var textIfAny: String? {
        let bytes = bytes
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// The children of a name, in order.
    func all(_ name: String) -> [Element] {
        guard let number = tree.number(of: name) else { return [] }
        return children.filter { $0.nameNumber == number }
    }

    /// The first child of a name.
    func first(_ name: String) -> Element? {
        guard let number = tree.number(of: name) else { return nil }
        return children.first { $0.nameNumber == number }
    }

    /// The way to it from the alert, with numbers where an element may repeat: `info[2]/area[1]/polygon[1]`.
    var path: String {
        var steps: [String] = []
        var element = self
        while let parent = element.parent {
            if element.name == "alert" { break }
            steps.append(CAPSchema.repeats(element.name) ? "\(element.name)[\(element.position(in: parent))]" : element.name)
            element = parent
        }
        return steps.isEmpty ? element.name : steps.reversed().joined(separator: "/")
    }

    private func position(in parent: Element) -> Int {
        var position = 1
        for sibling in parent.children {
            if sibling.index == index { break }
            if sibling.nameNumber == nameNumber { position += 1 }
        }
        return position
    }

    /// The children of an element, in order.
    struct Children: Sequence, IteratorProtocol {
        let tree: ElementTree
        private var nextIndex: Int32

        init(tree: ElementTree, first: Int32) {
            self.tree = tree
            nextIndex = first
        }

        mutating func next() -> Element? {
            guard nextIndex >= 0 else { return nil }
            defer { nextIndex = tree.nodes[Int(nextIndex)].nextSibling }
            return Element(tree: tree, index: nextIndex)
        }
    }
}

/// White space as XML and JSON know it, and the wide blank of Chinese texts.
enum Blanks {
    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D }

    /// The bytes without blanks at both ends; U+00A0, U+3000 and U+FEFF count as blanks there.
    static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var rest = bytes
        while let first = rest.first {
            if isBlank(first) {
                rest.removeFirst()
            } else if let width = wideBlank(rest) {
                rest.removeFirst(width)
            } else {
                break
            }
        }
        while let last = rest.last {
            if isBlank(last) {
                rest.removeLast()
            } else if rest.count >= 2, wideBlank(rest.suffix(2)) == 2 {
                rest.removeLast(2)
            } else if rest.count >= 3, wideBlank(rest.suffix(3)) == 3 {
                rest.removeLast(3)
            } else {
                break
            }
        }
        return rest
    }

    private static func wideBlank(_ bytes: ArraySlice<UInt8>) -> Int? {
        let start = bytes.startIndex
        switch bytes[start] {
        case 0xC2: return bytes.count >= 2 && bytes[start + 1] == 0xA0 ? 2 : nil
        case 0xE3: return bytes.count >= 3 && bytes[start + 1] == 0x80 && bytes[start + 2] == 0x80 ? 3 : nil
        case 0xEF: return bytes.count >= 3 && bytes[start + 1] == 0xBB && bytes[start + 2] == 0xBF ? 3 : nil
        default: return nil
        }
    }

    /// The parts between blanks.
    static func words(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        bytes.split(omittingEmptySubsequences: true, whereSeparator: isBlank)
    }
}
