/// The children of a block by name, gathered once, so that reading in any order takes linear time.
struct Fields {
    let block: Element
    private var byName: [Int32: [Element]] = [:]

    /// Gathers the children that belong to the block's own vocabulary; elements of other namespaces are passed over.
    init(_ block: Element) {
        self.block = block
        let own = block.namespaceNumber
        let none = block.tree.number(of: ElementTree.noNamespace)
        for child in block.children where child.namespaceNumber == own || child.namespaceNumber == none {
            byName[child.nameNumber, default: []].append(child)
        }
    }

    /// All children of a name, in order.
    func all(_ name: String) -> [Element] { block.tree.number(of: name).flatMap { byName[$0] } ?? [] }

    /// The children of a name that have something in them.
    func filled(_ name: String) -> [Element] { all(name).filter { !$0.isBlank } }

    /// The first child of a name that has text.
    func first(_ name: String) -> Element? { all(name).first { !$0.isBlank } }

    /// The text of the first child of a name that has text.
    func text(_ name: String) -> String? { first(name)?.text }

    /// The text of an element that must be there once; the same text twice is once.
    func required(_ name: String) throws(AlertRefusal) -> (element: Element, text: String) {
        guard let element = first(name) else {
            let there = all(name).first
            throw .unusable(
                element: name, line: (there ?? block).line,
                reason: there == nil ? "\(name) is missing; without it nobody can act." : "\(name) is empty.")
        }
        let text = element.text
        guard all(name).allSatisfy({ $0.isBlank || $0.text == text }) else {
            throw .unusable(element: name, line: element.line, reason: "\(name) stands twice with different values.")
        }
        return (element, text)
    }
}
