/// Collects elements and text in document order.
struct TreeBuilder {
    private var nodes: [ElementTree.Node] = []
    private var text: [UInt8] = []
    private var names: [String: Int32] = [:]
    private var open: [(node: Int32, lastChild: Int32)] = []
    private var oddities: [ElementTree.Oddity] = []

    var depth: Int { open.count }

    /// The number that stands for a name, the same for the same name.
    mutating func intern(_ name: String) -> Int32 {
        if let known = names[name] { return known }
        let number = Int32(names.count)
        names[name] = number
        return number
    }

    mutating func begin(name: Int32, namespace: Int32, offset: Int, hasAttributes: Bool = false) {
        let index = Int32(nodes.count)
        let start = Int32(text.count)
        var node = ElementTree.Node(
            name: name, namespace: namespace, parent: -1, textStart: start, textEnd: start, offset: Int32(offset))
        node.hasAttributes = hasAttributes
        if let last = open.indices.last {
            node.parent = open[last].node
            if open[last].lastChild < 0 {
                nodes[Int(open[last].node)].firstChild = index
            } else {
                nodes[Int(open[last].lastChild)].nextSibling = index
            }
            open[last].lastChild = index
        }
        nodes.append(node)
        open.append((index, -1))
    }

    mutating func end() {
        let closed = open.removeLast()
        nodes[Int(closed.node)].textEnd = Int32(text.count)
    }

    mutating func append(_ bytes: ArraySlice<UInt8>) { text.append(contentsOf: bytes) }

    mutating func append(_ byte: UInt8) { text.append(byte) }

    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isASCII { text.append(UInt8(scalar.value)) } else { text.append(contentsOf: String(Character(scalar)).utf8) }
    }

    mutating func note(_ level: Finding.Level, _ rule: String, offset: Int, _ message: String) {
        guard oddities.count < FindingList.limit else { return }
        oddities.append(.init(level: level, rule: rule, offset: offset, message: message))
    }

    func tree(_ syntax: ElementTree.Syntax, source: [UInt8]) -> ElementTree {
        ElementTree(
            syntax: syntax, nodes: nodes, text: text, names: names, oddities: oddities, newlines: LineIndex.newlines(source))
    }
}
