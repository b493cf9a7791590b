import Alerts
import Coverage
import Dissemination
import Foundation
import Record
import Scoring
import Storage

/// What gathers while inputs are decided on, until it is committed.
struct Addition {
    var lines: JournalLines?
    var originals: [Original] = []
    var register: RegisterFiles?
    var secrets: [Secret] = []
}

/// The writer's state: the desk, the tree over the lines, and what is to be published.
struct WriterState {
    /// When a commit carries a checkpoint.
    enum CheckpointNeed { case never, whenDue, always }

    var desk: Desk
    private(set) var isAheadOfDisk = false
    private let setting: JournalWriter.Setting
    private var codec: EntryCodec
    private var tree: MerkleTree
    private var assessments: AssessmentLedger
    /// The time of the journal: never before the last line.
    private var steady: Moment
    /// What the clock said last.
    private var lastNow: Moment?
    private var isClockBehind = false
    private var checkpoint: (size: Int, at: Moment)
    private var pending = PendingPublications()
    private var retained = RetainedValues()

    /// The number of lines on disk.
    var size: Int { tree.size }

    /// The state that the lines on disk give.
    static func load(from store: any JournalStore, setting: JournalWriter.Setting) throws(EngineError) -> WriterState {
        var state = WriterState(setting: setting)
        try JournalReplay.forEachEntry(of: store, zone: setting.zone) { (line, entry, at) throws(EngineError) in
            state.tree.append(line)
            state.steady = at
            guard let entry else { return }
            try state.apply(entry, at: at)
        }
        _ = state.desk.takeMoved()
        do throws(StorageError) {
            let latest = try store.latestCheckpoint()
            state.checkpoint.size = latest?.size ?? 0
            state.retained.checkpoint = latest?.note
        } catch {
            throw .storage(error)
        }
        // What the outside was shown before is not known, so it is shown anew.
        state.republish()
        return state
    }

    private init(setting: JournalWriter.Setting) {
        self.setting = setting
        desk = Desk(sources: setting.sources, means: setting.means)
        codec = EntryCodec(zone: setting.zone)
        tree = MerkleTree()
        assessments = AssessmentLedger()
        steady = .epoch
        checkpoint = (0, .epoch)
    }

    private mutating func apply(_ entry: Entry, at: Moment) throws(EngineError) {
        do throws(CoverageError) { try desk.replay(entry, at: at) } catch { throw .rules(error) }
        try noteForAssessment(entry, at: at)
    }

    private mutating func noteForAssessment(_ entry: Entry, at: Moment) throws(EngineError) {
        retained.note(entry)
        do throws(ScoringError) { try assessments.apply(entry, at: at) } catch { throw .assessment(error) }
    }

    /// Decides on an input and appends its lines.
    mutating func decide(_ input: Input, now: Moment, into addition: inout Addition) throws(EngineError) -> [String] {
        let at = try steadied(now, into: &addition)
        let decision: Decision
        let input = at - now > .seconds(2) ? input.journaled(ahead: at - now) : input
        do throws(CoverageError) { decision = try desk.take(input, now: at) } catch { throw .rules(error) }
        for entry in decision.entries { try append(entry, at: at, into: &addition) }
        return decision.reports
    }

    /// Appends a line that no decision made.
    mutating func add(_ entry: Entry, now: Moment, into addition: inout Addition) throws(EngineError) {
        let at = try steadied(now, into: &addition)
        if case .serviceStopped = entry {
            for count in desk.takeCounts() { try append(count, at: at, into: &addition) }
        }
        do throws(CoverageError) { try desk.replay(entry, at: at) } catch { throw .rules(error) }
        try append(entry, at: at, into: &addition)
    }

    private mutating func append(_ entry: Entry, at: Moment, into addition: inout Addition) throws(EngineError) {
        isAheadOfDisk = true
        try noteForAssessment(entry, at: at)
        pending.note(entry)
        var lines = addition.lines ?? JournalLines(first: tree.size)
        addition.lines = nil
        do {
            try codec.append(entry, at: at, to: &lines)
        } catch {
            throw .unwritable(String(describing: error))
        }
        addition.lines = lines
    }

    /// Time in the journal never decreases. A clock that went back by more than two seconds is noted once; until it has caught up, time
    /// in the journal goes on at half its speed, so that repeats and deadlines come later but come.
    private mutating func steadied(_ now: Moment, into addition: inout Addition) throws(EngineError) -> Moment {
        let elapsed = max(.zero, now - (lastNow ?? now))
        lastNow = now - .milliseconds(elapsed.milliseconds % 2)
        guard now < steady else {
            steady = now
            isClockBehind = false
            return now
        }
        steady = steady + Span(milliseconds: elapsed.milliseconds / 2)
        let behind = steady - now
        guard behind > .seconds(2), !isClockBehind else { return steady }
        isClockBehind = true
        let entry = Entry.clockState(
            ClockState(synchronised: false, errorMilliseconds: nil, steppedBackMilliseconds: behind.milliseconds))
        do throws(CoverageError) { try desk.replay(entry, at: steady) } catch { throw .rules(error) }
        try append(entry, at: steady, into: &addition)
        return steady
    }

    /// Commits what was gathered. After a failure the state is ahead of the disk and has to be loaded anew.
    mutating func commit(
        _ addition: Addition, to store: any JournalStore, checkpoint need: CheckpointNeed = .never
    ) throws(EngineError) {
        let lines = addition.lines ?? JournalLines(first: tree.size)
        let hasContent = !lines.isEmpty || !addition.originals.isEmpty || addition.register != nil || !addition.secrets.isEmpty
        var grown = tree
        if !lines.isEmpty { _ = grown.append(lines) }
        let signed = try signCheckpoint(grown, need)
        guard hasContent || signed != nil else {
            isAheadOfDisk = false
            return
        }
        let batch = JournalBatch(
            lines: lines, originals: addition.originals, register: addition.register, secrets: addition.secrets,
            checkpoint: signed)
        isAheadOfDisk = true
        do throws(StorageError) { try store.commit(batch) } catch { throw .storage(error) }
        tree = grown
        isAheadOfDisk = false
        if let signed {
            pending.checkpoint = signed.note
            retained.checkpoint = signed.note
        }
    }

    /// A checkpoint is made at most every second while lines are added, and always at a clean stop.
    private mutating func signCheckpoint(_ grown: MerkleTree, _ need: CheckpointNeed) throws(EngineError) -> StoredCheckpoint? {
        guard need != .never, grown.size > checkpoint.size else { return nil }
        let now = setting.now()
        guard need == .always || now - checkpoint.at >= .seconds(1) || now < checkpoint.at else { return nil }
        let unsigned = Checkpoint(origin: setting.origin, size: grown.size, root: grown.root)
        do throws(NoteError) {
            let note = try setting.key.sign(unsigned)
            checkpoint = (grown.size, now)
            return StoredCheckpoint(size: grown.size, note: note.description)
        } catch {
            throw .unwritable(String(describing: error))
        }
    }

    /// Writes a fresh assessment of the last twelve months after each verdict.
    mutating func assess(into addition: inout Addition, now: Moment) throws(EngineError) {
        guard retained.isAssessmentDue else { return }
        let at = max(now, steady)
        let today = at.stamped(in: setting.zone).local.date
        let begin = CivilDate(daysSinceEpoch: today.daysSinceEpoch - 364)
        let reports = desk.coverage.order.compactMap { desk.coverage.alerts[$0]?.report(asOf: at) }
        let content: JSONValue
        do {
            let assessment = try assessments.assess(from: begin, to: today, now: at, openAlerts: reports)
            content = try JSONValue(encoding: assessment, zone: setting.zone)
        } catch let error as ScoringError {
            throw .assessment(error)
        } catch {
            throw .unwritable(String(describing: error))
        }
        try add(.assessmentMade(AssessmentMade(from: begin, to: today, assessment: content)), now: now, into: &addition)
    }

    /// An assessment of a period as of now, with the newest figures of the open alerts.
    func assessment(from: CivilDate, to: CivilDate, now: Moment, checkpoint: String?) throws(EngineError) -> Assessment {
        let at = max(now, steady)
        let reports = desk.coverage.order.compactMap { desk.coverage.alerts[$0]?.report(asOf: at) }
        do throws(ScoringError) {
            return try assessments.assess(from: from, to: to, now: at, openAlerts: reports, checkpoint: checkpoint)
        } catch { throw .assessment(error) }
    }

    /// Everything that the broker should retain is to be published again: it may have lost it, or never got it because this service
    /// was killed between a line and its publication.
    mutating func republish() { pending.republish(retained, open: desk.coverage.order) }

    /// What is to be published now: coverage at most once a second for each alert, and at once when it is complete.
    mutating func takePublications(now: Moment, forced: Bool) -> Publications {
        pending.moved.formUnion(desk.takeMoved())
        return pending.take(desk: desk, now: max(now, steady), forced: forced)
    }
}
