/// Where the alerts of a document are, and what form they have.
struct Envelope {
    static let namespace12379 = "http://com.icss.amp"
    private static let capNamespaces = "urn:oasis:names:tc:emergency:cap:"

    var alerts: [Element]
    var dialect: Dialect
    /// What an EDXL-DE envelope says its content is for.
    var status: String?

    static func open(_ tree: ElementTree) throws(AlertRefusal) -> Envelope {
        switch tree.syntax {
        case .json: try json(tree.root)
        case .xml: try xml(tree.root)
        }
    }

    private static func xml(_ root: Element) throws(AlertRefusal) -> Envelope {
        if root.name == "EDXLDistribution" { return try distribution(root) }
        if let dialect = dialect(root) { return Envelope(alerts: [root], dialect: dialect) }
        throw .notAnAlert(reason: "The root element is \(root.name.clipped)\(nature(of: root)), not a CAP alert.")
    }

    private static func dialect(_ root: Element) -> Dialect? {
        if root.namespace == namespace12379 { return .warning12379 }
        let isNamedAfterStatus = Status(rawValue: root.name) != nil
        if root.name == "alert" || isNamedAfterStatus, root.children.contains(where: { $0.name == "sendTime" }) {
            return .warning12379
        }
        guard root.name == "alert" else { return nil }
        if root.namespace == CAPSchema.namespace11 { return .cap11 }
        return root.namespace.isEmpty || root.namespace.hasPrefix(capNamespaces) ? .cap12 : nil
    }

    private static func nature(of root: Element) -> String {
        switch (root.name, root.namespace) {
        case ("feed", _): " (an Atom feed, which only lists alerts; fetch the alerts that it links to)"
        case ("rss", _), ("RDF", _): " (an RSS feed, which only lists alerts; fetch the alerts that it links to)"
        case ("schema", _): " (an XML schema)"
        case ("alert", let namespace): " of the namespace \(namespace.clipped)"
        case ("html", _): " (a web page)"
        default: ""
        }
    }

    /// EDXL-DE: every CAP alert inside any `contentObject`.
    private static func distribution(_ root: Element) throws(AlertRefusal) -> Envelope {
        var alerts: [Element] = []
        for content in root.all("contentObject") { collect(content, &alerts) }
        guard let first = alerts.first, let dialect = dialect(first) else {
            throw .notAnAlert(reason: "The EDXL-DE envelope holds no CAP alert.")
        }
        return Envelope(alerts: alerts, dialect: dialect, status: root.first("distributionStatus")?.textIfAny)
    }

    /// Depth is bounded by that of the document.
    private static func collect(_ element: Element, _ alerts: inout [Element]) {
        for child in element.children {
            if dialect(child) != nil { alerts.append(child) } else { collect(child, &alerts) }
        }
    }

    /// JSON: the alert itself, or `{"alert": …}`, or an array of either.
    private static func json(_ root: Element) throws(AlertRefusal) -> Envelope {
        var alerts: [Element] = []
        for candidate in [root] + root.all("item") {
            let wrapped = candidate.all("alert")
            if !wrapped.isEmpty {
                alerts += wrapped
            } else if candidate.children.contains(where: { ["identifier", "msgType", "sender"].contains($0.name) }) {
                alerts.append(candidate)
            }
        }
        guard !alerts.isEmpty else {
            throw .notAnAlert(reason: "The JSON holds no CAP alert: no identifier, sender or msgType, and no member alert.")
        }
        return Envelope(alerts: alerts, dialect: .capJSON)
    }
}
