import Foundation
import Record
import Storage
import Synchronization
import TestSupport

/// Reads a journal beside the service that writes it, also while that service is killed and started again.
final class JournalWatch: Sendable {
    private struct State {
        var reader: SQLiteJournalReader?
        var lines: [JournalLine] = []
        var index = JournalIndex()
    }

    private let folder: String
    private let state = Mutex(State())

    /// A watch on the journal in a data folder, which need not be there yet.
    init(_ folder: String) { self.folder = folder }

    /// The lines so far.
    var lines: [JournalLine] { state.withLock { $0.lines } }

    /// What the lines so far say.
    var index: JournalIndex { state.withLock { $0.index } }

    /// Reads what has been added.
    func catchUp() throws {
        try state.withLock { state in
            if state.reader == nil {
                do throws(StorageError) { state.reader = try SQLiteJournalReader(folder: folder) } catch {
                    if case .absent = error { return }
                    throw error
                }
            }
            guard let reader = state.reader else { return }
            while true {
                let page = try reader.lines(from: state.lines.count, bytes: 1 << 20)
                guard !page.isEmpty else { return }
                for text in page.bytes.split(separator: 0x0A) {
                    let line = try JSONDecoder().decode(JournalLine.self, from: Data(text))
                    state.lines.append(line)
                    state.index.take(line)
                }
            }
        }
    }

    /// Returns when what the lines say meets a condition.
    func until(
        _ what: String, within seconds: Int = 30, standing: @Sendable (JournalIndex) -> String = { _ in "" },
        _ condition: @Sendable (JournalIndex) -> Bool
    ) async throws {
        try await eventually(what, within: seconds, standing: { "\(self.lines.count) lines; \(standing(self.index))" }) {
            try catchUp()
            return state.withLock { condition($0.index) }
        }
    }

    /// Returns the first line of a type that meets a condition, which may still have to be written.
    @discardableResult
    func line(
        _ type: String, within seconds: Int = 30, where condition: @Sendable (JSONValue) -> Bool = { _ in true }
    ) async throws -> JournalLine {
        var found: JournalLine?
        try await eventually("a line \(type)", within: seconds, standing: { self.tail }) {
            try catchUp()
            found = lines.first { $0.type == type && condition($0.data) }
            return found != nil
        }
        guard let found else { throw NotInTime("a line \(type)") }
        return found
    }

    private var tail: String {
        lines.filter { !$0.type.hasPrefix("delivery.") && !$0.type.hasPrefix("register.") }.suffix(25)
            .map { "\($0.seq) \($0.type) \($0.alert ?? "") \($0.data["reason"])" }.joined(separator: "\n")
    }
}
