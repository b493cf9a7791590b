/// Something that is wrong or unwise in a message: what, where, and under which rule.
public struct Finding: Hashable, Sendable {
    /// How bad it is.
    public enum Level: String, Codable, Hashable, Sendable {
        /// The schema or the text of the specification forbids it.
        case error
        /// It is allowed and unwise.
        case warning
    }

    /// Whether it is forbidden or only unwise.
    public var level: Level
    /// The rule's short, stable name, for instance `cap.references.required`.
    public var rule: String
    /// What is wrong and what would be right, as a sentence.
    public var message: String
    /// The element it is about, for instance `info[2]/area[1]/polygon[1]`; empty for the whole document.
    public var path: String
    /// The line of that element, counted from 1; nil where there is none to name.
    public var line: Int?

    /// A finding by its parts.
    public init(_ level: Level, rule: String, message: String, path: String = "", line: Int? = nil) {
        self.level = level
        self.rule = rule
        self.message = message
        self.path = path
        self.line = line
    }

    /// The sentence led by the place: `info[2]/area[1]/polygon[1], line 31: The outline is not closed.`
    public var text: String {
        let place = [path, line.map { "line \($0)" } ?? ""].filter { !$0.isEmpty }.joined(separator: ", ")
        return place.isEmpty ? message : "\(place): \(message)"
    }
}

extension Finding: CustomStringConvertible {
    /// One line: `error: cap.polygon.closed: info[1]/area[1]/polygon[1], line 31: …`.
    public var description: String { "\(level.rawValue): \(rule): \(text)" }
}

/// Findings in the order they were made, up to a limit, so that a hostile document cannot fill the memory with them.
struct FindingList {
    static let limit = 200
    private(set) var findings: [Finding] = []
    private(set) var isCut = false

    var isFull: Bool { findings.count >= FindingList.limit }

    mutating func add(_ level: Finding.Level, _ rule: String, at element: Element? = nil, _ message: @autoclosure () -> String) {
        guard !isFull else {
            isCut = true
            return
        }
        findings.append(
            Finding(level, rule: rule, message: message(), path: element?.path ?? "", line: element?.line))
    }

    mutating func add(contentsOf more: [Finding]) {
        for finding in more {
            if isFull { isCut = true } else { findings.append(finding) }
        }
    }

    /// Says that the search was given up because the list is full.
    mutating func cut() { isCut = true }

    /// All of them, with a last line for those that were left out.
    var all: [Finding] {
        guard isCut else { return findings }
        return findings + [Finding(.warning, rule: "limit", message: "Further findings are left out.")]
    }
}
