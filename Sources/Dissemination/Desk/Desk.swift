public import Alerts
public import Community
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
    /// When drills were closed, by name.
    public private(set) var closedDrills: [String: Moment] = [:]
    /// Alerts that wait for a person.
    public private(set) var waiting: [AlertID: AlertHeld] = [:]
    /// Who wrote the alerts that were written here.
    public private(set) var composers: [AlertID: Pseudonym] = [:]
    /// Who was told of alerts that wait.
    private(set) var wakes: [AlertID: [Woken: WakeState]] = [:]
    /// Devices that were made silent, with the last word on each.
    public private(set) var mutes: [String: DeviceMuted] = [:]
    /// Alerts that have to go out on `alert/out`, in order.
    public private(set) var relays: [AlertID] = []
    /// Rules in force, by name, as the journal has them.
    public private(set) var configurations: [String: JSONValue] = [:]
    /// The public key that the journal names as its own; nil before its first line.
    public private(set) var journalKey: String?
    /// The time of the last line.
    public private(set) var lastLine: Moment?

    /// Calls for help, by their names.
    public private(set) var help: [RecordID: HelpCalled] = [:]
    /// Who sees to a call for help.
    public private(set) var takers: [RecordID: Pseudonym] = [:]

    /// How many messages with door results could not be read, by the phone that they came from, since the service started.
    public private(set) var unclearReplies: [Pseudonym: Int] = [:]
    /// The personal links of staff.
    public private(set) var links = LinkBook()

    var attempts: [AlertID: [Attempts]] = [:]
    /// Who has to go where, by alert.
    private(set) var tasks: [AlertID: TaskBook] = [:]
    /// When anything was last heard of somebody.
    private(set) var lastHeard: [Pseudonym: Moment] = [:]
    /// What the tasks of each alert were last decided on; no line says so, and after a start they are decided anew.
    var looked: [AlertID: TaskSigns] = [:]
    var unused = UnusedReceipts()
    var gatewayBook = GatewayBook()
    /// Calls that are not made because their household was reached meanwhile; written with the next tick.
    var spared: [Spared] = []
    /// Times without service: from the line before a start to the start.
    private(set) var outages: [Range<Moment>] = []
    /// Times without broker.
    private(set) var brokerLosses: [Range<Moment>] = []
    private var brokerLostAt: Moment?
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
        let decision = withLinks(decide(input, now: now), now: now)
        if case .outcomes(let outcomes) = input { giveBackLost(outcomes) }
        if case .tick = input { spared = [] }
        if case .tick = input, unused.summary(at: now) != nil { unused.beginMinute() }
        if let counted = decision.counted { unused.count(counted, at: now) }
        for entry in decision.entries {
            noteUnused(entry, at: now)
            try replay(entry, at: now)
        }
        if case .tick = input { noteTaskSigns(now: now) }
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
        notePeople(entry, at: at)
        links.apply(entry, at: at)
        noteOffice(entry, at: at)
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

    private mutating func noteBroker(_ isConnected: Bool, at: Moment) {
        if isConnected, let lost = brokerLostAt, lost < at { brokerLosses.append(lost..<at) }
        brokerLostAt = isConnected ? nil : brokerLostAt ?? at
    }

    private mutating func notePeople(_ entry: Entry, at: Moment) {
        switch entry {
        case .taskAssigned(let line): tasks[line.alert, default: TaskBook()].apply(line, at: at)
        case .taskHandedOver(let line): tasks[line.alert]?.apply(line, at: at)
        case .taskClosed(let line): tasks[line.alert]?.apply(line, at: at)
        case .alertClosed(let line): (tasks[line.alert], looked[line.alert]) = (nil, nil)
        case .doorRecorded(let line): lastHeard[line.by] = at
        case .roundRecorded(let line): lastHeard[line.by] = at
        case .callAnswered(let line): lastHeard[line.callee] = at
        case .helpCalled(let line): (help[line.record], lastHeard[line.by]) = (line, at)
        case .helpTaken(let line): (takers[line.record], lastHeard[line.by]) = (line.by, at)
        default: break
        }
    }

    /// What people at their desks decide.
    private mutating func noteOffice(_ entry: Entry, at: Moment) {
        switch entry {
        case .alertHeld(let line): waiting[line.alert] = line
        case .alertApproved(let line), .alertRejected(let line): (waiting[line.alert], wakes[line.alert]) = (nil, nil)
        case .alertAccepted(let line): (waiting[line.alert], wakes[line.alert]) = (nil, nil)
        case .alertRecorded(let line): (waiting[line.alert], wakes[line.alert]) = (nil, nil)
        case .dutyWoken(let line):
            let key = Woken(staff: line.staff, channel: line.channel)
            var state = wakes[line.alert]?[key] ?? WakeState(last: at)
            (state.tries, state.last, state.isTaken) = (state.tries + 1, at, state.isTaken || line.failed == nil)
            wakes[line.alert, default: [:]][key] = state
        case .alertComposed(let line): composers[line.alert] = line.by
        case .drillClosed(let line): closedDrills[line.drill] = closedDrills[line.drill] ?? at
        // A name that is used again is a new drill.
        case .drillDeclared(let line): closedDrills[line.drill] = nil
        case .deviceMuted(let line): mutes[line.device] = line
        default: break
        }
    }

    private mutating func note(_ entry: Entry, at: Moment) {
        switch entry {
        case .journalOpened(let opened): journalKey = opened.key
        case .serviceStarted: (asked, spared, unclearReplies) = ([:], [], [:])
        case .replyReceived(let reply) where reply.meaning == .unclear:
            if let phone = reply.phone { unclearReplies[phone, default: 0] += 1 }
        case .configurationAdopted(let adopted): configurations[adopted.name] = adopted.content
        case .brokerState(let state): noteBroker(state.connected, at: at)
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
        case .lapse(let incoming): Decision(lapse(incoming, now: now))
        case .rejection(let alert, let by): Decision(reject(alert, by: by))
        case .drill(let drill): Decision([.drillDeclared(drill)])
        case .receipt(let receipt): decide(receipt, now: now)
        case .device(let status): decide(device: status, now: now)
        case .gateway(let status): decide(gateway: status, now: now)
        case .report(let report): decide(report, now: now)
        case .reply(let reply): decide(reply, now: now)
        case .door(let door): Decision(withConsequences(decide(door, now: now)))
        case .round(let round): Decision(withConsequences(decide(round, now: now)))
        case .answer(let answer): Decision(decide(answer, now: now))
        case .help(let help): Decision(decide(help))
        case .helpTaken(let record, let by):
            Decision(help[record] != nil && takers[record] == nil ? [.helpTaken(HelpTaken(record: record, by: by))] : [])
        case .orderRound(let order): Decision(decide(order))
        case .handOver(let order): Decision(decide(order))
        case .void(let record, let by): Decision(void(record, by: by))
        case .link(let link): Decision(decide(link, now: now))
        case .confirmation(let confirmation): Decision(decide(confirmation, now: now))
        case .outcomes(let outcomes): decide(outcomes, now: now)
        case .relayed(let alert): Decision(relays.contains(alert) ? [.alertRelayed(AlertNamed(alert: alert))] : [])
        case .broker(let state): Decision(state.connected == coverage.isBrokerConnected ? [] : [.brokerState(state)])
        case .clock(let state): Decision([.clockState(state)])
        case .tick: Decision(decideTick(now: now))
        }
    }

    /// Records with what follows from them at once.
    private func withConsequences(_ entries: [Entry]) -> [Entry] {
        var asked: Set<RecordID> = []
        var seen: Set<Entry> = []
        let all = entries.flatMap { entry -> [Entry] in
            switch entry {
            case .doorRecorded(let line):
                let first = asked.insert(line.record).inserted
                let more = consequences(of: line).filter { if case .helpCalled = $0 { first } else { true } }
                return [entry] + answers(by: line) + more
            case .roundRecorded(let line): return [entry] + closures(by: line)
            default: return [entry]
            }
        }
        return all.filter { seen.insert($0).inserted }
    }

    /// Whether a silent check was made so lately that another would only be noise: System messages may be heartbeats of every minute.
    func isCheckRecent(_ status: Status, _ now: Moment) -> Bool {
        lastCheck[status].map { now - $0 < (status == .system ? .hours(6) : .minutes(1)) } ?? false
    }
}
