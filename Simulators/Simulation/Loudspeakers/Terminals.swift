import Alerts

/// The loudspeakers of one vendor: each plays one order at a time, urgent ones first, for as long as its text takes to speak.
struct Terminals: Sendable {
    /// What became of an order.
    enum Refusal: Error, Sendable { case unknownTerminal }

    private struct Terminal: Sendable {
        var isOffline: Bool
        var isBroken: Bool
        var charactersPerSecond: Double
        /// Places in `orders` that wait, with their urgency: a smaller number first.
        var waiting: [(urgency: Int, place: Int)] = []
        var playing: Int?
    }

    /// After how long an order for a terminal that is not connected fails.
    private static let patience = Span.seconds(20)

    let names: [String]
    private var terminals: [String: Terminal] = [:]
    private(set) var orders: [OrderAccount] = []
    private var places: [String: Int] = [:]
    private var ends = DueQueue<Int>()
    /// Orders as they were at each change of state since they were last asked for.
    private var changed: [OrderAccount] = []

    init(_ names: [String], _ options: TerminalOptions, chance: Chance) {
        self.names = names
        for name in names {
            let fate = Lot(chance.share("terminal", name)).first(of: [("offline", options.offline), ("broken", options.broken)])
            terminals[name] = Terminal(
                isOffline: fate == "offline", isBroken: fate == "broken",
                charactersPerSecond: (4 + 2 * chance.share("terminal-rate", name)) * options.speed)
        }
    }

    /// When something is due.
    var nextDue: Moment? { ends.nextDue }

    /// Whether a terminal is connected; nil where there is none of that name.
    func isOnline(_ name: String) -> Bool? { terminals[name].map { !$0.isOffline } }

    /// The changes of orders since they were last asked for.
    mutating func takeChanged() -> [OrderAccount] {
        defer { changed = [] }
        return changed
    }

    /// An order of a terminal, if there is one.
    func order(_ id: String, _ terminal: String) -> OrderAccount? { places["\(terminal)\n\(id)"].map { orders[$0] } }

    /// Takes an order; the same order again changes nothing.
    mutating func take(_ id: String, _ name: String, text: String, plays: Int, urgency: Int, at now: Moment) throws(Refusal) {
        guard let terminal = terminals[name] else { throw .unknownTerminal }
        if let place = places["\(name)\n\(id)"] {
            orders[place].orders += 1
            return
        }
        orders.append(OrderAccount(id: id, terminal: name, text: text, plays: max(1, plays), orderedAt: now))
        let place = orders.count - 1
        places["\(name)\n\(id)"] = place
        if terminal.isOffline {
            ends.add(place, at: now + Terminals.patience)
        } else {
            terminals[name]?.waiting.append((urgency, place))
            beginNext(name, at: now)
        }
    }

    /// Takes an order back: what plays stops; what is over stays as it is.
    mutating func cancel(_ id: String, _ name: String, at now: Moment) {
        guard let place = places["\(name)\n\(id)"], [.waiting, .playing].contains(orders[place].state) else { return }
        if orders[place].state == .playing { orders[place].endedAt = now }
        set(place, .cancelled)
        terminals[name]?.waiting.removeAll { $0.place == place }
        if terminals[name]?.playing == place {
            terminals[name]?.playing = nil
            beginNext(name, at: now)
        }
    }

    /// Does what is due.
    mutating func advance(to now: Moment) {
        while let (due, place) = ends.next(upTo: now) {
            let name = orders[place].terminal
            switch orders[place].state {
            case .waiting: set(place, .failed)
            case .playing:
                orders[place].endedAt = due
                set(place, .done)
                terminals[name]?.playing = nil
                beginNext(name, at: due)
            case .done, .failed, .cancelled: break
            }
        }
    }

    private mutating func beginNext(_ name: String, at now: Moment) {
        guard let terminal = terminals[name], terminal.playing == nil,
            let next = terminal.waiting.min(by: { ($0.urgency, $0.place) < ($1.urgency, $1.place) })
        else { return }
        terminals[name]?.waiting.removeAll { $0.place == next.place }
        if terminal.isBroken {
            set(next.place, .failed)
            return beginNext(name, at: now)
        }
        let seconds = Double(orders[next.place].text.count * orders[next.place].plays) / terminal.charactersPerSecond
        orders[next.place].startedAt = now
        set(next.place, .playing)
        terminals[name]?.playing = next.place
        ends.add(next.place, at: now + .milliseconds(Int64(seconds * 1000)))
    }

    private mutating func set(_ place: Int, _ state: OrderAccount.State) {
        orders[place].state = state
        changed.append(orders[place])
    }
}
