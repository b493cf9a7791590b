import Alerts
import Coverage
import Foundation
import Record
import Scoring
import Storage

/// The state that the lines of a journal give, for commands that read: what the service knows, computed from the same lines by the
/// same ledgers.
struct LedgerReplay {
    /// Coverage of the open alerts.
    private(set) var coverage = CoverageLedger()
    /// What the assessment needs; nil where no assessment is asked for.
    private(set) var scoring: AssessmentLedger?
    /// Every alert that was accepted, in order.
    private(set) var accepted: [AlertAccepted] = []
    /// The final figures of the alerts that are closed.
    private(set) var finals: [AlertID: JSONValue] = [:]
    /// The number of the next line.
    private(set) var next = 0
    /// When the last line was written.
    private(set) var lastAt: Moment?

    private let reader = EntryReader()

    /// A replay of an empty journal.
    init(withScoring: Bool = false) { scoring = withScoring ? AssessmentLedger() : nil }

    /// Takes in the lines that have been added since the last call. True if there were any.
    mutating func catchUp(with journal: any JournalReader) throws -> Bool {
        let before = next
        do throws(JournalReadError<ReplayError>) {
            try journal.forEachLine(from: next) { (_, line) throws(ReplayError) in try apply(line) }
        } catch {
            switch error {
            case .storage(let error): throw error
            case .body(let error): throw error
            }
        }
        return next > before
    }

    /// Reads the next line as an entry; nil for a type that this version does not know.
    func read(_ line: UnsafeRawBufferPointer) throws(ReplayError) -> (entry: Entry?, at: Moment) {
        try reader.read(line, seq: next)
    }

    /// Takes in the next line.
    mutating func apply(_ line: UnsafeRawBufferPointer) throws(ReplayError) {
        let (entry, at) = try read(line)
        try apply(entry, at: at)
    }

    /// Takes in the next line's entry.
    mutating func apply(_ entry: Entry?, at: Moment) throws(ReplayError) {
        defer {
            next += 1
            lastAt = at
        }
        guard let entry else { return }
        do {
            try coverage.apply(entry, at: at)
            try scoring?.apply(entry, at: at)
        } catch {
            throw ReplayError(seq: next, reason: String(describing: error))
        }
        switch entry {
        case .alertAccepted(let alert): accepted.append(alert)
        case .coverageFinal(let figures): finals[figures.alert] = figures.coverage
        default: break
        }
    }

    /// Finds an accepted alert by its id, or by the beginning of it where only one begins so.
    func alert(_ text: String) throws(CommandFailure) -> AlertAccepted {
        let matches = accepted.filter { $0.alert.description.hasPrefix(text.lowercased()) }
        guard let match = matches.first, matches.allSatisfy({ $0.alert == match.alert }), !text.isEmpty else {
            throw CommandFailure(
                matches.isEmpty
                    ? "no accepted alert has the id \(text); `tocsin journal show --type alert.accepted` lists them"
                    : "several alerts begin with \(text): \(matches.map(\.alert.description).joined(separator: ", ")); give more digits"
            )
        }
        return match
    }
}

/// Reads single lines as entries.
struct EntryReader {
    // The zone only matters for writing.
    private let codec = EntryCodec(zone: .gmt)

    /// The entry of a line and its time; the entry is nil for a type that this version does not know.
    func read(_ line: UnsafeRawBufferPointer, seq: Int) throws(ReplayError) -> (entry: Entry?, at: Moment) {
        do {
            let view = try EnvelopeView(line, depth: .envelope)
            return (try codec.entry(view, of: line), view.at)
        } catch {
            throw ReplayError(seq: seq, reason: String(describing: error))
        }
    }
}

/// A line that could not be taken in.
struct ReplayError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The line's number, counted from 0.
    var seq: Int
    /// What is wrong with it.
    var reason: String

    var description: String {
        "line \(seq + 1) (seq \(seq)) of the journal cannot be read: \(reason); run `tocsin journal verify` to see whether it was changed"
    }
}
