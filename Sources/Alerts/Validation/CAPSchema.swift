/// The schema of CAP 1.2 as data: which elements stand where, in which order, how often, and what they hold
/// (CAP 1.2 §3.2 and §3.4).
enum CAPSchema {
    static let namespace = "urn:oasis:names:tc:emergency:cap:1.2"
    static let namespace11 = "urn:oasis:names:tc:emergency:cap:1.1"
    static let signatureNamespace = "http://www.w3.org/2000/09/xmldsig#"

    /// How often an element may stand in its parent.
    enum Occurrence {
        case one, optional, any, some

        var isRequired: Bool { self == .one || self == .some }
        var repeats: Bool { self == .any || self == .some }
    }

    /// What an element holds.
    enum Content {
        case text, name, enumeration([String]), time, language, uri, integer, decimal
        case info, resource, area, pair
    }

    /// One kind of child of a block.
    struct Child {
        let name: String
        let occurrence: Occurrence
        let content: Content

        init(_ name: String, _ occurrence: Occurrence, _ content: Content = .text) {
            self.name = name
            self.occurrence = occurrence
            self.content = content
        }
    }

    static let alert: [Child] = [
        Child("identifier", .one, .name), Child("sender", .one, .name), Child("sent", .one, .time),
        Child("status", .one, .enumeration(Status.allCases.map(\.rawValue))),
        Child("msgType", .one, .enumeration(MsgType.allCases.map(\.rawValue))),
        Child("source", .optional),
        Child("scope", .one, .enumeration(Scope.allCases.map(\.rawValue))),
        Child("restriction", .optional), Child("addresses", .optional), Child("code", .any), Child("note", .optional),
        Child("references", .optional), Child("incidents", .optional), Child("info", .any, .info),
    ]

    static let info: [Child] = [
        Child("language", .optional, .language),
        Child("category", .some, .enumeration(Category.allCases.map(\.rawValue))),
        Child("event", .one, .name),
        Child("responseType", .any, .enumeration(ResponseType.allCases.map(\.rawValue))),
        Child("urgency", .one, .enumeration(Urgency.allCases.map(\.rawValue))),
        Child("severity", .one, .enumeration(Severity.allCases.map(\.rawValue))),
        Child("certainty", .one, .enumeration(Certainty.allCases.map(\.rawValue))),
        Child("audience", .optional), Child("eventCode", .any, .pair), Child("effective", .optional, .time),
        Child("onset", .optional, .time), Child("expires", .optional, .time), Child("senderName", .optional),
        Child("headline", .optional), Child("description", .optional), Child("instruction", .optional),
        Child("web", .optional, .uri), Child("contact", .optional), Child("parameter", .any, .pair),
        Child("resource", .any, .resource), Child("area", .any, .area),
    ]

    static let resource: [Child] = [
        Child("resourceDesc", .one, .name), Child("mimeType", .one, .name), Child("size", .optional, .integer),
        Child("uri", .optional, .uri), Child("derefUri", .optional), Child("digest", .optional),
    ]

    static let area: [Child] = [
        Child("areaDesc", .one, .name), Child("polygon", .any), Child("circle", .any), Child("geocode", .any, .pair),
        Child("altitude", .optional, .decimal), Child("ceiling", .optional, .decimal),
    ]

    static let pair: [Child] = [Child("valueName", .one), Child("value", .one)]

    private static let repeating = Set(
        [alert, info, resource, area].joined().filter(\.occurrence.repeats).map(\.name))

    /// Whether an element may stand more than once, so that its number belongs into a path.
    static func repeats(_ name: String) -> Bool { repeating.contains(name) || name == "contentObject" || name == "item" }
}
