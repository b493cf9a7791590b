import Alerts
import Coverage
import Record

/// When each delivery of a table is sent, and sent again.
///
/// What was planned or repeated by a line is ready to go; what the channel holds at the moment is in flight, which no line says
/// because after a crash it simply goes out again.
struct Attempts: Sendable {
    private(set) var ready: [Bool]
    private var inFlight: [Bool]
    private var tries: [UInt8]
    private var next: [Moment?]
    /// The earliest moment at which a row is due for a repeat; a bound, so that quiet tables are passed over.
    private(set) var earliest: Moment?
    private var readyCount: Int
    /// No row before this one can be taken: thousands of rows are taken a few at a time.
    private var firstTakeable = 0

    /// All rows of a new plan are ready.
    init(rows: Int) {
        ready = Array(repeating: true, count: rows)
        inFlight = Array(repeating: false, count: rows)
        tries = Array(repeating: 0, count: rows)
        next = Array(repeating: nil, count: rows)
        readyCount = rows
    }

    /// Whether any row waits to be taken.
    var hasReady: Bool { readyCount > 0 }

    /// Takes the next row for sending that is ready and not already out; nil if there is none.
    mutating func takeNext() -> Int? {
        while firstTakeable < ready.count {
            let row = firstTakeable
            firstTakeable += 1
            guard ready[row], !inFlight[row] else { continue }
            inFlight[row] = true
            return row
        }
        return nil
    }

    /// A row's command came back unanswered: it is ready again.
    mutating func giveBack(_ row: Int) {
        inFlight[row] = false
        firstTakeable = min(firstTakeable, row)
    }

    /// All commands came back unanswered.
    mutating func giveBackAll() {
        for row in inFlight.indices { inFlight[row] = false }
        firstTakeable = 0
    }

    /// A row's command was taken or failed; it is tried again after its pause.
    mutating func settle(_ row: Int, at: Moment, pause: Span) {
        setReady(row, false)
        inFlight[row] = false
        tries[row] = min(tries[row] + 1, 30)
        schedule(row, at + pause)
    }

    /// A gateway took a row's message or call: it is reported on, or not.
    mutating func handOver(_ row: Int) {
        stop(row)
        tries[row] = min(tries[row] + 1, 30)
    }

    /// A row is tried again after a pause that is not an attempt of its own.
    mutating func postpone(_ row: Int, to moment: Moment) {
        setReady(row, false)
        inFlight[row] = false
        schedule(row, moment)
    }

    /// A line said that a row goes out again.
    mutating func renew(_ row: Int) {
        setReady(row, true)
        next[row] = nil
    }

    /// A row has to go out at once, with short pauses again: its device is back, or it is withdrawn.
    mutating func hasten(_ row: Int, at: Moment) {
        tries[row] = 0
        if !ready[row] { schedule(row, at) }
    }

    /// Nothing more is to be done for a row.
    mutating func stop(_ row: Int) {
        setReady(row, false)
        inFlight[row] = false
        next[row] = nil
    }

    /// The rows whose pause is over.
    func due(at now: Moment) -> [Int] {
        guard let earliest, earliest <= now else { return [] }
        return next.indices.filter { next[$0].map { $0 <= now } ?? false }
    }

    /// Finds the earliest moment anew, after due rows were renewed.
    mutating func tighten() { earliest = next.compactMap(\.self).min() }

    /// How often a row was tried.
    func tries(_ row: Int) -> Int { Int(tries[row]) }

    private mutating func setReady(_ row: Int, _ value: Bool) {
        guard ready[row] != value else { return }
        ready[row] = value
        readyCount += value ? 1 : -1
        if value { firstTakeable = min(firstTakeable, row) }
    }

    private mutating func schedule(_ row: Int, _ moment: Moment) {
        next[row] = moment
        earliest = min(earliest ?? moment, moment)
    }
}

extension Policy.Retry {
    /// The pause after a try: doubled each time up to the longest, varied by a share that the delivery's own id decides, so that
    /// thousands of devices do not come back at one moment and a replay comes to the same pauses.
    func pause(after tries: Int, of delivery: DeliveryID) -> Span {
        let doubled = Double(firstSeconds) * Double(1 << min(tries, 16))
        let limited = min(doubled, Double(longestSeconds))
        let mixed = (delivery.rawValue &+ UInt64(tries)) &* 0x9E37_79B9_7F4A_7C15
        let chance = Double(mixed >> 48) / 65_535
        return Span(milliseconds: Int64(limited * (1 + jitter * (chance * 2 - 1)) * 1000))
    }
}
