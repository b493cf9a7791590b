/// A request that was handed in, with its place to answer to.
final class Ticket: Sendable {
    let id: UInt64
    let request: HTTPRequest
    let entered: MonotonicTime
    let deadline: MonotonicTime
    let continuation: CheckedContinuation<HTTPOutcome, Never>

    init(_ id: UInt64, _ request: HTTPRequest, _ entered: MonotonicTime, _ continuation: CheckedContinuation<HTTPOutcome, Never>)
    {
        self.id = id
        self.request = request
        self.entered = entered
        deadline = entered + request.limits.time
        self.continuation = continuation
    }

    var origin: HTTPOrigin { request.address.origin }

    /// How it stands while it waits.
    var progress: Progress {
        Progress(origin: origin, step: .waiting, mayHaveArrived: false, limits: request.limits)
    }
}

/// Those who wait for one origin, first come first served.
private struct Row {
    private var places: [Ticket?] = []
    /// Places at the front whose ticket is gone; they are given back together, so that taking one costs no more with many waiting.
    private var served = 0

    var count: Int { places.count - served }
    var tickets: some Sequence<Ticket> { places.lazy.compactMap { $0 } }

    mutating func append(_ ticket: Ticket) { places.append(ticket) }

    mutating func takeFirst() -> Ticket? {
        guard served < places.count else { return nil }
        let ticket = places[served].take()
        served += 1
        if served * 2 > places.count {
            places.removeFirst(served)
            served = 0
        }
        return ticket
    }

    mutating func takeAll(where isMeant: (Ticket) -> Bool) -> [Ticket] {
        let taken = tickets.filter(isMeant)
        if !taken.isEmpty {
            places = tickets.filter { !isMeant($0) }
            served = 0
        }
        return taken
    }
}

/// Who waits for a turn and how many are under way, with bounds on both, in all and for each origin. Origins take turns, so that a
/// slow one holds up nobody but itself.
struct WaitingLine {
    private let configuration: HTTPConfiguration
    private var waiting: [HTTPOrigin: Row] = [:]
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
        waiting[origin, default: Row()].append(ticket)
        waitingCount += 1
        nextDeadline = min(nextDeadline ?? ticket.deadline, ticket.deadline)
        return true
    }

    /// The next whose turn it is; counted as under way until `leave`.
    mutating func next() -> Ticket? {
        guard underWayCount < configuration.parallel else { return nil }
        guard let turn = turns.firstIndex(where: { underWay[$0, default: 0] < configuration.parallelPerHost }) else { return nil }
        let origin = turns.remove(at: turn)
        guard let ticket = waiting[origin]?.takeFirst() else { return nil }
        if waiting[origin]?.count == 0 { waiting[origin] = nil } else { turns.append(origin) }
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
        nextDeadline = waiting.values.lazy.compactMap { row in row.tickets.map(\.deadline).min() }.min()
        return expired
    }

    /// Takes out all who are meant.
    mutating func removeAll(where isMeant: (Ticket) -> Bool) -> [Ticket] {
        var removed: [Ticket] = []
        for origin in turns {
            removed += waiting[origin]?.takeAll(where: isMeant) ?? []
            if waiting[origin]?.count == 0 { waiting[origin] = nil }
        }
        turns.removeAll { waiting[$0] == nil }
        waitingCount -= removed.count
        return removed
    }
}
