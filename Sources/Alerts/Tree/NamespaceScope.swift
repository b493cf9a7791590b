/// Which prefix means which namespace at a place in a document (Namespaces in XML 1.0). Names are numbers of the tree.
struct NamespaceScope {
    private static let xml = "http://www.w3.org/XML/1998/namespace"

    /// The number of the empty name, which stands for no prefix and for no namespace.
    private(set) var none: Int32 = -1
    private var bindings: [Int32: [Int32]] = [:]
    /// The prefixes that each open element declares.
    private var declared: [[Int32]] = []
    private var defaults: [Int32] = []

    /// Enters an element and resolves its prefix; nil where that is bound to nothing.
    mutating func open(
        declarations: [(prefix: String, uri: String)], prefix: Int32, _ builder: inout TreeBuilder
    ) -> Int32? {
        if none < 0 {
            none = builder.intern(ElementTree.noNamespace)
            bindings[builder.intern("xml")] = [builder.intern(NamespaceScope.xml)]
        }
        if declarations.isEmpty {
            declared.append([])
        } else {
            let numbers = declarations.map { (builder.intern($0.prefix), builder.intern($0.uri)) }
            declared.append(numbers.map(\.0))
            for (prefix, uri) in numbers {
                if prefix == none { defaults.append(uri) } else { bindings[prefix, default: []].append(uri) }
            }
        }
        return prefix == none ? defaults.last ?? none : bindings[prefix]?.last
    }

    /// Leaves the innermost element.
    mutating func close() {
        for prefix in declared.removeLast() {
            if prefix == none { defaults.removeLast() } else { bindings[prefix]?.removeLast() }
        }
    }
}

/// Remembers the names that were split last, because documents repeat few names very often.
struct NameCache {
    private struct Entry {
        var range: Range<Int>
        var prefix: Int32
        var local: Int32
    }

    private var entries = [Entry](repeating: Entry(range: 0..<0, prefix: 0, local: 0), count: 64)

    /// The numbers of prefix and local name of a name in a document; the prefix is the empty name where there is none.
    mutating func parts(
        of bytes: [UInt8], _ name: Range<Int>, _ builder: inout TreeBuilder
    ) -> (prefix: Int32, local: Int32) {
        let slot = (name.count &* 7 &+ Int(bytes[name.lowerBound]) &* 3 &+ Int(bytes[name.upperBound - 1])) & 63
        let entry = entries[slot]
        if entry.range.count == name.count, isEqual(bytes, entry.range, name) { return (entry.prefix, entry.local) }
        let colon = bytes[name].firstIndex(of: 0x3A)
        let prefix = colon.map { bytes[name.lowerBound..<$0] } ?? []
        let local = colon.map { bytes[($0 + 1)..<name.upperBound] } ?? bytes[name]
        entries[slot] = Entry(
            range: name, prefix: builder.intern(String(decoding: prefix, as: UTF8.self)),
            local: builder.intern(String(decoding: local, as: UTF8.self)))
        return (entries[slot].prefix, entries[slot].local)
    }

    private func isEqual(_ bytes: [UInt8], _ left: Range<Int>, _ right: Range<Int>) -> Bool {
        for step in 0..<left.count where bytes[left.lowerBound + step] != bytes[right.lowerBound + step] { return false }
        return true
    }
}
