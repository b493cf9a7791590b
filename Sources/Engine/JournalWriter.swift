public import Alerts
public import Community
import Dispatch
public import Dissemination
public import Foundation
public import Record
public import Scoring
public import Storage
import Synchronization

/// The one writer of a journal: decides on inputs, commits the lines of the decision, and only then lets their effects be seen.
///
/// All work runs on a serial queue of its own. It waits for the disk and for nothing else: channels pull what is due, readers get
/// copies. After a commit that failed the state is ahead of the disk, so it is thrown away and loaded anew before the next work.
public final class JournalWriter: Sendable {
    /// What a writer needs to know that no line says.
    public struct Setting: Sendable {
        /// The zone of the community's clock.
        public var zone: TimeZone
        /// The key that checkpoints are signed with.
        public var key: SigningKey
        /// The name of the log in its checkpoints.
        public var origin: String
        /// The rules for sources.
        public var sources: [SourceRule]
        /// What can be used beyond devices.
        public var means: Means
        /// The clock.
        public var now: @Sendable () -> Moment

        /// A setting.
        public init(
            zone: TimeZone, key: SigningKey, origin: String, sources: [SourceRule], means: Means = Means(),
            now: @escaping @Sendable () -> Moment
        ) {
            self.zone = zone
            self.key = key
            self.origin = origin
            self.sources = sources
            self.means = means
            self.now = now
        }
    }

    private let store: any JournalStore
    private let setting: Setting
    private let queue = DispatchQueue(label: "tocsin.writer", qos: .userInitiated)
    /// Touched on the queue only; the lock is never waited for and lets the compiler see that.
    private let state: Mutex<WriterState>
    private let failure = Mutex<StorageError?>(nil)
    private let joint = JointCommit()

    /// A writer on a journal, whose lines it replays first.
    ///
    /// - Throws: `EngineError` where a line cannot be read or the disk fails.
    public init(store: any JournalStore, setting: Setting) throws(EngineError) {
        self.store = store
        self.setting = setting
        state = Mutex(try WriterState.load(from: store, setting: setting))
    }

    /// Why the last commit failed; nil once lines have been written again.
    public var trouble: StorageError? { failure.withLock { $0 } }

    /// Decides on inputs, one after the other, and commits their lines together. When it returns, they are on disk. It blocks, so it
    /// MUST be called from a thread that may wait.
    ///
    /// - Returns: devices to send `report` to.
    /// - Throws: `EngineError` when nothing of it was taken in; the same inputs may be handed in again.
    @discardableResult
    public func submit(_ inputs: [Input], originals: [Original] = []) throws(EngineError) -> [String] {
        try onQueue { state throws(EngineError) in
            var reports: [String] = []
            var addition = Addition()
            addition.originals = originals
            for input in inputs {
                reports += try state.decide(input, now: self.setting.now(), into: &addition)
            }
            try state.commit(addition, to: self.store)
            return reports
        }
    }

    /// Writes lines that no decision made: starts, configuration, registers.
    ///
    /// - Throws: `EngineError` when nothing was written.
    public func write(_ entries: [Entry], register: Storage.RegisterFiles? = nil, secrets: [Secret] = []) throws(EngineError) {
        try onQueue { state throws(EngineError) in
            var addition = Addition()
            addition.register = register
            addition.secrets = secrets
            for entry in entries { try state.add(entry, now: self.setting.now(), into: &addition) }
            try state.commit(addition, to: self.store)
        }
    }

    /// Looks at the state. The closure runs on the writer's queue and MUST be short.
    public func read<Value: Sendable>(_ body: @Sendable (borrowing Desk) -> Value) throws(EngineError) -> Value {
        try onQueue { state throws(EngineError) in body(state.desk) }
    }

    /// Takes what is to go out now on some channels; its lines are on disk.
    ///
    /// - Parameter gateway: the foreign gateway whose devices are meant; nil for what goes in Tocsin's own way.
    public func takeDue(
        _ channels: Set<Channel>, over gateway: String? = nil, limit: Int
    ) throws(EngineError) -> [Dispatch] {
        try onQueue { state throws(EngineError) in state.desk.takeDue(channels, over: gateway, limit: limit) }
    }

    /// Has everything that the broker should retain published again with the next tick, because the broker may have lost it.
    public func republish() throws(EngineError) { try onQueue { state throws(EngineError) in state.republish() } }

    /// Lets time act: repeats, verdicts, signs of life, and a checkpoint where one is due.
    ///
    /// - Returns: reports and a checkpoint to publish.
    public func tick(forced: Bool = false) throws(EngineError) -> Publications {
        try onQueue { state throws(EngineError) in
            let now = self.setting.now()
            var addition = Addition()
            _ = try state.decide(.tick, now: now, into: &addition)
            try state.assess(into: &addition, now: now)
            try state.commit(addition, to: self.store, checkpoint: forced ? .always : .whenDue)
            return state.takePublications(now: now, forced: forced)
        }
    }

    /// Assesses item 4.7 over a period, with the newest figures of the open alerts. Nothing is written.
    ///
    /// - Throws: `EngineError.assessment` where no assessment can be made.
    public func assessment(from: CivilDate, to: CivilDate, checkpoint: String?) throws(EngineError) -> Assessment {
        try onQueue { state throws(EngineError) in
            try state.assessment(from: from, to: to, now: self.setting.now(), checkpoint: checkpoint)
        }
    }

    /// Writes the last line of a clean stop, with the checkpoint that covers it.
    public func finish() throws(EngineError) {
        try onQueue { state throws(EngineError) in
            var addition = Addition()
            try state.add(.serviceStopped(SignOfLife()), now: self.setting.now(), into: &addition)
            try state.commit(addition, to: self.store, checkpoint: .always)
        }
    }

    /// Runs work on the queue, on a state that agrees with the disk.
    private func onQueue<Value: Sendable>(
        _ body: @Sendable (inout WriterState) throws(EngineError) -> Value
    ) throws(EngineError) -> Value {
        let result: Result<Value, EngineError> = queue.sync {
            state.withLock { state in
                do throws(EngineError) {
                    if state.isAheadOfDisk { state = try WriterState.load(from: self.store, setting: self.setting) }
                    let before = state.size
                    let value = try body(&state)
                    if state.size > before { self.failure.withLock { $0 = nil } }
                    return .success(value)
                } catch {
                    if case .storage(let reason) = error { self.failure.withLock { $0 = reason } }
                    return .failure(error)
                }
            }
        }
        return try result.get()
    }

    /// Decides on inputs as ``submit(_:originals:)`` does, in one commit with what others hand in while the disk is busy: reports come by
    /// thousands, each with a caller of its own. When it returns, the lines are on disk. Callers are as many as may ask at once.
    ///
    /// - Throws: `EngineError` when nothing of it was taken in; the same inputs may be handed in again.
    public func submitJointly(_ inputs: [Input], originals: [Original] = []) async throws {
        try await withCheckedThrowingContinuation { continuation in
            guard joint.add(.init(inputs: inputs, originals: originals, continuation: continuation)) else { return }
            JournalWriter.waiting.async {
                self.joint.run { inputs, originals throws(EngineError) in
                    try self.submit(inputs, originals: originals)
                }
            }
        }
    }

    /// Runs blocking work of this writer on its queue without holding up the caller's executor.
    public func async<Value: Sendable>(_ body: @escaping @Sendable (JournalWriter) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            JournalWriter.waiting.async { continuation.resume(with: Result { try body(self) }) }
        }
    }

    /// A thread that may wait for the writer's queue on behalf of callers that may not.
    private static let waiting = DispatchQueue(label: "tocsin.writer.waiting")
}
