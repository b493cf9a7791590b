/// Checks structure and value formats against the schema of CAP 1.2.
struct SchemaCheck {
    let namespace: String
    let syntax: ElementTree.Syntax

    func check(_ alert: Element, _ list: inout FindingList) {
        if syntax == .xml { checkRoot(alert, &list) }
        block(alert, CAPSchema.alert, &list)
    }

    private func checkRoot(_ alert: Element, _ list: inout FindingList) {
        if alert.name != "alert" {
            list.add(.error, "cap.root", at: alert, "The root element is \(alert.name); CAP's is alert.")
        }
        guard namespace != CAPSchema.namespace else { return }
        let found = namespace.isEmpty ? "no namespace" : "the namespace \(namespace)"
        list.add(.error, "cap.namespace", at: alert, "The message has \(found); CAP 1.2 is \(CAPSchema.namespace).")
    }

    private func block(_ parent: Element, _ rules: [CAPSchema.Child], _ list: inout FindingList) {
        var counts = [Int](repeating: 0, count: rules.count)
        var furthest = 0
        let numbers = rules.map { parent.tree.number(of: $0.name) ?? -1 }
        attributes(parent, &list)
        for child in parent.children {
            guard !list.isFull else { return list.cut() }
            guard let place = numbers.firstIndex(of: child.nameNumber), isOwn(child) else {
                unknown(child, in: parent, &list)
                continue
            }
            counts[place] += 1
            if counts[place] == 2, !rules[place].occurrence.repeats {
                list.add(.error, "cap.element.repeated", at: child, "\(child.name) may stand only once here.")
            }
            if place < furthest, syntax == .xml {
                list.add(
                    .error, "cap.element.order", at: child,
                    "\(child.name) stands behind \(rules[furthest].name); the schema wants it before.")
            }
            furthest = max(furthest, place)
            content(child, rules[place], &list)
        }
        for (rule, count) in zip(rules, counts) where rule.occurrence.isRequired && count == 0 {
            list.add(.error, "cap.element.required", at: parent, "\(rule.name) is missing.")
        }
    }

    private func isOwn(_ element: Element) -> Bool { syntax == .json || element.namespace == namespace }

    private func unknown(_ child: Element, in parent: Element, _ list: inout FindingList) {
        guard syntax == .xml else { return }
        if !isOwn(child), parent.name == "alert", !child.namespace.isEmpty, !child.namespace.hasPrefix("urn:oasis") { return }
        list.add(.error, "cap.element.unknown", at: child, "\(child.name) is not an element that CAP 1.2 knows here.")
    }

    private func attributes(_ element: Element, _ list: inout FindingList) {
        if element.hasAttributes {
            list.add(.error, "cap.attribute", at: element, "\(element.name) has attributes; CAP has none.")
        }
    }

    private func content(_ element: Element, _ rule: CAPSchema.Child, _ list: inout FindingList) {
        switch rule.content {
        case .info: block(element, CAPSchema.info, &list)
        case .resource: block(element, CAPSchema.resource, &list)
        case .area: block(element, CAPSchema.area, &list)
        case .pair: block(element, CAPSchema.pair, &list)
        default:
            attributes(element, &list)
            if element.hasChildren {
                list.add(.error, "cap.element.text", at: element, "\(element.name) holds elements; it may hold only text.")
            } else {
                value(element, rule.content, &list)
            }
        }
    }

    private func value(_ element: Element, _ content: CAPSchema.Content, _ list: inout FindingList) {
        switch content {
        case .name where element.isBlank:
            list.add(.error, "cap.element.empty", at: element, "\(element.name) is empty.")
        case .text where element.isBlank, .uri where element.isBlank:
            list.add(.warning, "cap.element.empty", at: element, "\(element.name) is empty; leave it out instead.")
        case .enumeration(let values) where !values.contains(element.exactText):
            list.add(
                .error, "cap.enumeration", at: element,
                "“\(element.text.clipped)” is not one of \(values.joined(separator: ", ")).")
        case .time: time(element, &list)
        case .language where !ValueForm.isLanguage(element.text):
            list.add(.error, "cap.language", at: element, "“\(element.text.clipped)” is not a language code of RFC 3066.")
        case .uri where !ValueForm.isURI(element.text):
            list.add(.error, "cap.uri", at: element, "“\(element.text.clipped)” is not a URI.")
        case .integer where !ValueForm.isInteger(element.text):
            list.add(.error, "cap.integer", at: element, "“\(element.text.clipped)” is not a whole number.")
        case .decimal where ValueForm.decimal(element.bytes) == nil:
            list.add(.error, "cap.decimal", at: element, "“\(element.text.clipped)” is not a decimal number.")
        default: break
        }
    }

    private func time(_ element: Element, _ list: inout FindingList) {
        let text = element.text
        guard ValueForm.isTime(text) else {
            list.add(
                .error, "cap.time", at: element,
                "“\(text.clipped)” is not a time of the form 2026-07-01T14:03:05+08:00 (no fraction, no Z).")
            return
        }
        if text.hasSuffix("+00:00") {
            list.add(.warning, "cap.time.zero", at: element, "CAP writes UTC as -00:00, not +00:00.")
        }
    }
}

extension String {
    /// The text, shortened where it would make a message too long to read.
    var clipped: String { count <= 60 ? self : prefix(57) + "…" }
}
