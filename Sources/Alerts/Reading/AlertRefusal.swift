/// Why nothing in a document could be acted on.
///
/// Intake is lenient: a refusal means that the document is cut off, not well-formed or dangerous, or that status, message
/// type, sender, identifier, sent time or what to say stay unknown.
public enum AlertRefusal: Error, Hashable, Sendable {
    /// The document has more bytes than `AlertDocument.sizeLimit`.
    case tooLarge(bytes: Int)
    /// Elements are nested deeper than `AlertDocument.depthLimit`.
    case tooDeep(line: Int)
    /// The document declares a document type, which no alert needs and attacks use.
    case documentType(line: Int)
    /// The document is cut off or not well-formed.
    case notWellFormed(line: Int, reason: String)
    /// The document is in an encoding other than UTF-8 or ISO-8859-1, or not in the one that it declares.
    case encoding(reason: String)
    /// The document is something else, for instance a feed.
    case notAnAlert(reason: String)
    /// An element without which nobody can act is absent, empty, unreadable or given twice with different values.
    case unusable(element: String, line: Int?, reason: String)

    /// The refusal as a finding of the strict judgement.
    public var finding: Finding {
        switch self {
        case .tooLarge(let bytes):
            Finding(
                .error, rule: "document.size",
                message: "The document has \(bytes) bytes; at most \(AlertDocument.sizeLimit) are read.")
        case .tooDeep(let line):
            Finding(
                .error, rule: "document.depth",
                message: "Elements are nested deeper than \(AlertDocument.depthLimit); no alert needs that.", line: line)
        case .documentType(let line):
            Finding(
                .error, rule: "document.doctype",
                message: "The document has a DOCTYPE, which is never read; remove it together with its entities.", line: line)
        case .notWellFormed(let line, let reason):
            Finding(.error, rule: "document.well-formed", message: reason, line: line)
        case .encoding(let reason):
            Finding(.error, rule: "document.encoding", message: reason)
        case .notAnAlert(let reason):
            Finding(.error, rule: "document.kind", message: reason)
        case .unusable(let element, let line, let reason):
            Finding(.error, rule: "alert.\(element)", message: reason, path: element, line: line)
        }
    }
}

extension AlertRefusal: CustomStringConvertible {
    /// What is wrong and where, as a sentence.
    public var description: String { finding.text }
}
