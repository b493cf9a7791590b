/// The elements of an alert in the order of the schema (CAP 1.2 §3.4).
enum AlertFields {
    static func alert(_ alert: Alert) -> OutputElement {
        var children = [
            OutputElement("identifier", alert.identifier), OutputElement("sender", alert.sender),
            OutputElement("sent", time(alert.sent)), OutputElement("status", alert.status.rawValue),
            OutputElement("msgType", alert.msgType.rawValue),
        ]
        children += optional("source", alert.source)
        children.append(OutputElement("scope", (alert.scope ?? .public).rawValue))
        children += optional("restriction", alert.restriction)
        children += optional("addresses", items(alert.addresses))
        children += alert.codes.map { OutputElement("code", $0) }
        children += optional("note", alert.note)
        children += optional("references", alert.references.map { reference($0, of: alert) }.joined(separator: " "))
        children += optional("incidents", items(alert.incidents))
        children += alert.infos.map(info)
        return OutputElement("alert", children: children)
    }

    static func info(_ info: Info) -> OutputElement {
        var children = optional("language", info.language)
        children += (info.categories.isEmpty ? [.other] : info.categories).map { OutputElement("category", $0.rawValue) }
        children.append(OutputElement("event", info.event.isEmpty ? info.headline ?? "?" : info.event))
        children += info.responseTypes.map { OutputElement("responseType", $0.rawValue) }
        children.append(OutputElement("urgency", (info.urgency ?? .unknown).rawValue))
        children.append(OutputElement("severity", (info.severity ?? .unknown).rawValue))
        children.append(OutputElement("certainty", (info.certainty ?? .unknown).rawValue))
        children += optional("audience", info.audience)
        children += info.eventCodes.map { pair("eventCode", $0) }
        children += optional("effective", info.effective.map(time))
        children += optional("onset", info.onset.map(time))
        children += optional("expires", info.expires.map(time))
        for (name, text) in [
            ("senderName", info.senderName), ("headline", info.headline), ("description", info.description),
            ("instruction", info.instruction), ("web", info.web), ("contact", info.contact),
        ] { children += optional(name, text) }
        children += info.parameters.map { pair("parameter", $0) }
        children += info.resources.map(resource)
        children += info.areas.map(area)
        return OutputElement("info", children: children)
    }

    private static func resource(_ resource: Resource) -> OutputElement {
        var children = [
            OutputElement("resourceDesc", resource.resourceDesc),
            OutputElement("mimeType", resource.mimeType ?? "application/octet-stream"),
        ]
        children += optional("size", resource.size.map { "\($0)" })
        children += optional("uri", resource.uri)
        children += optional("derefUri", resource.derefUri)
        children += optional("digest", resource.digest)
        return OutputElement("resource", children: children)
    }

    private static func area(_ area: Area) -> OutputElement {
        var children = [OutputElement("areaDesc", area.areaDesc)]
        children += area.polygons.map { OutputElement("polygon", ShapeText.text($0)) }
        children += area.circles.map { OutputElement("circle", ShapeText.text($0)) }
        children += area.geocodes.map { pair("geocode", $0) }
        children += optional("altitude", area.altitude.map(DecimalText.text))
        children += optional("ceiling", area.ceiling.map(DecimalText.text))
        return OutputElement("area", children: children)
    }

    private static func pair(_ name: String, _ value: NamedValue) -> OutputElement {
        OutputElement(name, children: [OutputElement("valueName", value.valueName), OutputElement("value", value.value)])
    }

    private static func optional(_ name: String, _ text: String?) -> [OutputElement] {
        guard let text, !text.isEmpty else { return [] }
        return [OutputElement(name, text)]
    }

    private static func time(_ time: CAPTime) -> String {
        ValueForm.isTime(time.text) ? time.text : CAPTime(time.timestamp).text
    }

    /// A reference whose time was not given or is not a time gets this message's own, as CMA writes them all; readers
    /// match on sender and identifier.
    private static func reference(_ reference: Reference, of alert: Alert) -> String {
        let sent = ValueForm.isTime(reference.sent) ? reference.sent : time(alert.sent)
        return "\(reference.sender),\(reference.identifier),\(sent)"
    }

    private static func items(_ items: [String]) -> String {
        items.map { $0.contains { $0.isWhitespace } ? "\"\($0)\"" : $0 }.joined(separator: " ")
    }
}
