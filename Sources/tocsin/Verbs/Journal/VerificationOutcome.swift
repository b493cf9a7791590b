import Foundation
import Record

/// Notes and keys as they are named on the command line.
enum VerificationInput {
    /// A signed note from a file.
    static func note(_ path: String) throws(CommandFailure) -> SignedNote {
        let bytes = try InputFile.read(path)
        do throws(NoteError) { return try SignedNote(utf8: bytes) } catch { throw CommandFailure("\(path): \(error)") }
    }

    /// A public key, given itself or by a file that holds it.
    static func key(_ text: String) throws(CommandFailure) -> VerifierKey {
        if let key = try? VerifierKey(text) { return key }
        guard FileManager.default.fileExists(atPath: text) else {
            throw CommandFailure("--key \(text) is neither a key of the form <name>+<key id>+<base64> nor a file")
        }
        let content = String(decoding: try InputFile.read(text), as: UTF8.self)
        do throws(NoteError) { return try VerifierKey(content) } catch { throw CommandFailure("\(text): \(error)") }
    }
}

/// What verifying a journal gave.
struct VerificationOutcome {
    /// What was verified, as the user knows it.
    var name: String
    /// Tree, order and signatures.
    var report: JournalReport
    /// How many witnessed checkpoints were given.
    var witnesses: Int
    /// The key that signatures were checked with.
    var key: String?
    /// The figures, where they were asked for and the lines could be read.
    var figures: FiguresCheck.Outcome?

    /// Whether nothing disagrees.
    var isGood: Bool { report.isConsistent && figures?.problem == nil }

    /// Everything that disagrees, in sentences.
    var problems: [String] { report.findings.map(\.description) + [figures?.problem?.description].compactMap(\.self) }

    /// The first line that disagrees, counted from 0.
    var firstBadLine: Int? { report.firstBadLine ?? figures?.problem?.seq }
}

/// What verifying gave, for people.
enum VerificationText {
    static func lines(_ outcome: VerificationOutcome) -> [String] {
        let report = outcome.report
        var lines = ["\(outcome.name): \(report.lines) lines, \(report.bytes) bytes, root \(report.root.base64)"]
        if let checkpoint = report.checkpoint {
            let signature =
                report.isSignatureGenuine ? "signature genuine, key \(outcome.key ?? "")" : "signature not proven"
            lines.append("checkpoint: \(checkpoint.size) lines of \(checkpoint.origin), \(signature)")
            if report.linesBeyondCheckpoint > 0 { lines.append("\(report.linesBeyondCheckpoint) lines were added after it") }
        } else {
            lines.append(
                "no checkpoint: only the form of the lines was checked, which proves nothing; give --checkpoint and --key")
        }
        if outcome.witnesses == 0 { lines.append("未经外部见证 (not witnessed from outside; give --witness to compare)") }
        if let figures = outcome.figures {
            lines.append("figures: \(figures.coverages) coverages, \(figures.assessments) assessments computed anew")
        }
        lines.append(outcome.isGood ? "一致 consistent" : "不一致 INCONSISTENT")
        return lines
    }
}

/// What verifying gave, for machines.
struct VerificationJSON: Encodable {
    private var journal: String
    private var consistent: Bool
    private var lines: Int
    private var bytes: Int
    private var root: String
    private var checkpoint: Int?
    private var signatureGenuine: Bool
    private var witnesses: Int
    private var firstBadLine: Int?
    private var findings: [String]
    private var coverages: Int?
    private var assessments: Int?

    init(_ outcome: VerificationOutcome) {
        journal = outcome.name
        consistent = outcome.isGood
        lines = outcome.report.lines
        bytes = outcome.report.bytes
        root = outcome.report.root.base64
        checkpoint = outcome.report.checkpoint?.size
        signatureGenuine = outcome.report.isSignatureGenuine
        witnesses = outcome.witnesses
        firstBadLine = outcome.firstBadLine
        findings = outcome.problems
        coverages = outcome.figures?.coverages
        assessments = outcome.figures?.assessments
    }
}
