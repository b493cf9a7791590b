public import Alerts
import Community
public import Coverage
public import Record

/// The desk that decides: what goes out, to whom, when again, and what an answer is worth.
///
/// It is a value. It knows the lines of the journal and nothing else; time comes in as an argument, chance from the ids of deliveries.
/// `take` decides on an input and moves the state along with the lines that it answers; the caller writes these lines to disk before
/// anything leaves the process, and loads the state anew by `replay` if that fails.
public struct Desk: Sendable {
    /// Coverage of the open alerts.
    public private(set) var coverage = CoverageLedger()
    /// What each source may say here.
    public var sources: [SourceRule]
    /// What can be used here beyond devices.
    public var means: Means
    /// All messages ever seen.
    public private(set) var messages = MessageBook()
    /// Drills that were declared.
    public private(set) var drills: [DrillDeclared] = []
    /// Alerts that have to go out on `alert/out`, in order.
    public private(set) var relays: [AlertID] = []
    /// Rules in force, by name, as the journal has them.
    public private(set) var configurations: [String: JSONValue] = [:]
    /// The public key that the journal names as its own; nil before its first line.
    public private(set) var journalKey: String?
    /// The time of the last line.
    public private(set) var lastLine: Moment?

    var attempts: [AlertID: [Attempts]] = [:]
    var unused = UnusedReceipts()
    var gatewayBook = GatewayBook()
    /// Calls that are not made because their household was reached meanwhile; written with the next tick.
    var spared: [Spared] = []
    /// Times without service: from the line before a start to the start.
    private(set) var outages: [Range<Moment>] = []
    private var isRunning = false
    /// When the service was last seen at work.
    private var lastSeen: Moment?
    /// The last start or sign of life.
    private(set) var lastAlive: Moment?
    /// When each device was last asked for its last receipts, since the start of the service.
    private(set) var asked: [String: Moment] = [:]
    private var lastCheck: [Status: Moment] = [:]

    /// A desk before the first line, with the rules for sources and what can be used.
    public init(sources: [SourceRule], means: Means = Means()) {
        self.sources = sources
        self.means = means
    }

    /// Decides on an input, and moves along with the lines of the decision.
    ///
    /// - Throws: `CoverageError` where a rule set in a line cannot be read; no input of users can cause that.
    public mutating func take(_ input: Input, now: Moment) throws(CoverageError) -> Decision {
        let decision = decide(input, now: now)
        if case .outcomes(let outcomes) = input { giveBackLost(outcomes) }
        if case .tick = input { spared = [] }
        if case .tick = input, unused.summary(at: now) != nil { unused.beginMinute() }
        if let counted = decision.counted { unused.count(counted, at: now) }
        for entry in decision.entries {
            noteUnused(entry, at: now)
            try replay(entry, at: now)
        }
        for device in decision.reports {
            asked[device] = now
            hasten(device, at: now)
        }
        return decision
    }

    /// Takes in a line of the journal, without deciding anything.
    ///
    /// - Throws: `CoverageError` where a rule set in the line cannot be read.
    public mutating func replay(_ entry: Entry, at: Moment) throws(CoverageError) {
        noteService(entry, at: at)
        if case .alertClosed(let closed) = entry {
            gatewayBook.forget(Set(coverage.alerts[closed.alert]?.deliveries.flatMap(\.ids) ?? []))
        }
        try coverage.apply(entry, at: at)
        messages.apply(entry)
        gatewayBook.apply(entry)
        schedule(entry, at: at)
        note(entry, at: at)
        lastLine = at
    }

    /// An outage begins with the stop, or with the last line that a running service wrote; what commands write without one, registers
    /// and rules, does not end it.
    private mutating func noteService(_ entry: Entry, at: Moment) {
        switch entry {
        case .serviceStarted:
            if let gone = lastSeen, gone < at { outages.append(gone..<at) }
            (isRunning, lastSeen, lastAlive) = (true, at, at)
        case .serviceStopped: (isRunning, lastSeen) = (false, at)
        case .serviceAlive: (lastSeen, lastAlive) = (at, at)
        case .journalOpened, .configurationAdopted, .registerBegun, .registerHouseholds, .registerVulnerable, .registerPlaces,
            .registerPhones, .registerDevices, .registerStaff, .registerExclusions, .registerDuty, .registerAdopted:
            break
        default: if isRunning { lastSeen = at }
        }
    }

    private mutating func note(_ entry: Entry, at: Moment) {
        switch entry {
        case .journalOpened(let opened): journalKey = opened.key
        case .serviceStarted: (asked, spared) = ([:], [])
        case .configurationAdopted(let adopted): configurations[adopted.name] = adopted.content
        case .drillDeclared(let drill): drills.append(drill)
        case .alertAccepted(let accepted):
            if accepted.status == .actual || accepted.status == .exercise { relays.append(accepted.alert) }
            if accepted.status == .test || accepted.status == .system { lastCheck[accepted.status] = at }
        case .alertRelayed(let relayed): relays.removeAll { $0 == relayed.alert }
        default: break
        }
    }

    private mutating func noteUnused(_ entry: Entry, at: Moment) {
        switch entry {
        case .receiptRepeated(let line) where line.count == 1, .receiptRefused(let line) where line.count == 1:
            unused.noteJournaled(line.device, at: at)
        case .receiptAccepted(let line) where line.failed != nil: unused.noteJournaled(line.endpoint, at: at)
        default: break
        }
    }

    /// The lines of receipts that were counted and not journaled yet, for a stop in good order.
    public mutating func takeCounts() -> [Entry] {
        defer { unused.beginMinute() }
        return unused.counts
    }

    /// Forgets which alerts' figures moved, and says which had.
    public mutating func takeMoved() -> Set<AlertID> { coverage.takeMoved() }

    private func decide(_ input: Input, now: Moment) -> Decision {
        switch input {
        case .alert(let incoming): Decision(decide(incoming, now: now))
        case .unreadable(let source, let original, let reason):
            Decision([.alertRefused(AlertRefused(source: source, original: original, reason: reason))])
        case .approval(let incoming, let by): Decision(approve(incoming, by: by, now: now))
        case .rejection(let alert, let by): Decision(reject(alert, by: by))
        case .drill(let drill): Decision([.drillDeclared(drill)])
        case .receipt(let receipt): decide(receipt, now: now)
        case .device(let status): decide(device: status, now: now)
        case .gateway(let status): decide(gateway: status, now: now)
        case .report(let report): decide(report, now: now)
        case .reply(let reply): decide(reply, now: now)
        case .outcomes(let outcomes): decide(outcomes, now: now)
        case .relayed(let alert): Decision(relays.contains(alert) ? [.alertRelayed(AlertNamed(alert: alert))] : [])
        case .broker(let state): Decision(state.connected == coverage.isBrokerConnected ? [] : [.brokerState(state)])
        case .clock(let state): Decision([.clockState(state)])
        case .tick: Decision(decideTick(now: now))
        }
    }

    /// Whether a silent check was made so lately that another would only be noise: System messages may be heartbeats of every minute.
    func isCheckRecent(_ status: Status, _ now: Moment) -> Bool {
        lastCheck[status].map { now - $0 < (status == .system ? .hours(6) : .minutes(1)) } ?? false
    }
}
