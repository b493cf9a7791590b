/// Something that is wrong or unwise in a register file.
///
/// The text says what and what to do. It never repeats what stands in a cell, since that can be a name or a phone number, even
/// in the wrong column; the place says where to look.
public struct RegisterFinding: Hashable, Codable, Sendable, CustomStringConvertible {
    /// How bad it is.
    public enum Severity: String, Codable, Hashable, Sendable {
        /// The register cannot be adopted.
        case error
        /// The register can be adopted, but somebody should look.
        case warning
    }

    /// How bad it is.
    public var severity: Severity
    /// The file's name, one of `RegisterFiles.names`.
    public var file: String
    /// The line, from 1; 1 also where the whole file is meant.
    public var line: Int
    /// The character in that line, from 1, where the cell or value begins.
    public var column: Int
    /// What is wrong and what to do.
    public var text: String

    /// A finding with its place.
    public init(severity: Severity, file: String, line: Int, column: Int, text: String) {
        self.severity = severity
        self.file = file
        self.line = line
        self.column = column
        self.text = text
    }

    /// The finding as one line, in the form that editors jump to.
    public var description: String { "\(file):\(line):\(column): \(severity.rawValue): \(text)" }
}

/// A line and a character in a register file, both from 1.
struct TextPlace: Hashable, Sendable {
    var line: Int
    var column: Int

    /// The beginning of a file, which also stands for the file as a whole.
    static let start = TextPlace(line: 1, column: 1)
}

/// Findings as they are collected. Of one kind in one file only the first few are kept, the rest is counted: a wrong column in a
/// file of a million lines is one mistake.
struct FindingList {
    private static let kept = 20

    private struct Kind: Hashable {
        var file: String
        var text: String
    }

    private var findings: [RegisterFinding] = []
    private var counts: [Kind: Int] = [:]
    private var suppressed: [Kind: RegisterFinding] = [:]
    private(set) var hasErrors = false
    /// Files of which rows or parts could not be read. What refers to something there is not blamed for its absence.
    private(set) var incomplete: Set<String> = []

    /// Notes that something of a file could not be read; the error itself is added apart.
    mutating func markIncomplete(_ file: String) { incomplete.insert(file) }

    /// Adds an error. `kind` is what findings of one kind have in common where their texts differ.
    mutating func error(_ file: String, _ place: TextPlace, _ text: String, kind: String? = nil) {
        add(.error, file, place, text, kind: kind)
    }

    /// Adds a warning.
    mutating func warning(_ file: String, _ place: TextPlace, _ text: String, kind: String? = nil) {
        add(.warning, file, place, text, kind: kind)
    }

    /// How many errors a file has so far, those that are kept.
    func count(ofErrorsIn file: String) -> Int { findings.count { $0.file == file && $0.severity == .error } }

    private mutating func add(
        _ severity: RegisterFinding.Severity, _ file: String, _ place: TextPlace, _ text: String, kind: String?
    ) {
        if severity == .error { hasErrors = true }
        let kind = Kind(file: file, text: kind ?? text)
        let count = counts[kind, default: 0]
        counts[kind] = count + 1
        let finding = RegisterFinding(severity: severity, file: file, line: place.line, column: place.column, text: text)
        if count < FindingList.kept {
            findings.append(finding)
        } else if count == FindingList.kept {
            suppressed[kind] = finding
        }
    }

    /// All findings, by file in the order of `RegisterFiles.names`, then by place.
    var sorted: [RegisterFinding] {
        var all = findings
        for (kind, finding) in suppressed {
            let more = counts[kind, default: 0] - FindingList.kept
            var finding = finding
            if more > 1 { finding.text += " (and \(more - 1) more of this kind further down)" }
            all.append(finding)
        }
        let rank = Dictionary(uniqueKeysWithValues: RegisterFiles.names.enumerated().map { ($1, $0) })
        return all.sorted { left, right in
            if left.file != right.file { return (rank[left.file] ?? 99) < (rank[right.file] ?? 99) }
            return (left.line, left.column, left.severity.rawValue, left.text)
                < (right.line, right.column, right.severity.rawValue, right.text)
        }
    }
}
