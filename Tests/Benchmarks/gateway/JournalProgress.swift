import Alerts
import Foundation
import Record
import Storage
import Synchronization

/// How far the journal of a running service is with the messages of a round, read beside it.
final class JournalProgress: Sendable {
    /// What the lines since the round's beginning say.
    struct Round: Sendable {
        /// Reports that a phone has its message, and when the first and the last of them were written.
        var delivered = 0
        var first: Moment?
        var last: Moment?

        /// Reports a second, from the first to the last.
        var perSecond: Double {
            guard let first, let last, last > first else { return .infinity }
            return Double(delivered - 1) * 1000 / Double((last - first).milliseconds)
        }
    }

    private struct State {
        var reader: SQLiteJournalReader?
        var next = 0
        var round = Round()
    }

    private let folder: String
    private let state = Mutex(State())

    init(_ folder: String) { self.folder = folder }

    /// Begins a round.
    func begin() throws {
        _ = try catchUp()
        state.withLock { $0.round = Round() }
    }

    /// Reads what was added.
    func catchUp() throws -> Round {
        try state.withLock { state in
            let reader = try state.reader ?? SQLiteJournalReader(folder: folder)
            state.reader = reader
            while true {
                let page = try reader.lines(from: state.next, bytes: 1 << 20)
                guard !page.isEmpty else { return state.round }
                state.next = page.end
                page.bytes.withUnsafeBytes { bytes in
                    for line in bytes.split(separator: 0x0A) { state.round.take(UnsafeRawBufferPointer(rebasing: line)) }
                }
            }
        }
    }
}

extension JournalProgress.Round {
    private static let stage = Array(#""stage":"delivered""#.utf8)

    fileprivate mutating func take(_ line: UnsafeRawBufferPointer) {
        guard let view = try? EnvelopeView(line), line[view.type].elementsEqual("receipt.accepted".utf8),
            line.firstRange(of: Self.stage) != nil
        else { return }
        delivered += 1
        first = first ?? view.at
        last = view.at
    }
}
