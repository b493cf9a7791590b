/// A request that was handed in, with its place to answer to.
struct Ticket: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let entered: MonotonicTime
    let deadline: MonotonicTime
    let continuation: CheckedContinuation<HTTPOutcome, Never>

    var origin: HTTPOrigin { request.address.origin }

    /// How it stands while it waits.
    var progress: Progress {
        Progress(origin: origin, step: .waiting, mayHaveArrived: false, limits: request.limits)
    }
}

/// Who waits for a turn and how many are under way, with bounds on both, in all and for each origin. Origins take turns, so that a
/// slow one holds up nobody but itself.
struct WaitingLine {
    private let configuration: HTTPConfiguration
    private var waiting: [HTTPOrigin: [Ticket]] = [:]
    /// The origins that somebody waits for, the next to be served first.
    private var turns: [HTTPOrigin] = []
    private var underWay: [HTTPOrigin: Int] = [:]
    private(set) var waitingCount = 0
    private(set) var underWayCount = 0
    /// No waiting request has to be given up before.
    private(set) var nextDeadline: MonotonicTime?

    init(_ configuration: HTTPConfiguration) { self.configuration = configuration }

    /// Takes a request in, unless too many wait. Places that are free for a turn count as room, whether or not the thread has come to
    /// give them out yet.
    mutating func enter(_ ticket: Ticket) -> Bool {
        let origin = ticket.origin
        let before = waiting[origin]?.count ?? 0
        let room = configuration.waiting + configuration.parallel - underWayCount
        let roomForOrigin = configuration.waitingPerHost + configuration.parallelPerHost - underWay[origin, default: 0]
        guard waitingCount < room, before < roomForOrigin else { return false }
        if before == 0 { turns.append(origin) }
        waiting[origin, default: []].append(ticket)
        waitingCount += 1
        nextDeadline = min(nextDeadline ?? ticket.deadline, ticket.deadline)
        return true
    }

    /// The next whose turn it is; counted as under way until `leave`.
    mutating func next() -> Ticket? {
        guard underWayCount < configuration.parallel else { return nil }
        guard let turn = turns.firstIndex(where: { underWay[$0, default: 0] < configuration.parallelPerHost }) else { return nil }
        let origin = turns.remove(at: turn)
        guard let ticket = waiting[origin]?.removeFirst() else { return nil }
        if waiting[origin]?.isEmpty == true { waiting[origin] = nil } else { turns.append(origin) }
        underWay[origin, default: 0] += 1
        underWayCount += 1
        waitingCount -= 1
        if waitingCount == 0 { nextDeadline = nil }
        return ticket
    }

    /// Gives the place of one under way back.
    mutating func leave(_ origin: HTTPOrigin) {
        underWayCount -= 1
        let left = underWay[origin, default: 0] - 1
        underWay[origin] = left > 0 ? left : nil
    }

    /// Takes out whoever gives up.
    mutating func remove(_ id: UInt64) -> Ticket? { removeAll { $0.id == id }.first }

    /// Takes out those whose time is over.
    mutating func removeExpired(_ now: MonotonicTime) -> [Ticket] {
        guard let next = nextDeadline, next <= now else { return [] }
        let expired = removeAll { $0.deadline <= now }
        nextDeadline = waiting.values.joined().map(\.deadline).min()
        return expired
    }

    /// Takes out all who are meant.
    mutating func removeAll(where isMeant: (Ticket) -> Bool) -> [Ticket] {
        var removed: [Ticket] = []
        for origin in turns {
            removed += waiting[origin]?.filter(isMeant) ?? []
            waiting[origin]?.removeAll(where: isMeant)
            if waiting[origin]?.isEmpty == true { waiting[origin] = nil }
        }
        turns.removeAll { waiting[$0] == nil }
        waitingCount -= removed.count
        return removed
    }
}
