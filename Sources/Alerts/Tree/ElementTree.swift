/// A document as a tree of elements, whatever syntax it came in.
///
/// All elements lie in document order in one flat array and all text in one buffer, so that a document made of a million
/// tiny elements costs little more than one made of a single long text.
final class ElementTree: Sendable {
    /// One element; links are indices, -1 meaning none.
    struct Node: Sendable {
        var name: Int32
        var namespace: Int32
        var parent: Int32
        var firstChild: Int32 = -1
        var nextSibling: Int32 = -1
        var textStart: Int32
        var textEnd: Int32
        var offset: Int32
        var hasAttributes = false
    }

    /// Something odd that the syntax allows and the reader got over.
    struct Oddity: Sendable {
        var level: Finding.Level
        var rule: String
        var offset: Int
        var message: String
    }

    /// The syntax a tree was read from.
    enum Syntax: Sendable { case xml, json }

    /// The namespace of all elements of a document whose syntax has none.
    static let noNamespace = ""

    let syntax: Syntax
    let nodes: [Node]
    let text: [UInt8]
    let names: [String]
    private let numbers: [String: Int32]
    let oddities: [Oddity]
    private let newlines: [Int32]

    init(syntax: Syntax, nodes: [Node], text: [UInt8], names: [String: Int32], oddities: [Oddity], newlines: [Int32]) {
        self.syntax = syntax
        self.nodes = nodes
        self.text = text
        numbers = names
        self.names = names.sorted { $0.value < $1.value }.map(\.key)
        self.oddities = oddities
        self.newlines = newlines
    }

    /// The number that stands for a name in this document; nil if it does not occur.
    func number(of name: String) -> Int32? { numbers[name] }

    /// The outermost element; every tree has one.
    var root: Element { Element(tree: self, index: 0) }

    /// The line of a byte, counted from 1.
    func line(ofByte offset: Int) -> Int { LineIndex.line(ofByte: offset, newlines: newlines) }

    /// The oddities as findings.
    var findings: [Finding] {
        oddities.map { Finding($0.level, rule: $0.rule, message: $0.message, line: line(ofByte: $0.offset)) }
    }
}

/// Where the lines of a document begin.
enum LineIndex {
    /// The offsets of all line feeds.
    static func newlines(_ bytes: [UInt8]) -> [Int32] {
        var offsets: [Int32] = []
        bytes.withUnsafeBufferPointer { buffer in
            for index in 0..<buffer.count where buffer[index] == 0x0A { offsets.append(Int32(index)) }
        }
        return offsets
    }

    /// The line of a byte, counted from 1.
    static func line(ofByte offset: Int, newlines: [Int32]) -> Int {
        var low = 0
        var high = newlines.count
        while low < high {
            let middle = (low + high) / 2
            if newlines[middle] < offset { low = middle + 1 } else { high = middle }
        }
        return low + 1
    }
}
