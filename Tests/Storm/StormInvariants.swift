import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Record

/// A thing that must always hold and did not.
public struct StormFailure: Error, CustomStringConvertible {
    /// What did not hold.
    public var description: String
}

/// What must hold after every step of a storm, worked out from the lines by other means than the desk's own.
struct StormInvariants {
    private let roster: Roster
    private let policy: Policy
    private var stages: [DeliveryID: Stage] = [:]
    private var checkedLines = 0
    private var judgedLines = 0
    private var loud: [AlertID: LoudWeather] = [:]
    private var accepted: [AlertID: AlertAccepted] = [:]
    private var covered: [AlertID: Set<UInt32>] = [:]
    private var plans: [AlertID: Set<String>] = [:]
    private var withdrawn: Set<DeliveryID> = []
    private var people: PeopleInvariants

    /// Rain, gale or hail of one alert: from its start, until the first line that ends it.
    private struct LoudWeather {
        var from: Moment
        var until: Moment?

        func contains(_ moment: Moment) -> Bool { from <= moment && until.map { moment < $0 } ?? true }
    }

    init(roster: Roster, policy: Policy) {
        self.roster = roster
        self.policy = policy
        people = PeopleInvariants(roster: roster, policy: policy)
    }

    static func emptyDesk() -> Desk {
        Desk(
            sources: [SourceRule(source: "county", senders: ["*"], approval: .never)],
            means: Means(messages: ["sms"], calls: ["voice"], robots: [], links: true))
    }

    static func replay(_ lines: [(entry: Entry, at: Moment)]) throws -> Desk {
        var desk = emptyDesk()
        for line in lines { try desk.replay(line.entry, at: line.at) }
        return desk
    }

    /// Nothing accepted is lost, no stage goes back, and coverage is what the lines say, no more and no less.
    mutating func check(desk: Desk, lines: [(entry: Entry, at: Moment)], now: Moment) throws {
        read(lines)
        guard lines.count > judgedLines else { return }
        judgedLines = lines.count
        if let broken = people.broken { throw StormFailure(description: broken) }
        if let last = lines.last, last.at > now { throw StormFailure(description: "a line lies in the future") }
        for (id, open) in desk.coverage.alerts {
            let shown = open.covered[Grade.reached.rank]
            let (reached, away) = people.households(id)
            let expected = (covered[id] ?? []).union(reached).subtracting(away)
            guard open.people.away == away.sorted() else {
                throw StormFailure(description: "\(id): \(open.people.away) away, the lines say \(away.sorted())")
            }
            guard shown.households == expected.count else {
                throw StormFailure(description: "\(id): \(shown.households) covered, the lines say \(expected.count)")
            }
            let residents = expected.reduce(0) { $0 + Int(roster.households[Int($1)].residents) }
            guard shown.residents == residents else {
                throw StormFailure(description: "\(id): \(shown.residents) residents, the lines say \(residents)")
            }
            try checkStages(open)
            // A whole report costs as much as a hundred steps, so its sums are looked at now and then.
            if judgedLines % 16 == 0 { try checkSums(open.report(asOf: now)) }
        }
    }

    /// Takes note of the lines that were written since the last time.
    mutating func read(_ lines: [(entry: Entry, at: Moment)]) {
        for line in lines[checkedLines...] {
            note(line.entry, at: line.at)
            people.note(line.entry, at: line.at)
        }
        checkedLines = lines.count
    }

    private func checkSums(_ report: CoverageReport) throws {
        let inGrids = report.grids.reduce(0) { $0 + $1.covered }
        guard report.covered.households + report.missing.households == report.target.households,
            inGrids == report.covered.households, report.unknown.households <= report.missing.households,
            report.rate != 1 || report.missing.residents == 0
        else { throw StormFailure(description: "\(report.alert): the sums of the report disagree") }
    }

    private mutating func checkStages(_ open: AlertCoverage) throws {
        for table in open.deliveries {
            for (row, id) in table.ids.enumerated() {
                guard table.stages[row] >= stages[id] ?? .planned else {
                    throw StormFailure(description: "delivery \(id) went back to \(table.stages[row])")
                }
                stages[id] = table.stages[row]
            }
        }
    }

    private mutating func note(_ entry: Entry, at: Moment) {
        switch entry {
        case .alertAccepted(let line):
            accepted[line.alert] = line
            if line.status == .actual, line.weather.contains("rain") { loud[line.alert] = LoudWeather(from: line.start) }
        case .alertEnded(let line): if loud[line.alert]?.until == nil { loud[line.alert]?.until = at }
        case .alertClosed(let line): accepted[line.alert] = nil
        case .deliveriesPlanned(let line): plans[line.alert, default: []].formUnion(line.endpoints)
        case .deliveriesWithdrawn(let line):
            for endpoint in line.endpoints {
                withdrawn.insert(DeliveryID(alert: line.alert, action: .present, channel: line.channel, endpoint: endpoint))
            }
        case .receiptAccepted(let line) where line.stage == .presented && line.channel == .loudspeaker: prove(line)
        case .receiptAccepted(let line) where line.channel == .sms || line.channel == .voice: hear(line)
        default: break
        }
    }

    private mutating func prove(_ line: ReceiptAccepted) {
        guard let device = roster.devices.first(where: { $0.device == line.endpoint }), device.accepted != nil else { return }
        let minute = line.moment.stamped(in: TimeZone(identifier: roster.timezone) ?? .gmt).local.secondOfDay / 60
        let isLoud = minute >= 22 * 60 || minute < 6 * 60 || loud.values.contains { $0.contains(line.moment) }
        guard device.indoorTest != nil || !isLoud else { return }
        cover(device.reach, by: line, large: false) { _ in true }
    }

    /// A phone that has a message by day, or at night for a lesser colour; a call that was heard through; any answer.
    private mutating func hear(_ line: ReceiptAccepted) {
        guard let stage = line.stage, stage >= .delivered,
            let phone = roster.phones.first(where: { $0.pseudonym.description == line.endpoint })
        else { return }
        let minute = line.moment.stamped(in: TimeZone(identifier: roster.timezone) ?? .gmt).local.secondOfDay / 60
        let isNight = minute >= 22 * 60 || minute < 6 * 60
        cover(phone.reach, by: line, large: stage >= .confirmed) { alert in
            stage >= .confirmed || line.channel == .voice || !isNight || alert.effectiveColour < .orange
        }
    }

    private mutating func cover(
        _ reach: HouseholdSet, by line: ReceiptAccepted, large: Bool, where counts: (AlertAccepted) -> Bool
    ) {
        var pending = [line.alert]
        var seen: Set<AlertID> = []
        while let id = pending.popLast() {
            guard seen.insert(id).inserted, let alert = accepted[id] else { continue }
            if counts(alert) {
                reach.forEach { index in
                    if alert.target.contains(index), large || roster.households[Int(index)].residents <= 8 {
                        covered[id, default: []].insert(index)
                    }
                }
            }
            if alert.msgType == .update, !alert.clock { pending += alert.replaces }
        }
    }

    /// The state that the lines give is the state that is lived with, also after they went through bytes.
    func checkReplay(of lines: [(entry: Entry, at: Moment)], against desk: Desk, now: Moment) throws {
        let zone = TimeZone(identifier: roster.timezone) ?? .gmt
        var codec = EntryCodec(zone: zone)
        var bytes = JournalLines(first: 0)
        for line in lines { try codec.append(line.entry, at: line.at, to: &bytes) }
        var replayed = Self.emptyDesk()
        try bytes.forEach { _, line in
            let view = try EnvelopeView(line)
            guard let entry = try codec.entry(view, of: line) else {
                throw StormFailure(description: "line \(view.seq) is not read")
            }
            try replayed.replay(entry, at: view.at)
        }
        guard replayed.coverage.order == desk.coverage.order else { throw StormFailure(description: "replay has other alerts") }
        for id in desk.coverage.order {
            guard replayed.coverage.alerts[id]?.report(asOf: now) == desk.coverage.alerts[id]?.report(asOf: now) else {
                throw StormFailure(description: "\(id): coverage replayed is not coverage lived")
            }
        }
        for holder in Set(desk.taskHolders + replayed.taskHolders) {
            guard replayed.tasks(of: holder).map(\.subject) == desk.tasks(of: holder).map(\.subject) else {
                throw StormFailure(description: "replay gives \(holder) other tasks")
            }
        }
        guard replayed.openCalls.map(\.callee) == desk.openCalls.map(\.callee) else {
            throw StormFailure(description: "replay has other open calls")
        }
        guard replayed.relays == desk.relays, replayed.messages.held == desk.messages.held else {
            throw StormFailure(description: "replay relays or holds other alerts")
        }
    }

    /// Nobody is left without a name who has to go there.
    mutating func expectHolders(_ desk: Desk, now: Moment) throws {
        for open in desk.coverage.alerts.values { try people.expectHolders(open, now: now) }
    }

    func expectKnown(_ id: AlertID, _ desk: Desk) throws {
        if desk.messages.message(id) == nil { throw StormFailure(description: "alert \(id) was handed in and is lost") }
    }

    /// Only what is planned goes out, and what was withdrawn only as its withdrawal.
    func expectSendable(_ dispatch: Dispatch, _ desk: Desk) throws {
        guard plans[dispatch.alert]?.contains(dispatch.endpoint) ?? false else {
            throw StormFailure(description: "\(dispatch) was never planned")
        }
        guard people.mayCall(dispatch) else { throw StormFailure(description: "\(dispatch) calls who has answered") }
        if dispatch.action == .present, withdrawn.contains(dispatch.delivery) {
            throw StormFailure(description: "\(dispatch) was withdrawn and goes out again")
        }
    }

    /// A device has answered; a gateway has taken it, refused it for good, or reported that the phone cannot be reached.
    private func isAtItsEnd(_ table: DeliveryTable, _ row: Int) -> Bool {
        guard table.channel == .sms || table.channel == .voice else { return table.isSettled(row) }
        // What only the gateway could not do yet goes on being tried.
        let isOpen = [nil, .offline, .busy, .fault].contains(table.failures[row])
        return table.stages[row] >= .dispatched || table.withdrawn[row] || !isOpen
    }

    /// When everything works again, every delivery in force has come to its end.
    func expectSettled(_ desk: Desk) throws {
        for (id, open) in desk.coverage.alerts where open.ended == nil {
            for table in open.deliveries {
                for row in table.endpoints.indices where !isAtItsEnd(table, row) {
                    throw StormFailure(description: "\(id): \(table.endpoints[row]) stays at \(table.stages[row])")
                }
            }
        }
    }
}
