import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Calls that nobody has answered go a step further when the policy's minutes have passed.
    func stepCalls(of open: AlertCoverage, now: Moment) -> [Entry] {
        let accepted = open.accepted
        guard open.isRunning, !open.calls.calls.isEmpty,
            let steps = coverage.policy?.callSteps(class: accepted.urgencyClass, colour: accepted.effectiveColour)
        else { return [] }
        var round = CallRound(open: open, carrier: carrier(of: open))
        for call in open.calls.unanswered where open.calls.filled(call.callee) == nil {
            for step in CallStepped.Step.allCases where isDue(step, of: call, steps, now: now) {
                guard step < .head || call.callee.standsFor == nil, !isWithHead(call, open) || step < .street else { continue }
                take(step, of: call, into: &round)
                // Whoever it turned to may have answered already.
                if round.isFilled(call.callee) { break }
            }
        }
        return round.entries + deliveries(of: round)
    }

    private func isDue(_ step: CallStepped.Step, of call: CallBook.Call, _ steps: Policy.CallSteps, now: Moment) -> Bool {
        (call.furthest.map { $0 < step } ?? true) && now >= call.planned + .minutes(Int64(steps.minutes(step)))
    }

    /// Whether the head was turned to and has answered.
    private func isWithHead(_ call: CallBook.Call, _ open: AlertCoverage) -> Bool {
        call.steps.contains { step in step.line.step == .head && (step.line.to ?? []).contains(where: open.calls.hasAnswered) }
    }

    private func take(_ step: CallStepped.Step, of call: CallBook.Call, into round: inout CallRound) {
        let callee = call.callee
        let to: [Pseudonym]?
        switch step {
        case .retry:
            to = nil
            round.again += [callee.phone].compactMap(\.self)
        case .substitute: to = standIns(for: callee, round.open)
        case .head: to = heads(coverage.roster).filter { $0 != callee.staff }
        case .street: to = nil
        }
        if step == .substitute || step == .head, to?.isEmpty ?? true { return }
        round.entries.append(
            .callStepped(CallStepped(alert: round.open.accepted.alert, callee: callee.staff, step: step, to: to)))
        if step == .substitute { round.turnedTo[callee.staff] = to }
        let uncalled = (to ?? []).filter { !round.isCalled($0) && !round.open.calls.hasAnswered($0) }
        let new = uncalled.compactMap { member($0, round.open) }.map {
            Callee(staff: $0.pseudonym, role: $0.role, phone: $0.phone, standsFor: callee.staff)
        }
        guard !new.isEmpty else { return }
        round.called.formUnion(new.map(\.staff))
        round.entries.append(.callPlanned(CallPlanned(alert: round.open.accepted.alert, callees: new)))
        round.entries += new.flatMap { knownAnswer(of: $0, round) }
        round.new += new.compactMap(\.phone)
    }

    /// Who stands in for somebody: the substitute of the register; for the receiver of a place, the place's second.
    private func standIns(for callee: Callee, _ open: AlertCoverage) -> [Pseudonym] {
        let own = [member(callee.staff, open)?.substitute].compactMap(\.self)
        let seconds = open.placesInTarget.filter { $0.receivers.first == callee.staff }.flatMap { $0.receivers.dropFirst() }
        var seen: Set<Pseudonym> = [callee.staff]
        return (own + seconds).filter { seen.insert($0).inserted }
    }

    /// Somebody who is called now may have answered a message to the same phone before.
    private func knownAnswer(of callee: Callee, _ round: CallRound) -> [Entry] {
        guard let phone = callee.phone?.description, let carrier = round.carrier else { return [] }
        for table in carrier.deliveries where table.channel == .sms || table.channel == .voice {
            guard let row = table.row(phone), table.stages[row] >= .confirmed else { continue }
            let moment = max(carrier.accepted.start, table.planned)
            return answered(
                round.open,
                CallAnswered(
                    alert: round.open.accepted.alert, callee: callee.staff, means: table.channel == .sms ? .reply : .key,
                    delivery: table.ids[row], far: nil, moment: moment), role: callee.role)
        }
        return []
    }

    /// The alert by which people are told now: itself, or the Update without a clock that took its place.
    func carrier(of open: AlertCoverage) -> AlertCoverage? {
        var current = open
        for _ in 0..<coverage.order.count {
            guard let ended = current.ended else { return current }
            guard ended.continues, let by = ended.by, let next = coverage.alerts[by] else { return nil }
            current = next
        }
        return nil
    }

    /// The deliveries of a round of steps: new phones are planned, those that did not answer go out again.
    private func deliveries(of round: CallRound) -> [Entry] {
        guard let carrier = round.carrier else { return [] }
        let alert = carrier.accepted.alert
        func row(_ channel: Channel, _ phone: String) -> Bool {
            carrier.deliveries.contains { table in
                table.channel == channel && table.row(phone).map { !table.withdrawn[$0] } ?? false
            }
        }
        func isKnown(_ channel: Channel, _ phone: String) -> Bool {
            carrier.deliveries.contains { $0.channel == channel && $0.row(phone) != nil }
        }
        let characters = carrier.deliveries.first?.characters ?? 0
        let plans = plans(of: round.new + round.again, for: alert, characters: characters, unless: isKnown)
        var seen: Set<String> = []
        let again = round.again.map(\.description).filter { seen.insert($0).inserted }
        let byVoice = again.filter { row(.voice, $0) }
        let byMessage = again.filter { !row(.voice, $0) && row(.sms, $0) }
        return plans
            + [(Channel.voice, byVoice), (.sms, byMessage)].filter { !$0.1.isEmpty }.map { channel, phones in
                .deliveriesRepeated(DeliveriesMoved(alert: alert, channel: channel, endpoints: phones))
            }
    }

    /// Whether somebody is called on a phone and has not answered.
    func isCalled(_ phone: Pseudonym, of open: AlertCoverage) -> Bool {
        coverage.standsFor(open.accepted.alert).compactMap { coverage.alerts[$0]?.calls }.contains { calls in
            calls.callees(on: phone).contains { !calls.hasAnswered($0) }
        }
    }
}

/// The steps of one look at an alert's calls.
private struct CallRound {
    let open: AlertCoverage
    /// The alert by which people are told now; nil where nothing more goes out.
    let carrier: AlertCoverage?
    var entries: [Entry] = []
    /// Phones to be called for the first time, and again.
    var new: [Pseudonym] = []
    var again: [Pseudonym] = []
    /// Who is called from this look on.
    var called: Set<Pseudonym> = []
    var turnedTo: [Pseudonym: [Pseudonym]] = [:]

    init(open: AlertCoverage, carrier: AlertCoverage?) {
        self.open = open
        self.carrier = carrier
    }

    func isCalled(_ staff: Pseudonym) -> Bool { called.contains(staff) || open.calls.call(of: staff) != nil }

    /// Whether who stands in had answered before anybody turned to them.
    func isFilled(_ callee: Callee) -> Bool { (turnedTo[callee.staff] ?? []).contains(where: open.calls.hasAnswered) }
}
