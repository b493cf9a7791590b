import Alerts
import Coverage
import Foundation
import Record
import Scoring
import Storage

/// Computes every figure of a journal anew, as of the line it stands in, from the lines before it.
struct FiguresCheck {
    /// How many figures were computed, and the first line that says something else.
    struct Outcome {
        var coverages = 0
        var assessments = 0
        var problem: ReplayProblem?
    }

    /// A line whose figures do not follow from the lines before it.
    struct ReplayProblem: Error, CustomStringConvertible {
        var seq: Int
        var text: String

        var description: String { "line \(seq + 1) (seq \(seq)): \(text)" }
    }

    private var replay = LedgerReplay(withScoring: true)
    private var outcome = Outcome()

    /// Checks a journal on disk.
    static func run(_ journal: any JournalReader) throws -> Outcome {
        var check = FiguresCheck()
        var next = 0
        while check.outcome.problem == nil {
            let page = try journal.lines(from: next, bytes: SQLiteJournalReader.pageBytes)
            guard !page.isEmpty else { break }
            page.forEach { _, line in check.take(line) }
            next = page.end
        }
        return check.outcome
    }

    /// Checks a file of lines.
    static func run(file path: String) throws -> Outcome {
        var check = FiguresCheck()
        let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        var rest: [UInt8] = []
        while check.outcome.problem == nil, let data = try handle.read(upToCount: 1 << 20), !data.isEmpty {
            rest += data
            let end = (rest.lastIndex(of: 0x0A) ?? -1) + 1
            check.takeAll(rest[..<end])
            rest.removeFirst(end)
        }
        check.takeAll(rest[...])
        return check.outcome
    }

    private mutating func takeAll(_ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { all in
            for line in all.split(separator: 0x0A) { take(UnsafeRawBufferPointer(rebasing: line)) }
        }
    }

    private mutating func take(_ line: UnsafeRawBufferPointer) {
        guard outcome.problem == nil else { return }
        do throws(ReplayError) {
            let (entry, at) = try replay.read(line)
            if let entry { check(entry, at: at) }
            try replay.apply(entry, at: at)
        } catch {
            outcome.problem = ReplayProblem(seq: error.seq, text: error.reason)
        }
    }

    private mutating func check(_ entry: Entry, at: Moment) {
        switch entry {
        case .coverageDecided(let figures), .coverageFinal(let figures):
            outcome.coverages += 1
            compare(figures.coverage, with: coverage(of: figures.alert, at: at), name: "coverage of alert \(figures.alert)")
        case .assessmentMade(let made):
            outcome.assessments += 1
            compare(made.assessment, with: assessment(made, at: at), name: "assessment of \(made.from) to \(made.to)")
        default: break
        }
    }

    private func coverage(of alert: AlertID, at: Moment) -> Result<JSONValue, CommandFailure> {
        guard let coverage = replay.coverage.alerts[alert] else {
            return .failure(CommandFailure("no open alert has this id here"))
        }
        return encoded(coverage.report(asOf: at))
    }

    private func assessment(_ made: AssessmentMade, at: Moment) -> Result<JSONValue, CommandFailure> {
        guard let ledger = replay.scoring else { return .failure(CommandFailure("nothing is known to assess")) }
        do {
            let open = replay.coverage.order.compactMap { replay.coverage.alerts[$0]?.report(asOf: at) }
            let assessment = try ledger.assess(
                from: made.from, to: made.to, now: at, openAlerts: open, checkpoint: Self.checkpoint(in: made.assessment))
            return encoded(assessment)
        } catch {
            return .failure(CommandFailure(String(describing: error)))
        }
    }

    /// The checkpoint that an assessment prints is what it was made from, and follows from no line.
    private static func checkpoint(in assessment: JSONValue) -> String? {
        guard case .object(let members) = assessment, case .string(let note)? = members["checkpoint"] else { return nil }
        return note
    }

    private func encoded(_ value: some Encodable) -> Result<JSONValue, CommandFailure> {
        do {
            return .success(try JSONValue(encoding: value, zone: replay.coverage.zone))
        } catch {
            return .failure(CommandFailure(String(describing: error)))
        }
    }

    private mutating func compare(_ said: JSONValue, with computed: Result<JSONValue, CommandFailure>, name: String) {
        switch computed {
        case .failure(let error):
            outcome.problem = ReplayProblem(seq: replay.next, text: "the \(name) cannot be computed: \(error)")
        case .success(let value) where value != said:
            let difference = Self.difference(said, value, path: "").map { ": \($0)" } ?? ""
            outcome.problem = ReplayProblem(
                seq: replay.next, text: "the \(name) does not follow from the lines before it\(difference)")
        case .success: break
        }
    }

    /// The first member that differs, with what stands there and what follows from the lines.
    static func difference(_ said: JSONValue, _ computed: JSONValue, path: String) -> String? {
        switch (said, computed) {
        case (.object(let left), .object(let right)):
            return Set(left.keys).union(right.keys).sorted().lazy.compactMap { key in
                difference(left[key] ?? .null, right[key] ?? .null, path: path.isEmpty ? key : "\(path).\(key)")
            }.first
        case (.array(let left), .array(let right)) where left.count == right.count:
            return zip(left, right).enumerated().lazy.compactMap { index, pair in
                difference(pair.0, pair.1, path: "\(path)[\(index)]")
            }.first
        default:
            return said == computed ? nil : "\(path) says \(text(said)), the lines give \(text(computed))"
        }
    }

    private static func text(_ value: JSONValue) -> String {
        guard let bytes = try? JSONOutput.line(value) else { return "something else" }
        return TextWidth.cut(String(decoding: bytes.dropLast(), as: UTF8.self), to: 60)
    }
}
