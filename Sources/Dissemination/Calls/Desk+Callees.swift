import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Who has to answer for an alert: the duty officer on shift, the heads, the grid workers of the target's grids, the receivers of its
    /// places and the helpers of its vulnerable persons, each once. Nobody for alerts without a clock, and for blue.
    func callees(for accepted: AlertAccepted, _ roster: Roster, _ policy: Policy, now: Moment) -> [Callee] {
        let isForPeople = accepted.status == .actual || accepted.status == .exercise
        guard isForPeople, accepted.clock, accepted.msgType != .cancel,
            policy.callSteps(class: accepted.urgencyClass, colour: accepted.effectiveColour) != nil
        else { return [] }
        return responsible(for: accepted, roster, now: now)
    }

    private func responsible(for accepted: AlertAccepted, _ roster: Roster, now: Moment) -> [Callee] {
        let staff = Dictionary(roster.staff.map { ($0.pseudonym, $0) }, uniquingKeysWith: { first, _ in first })
        let grids = gridIndexes(of: accepted.target, roster)
        func looksAfter(_ member: RosterStaff) -> Bool { member.grids.contains { grids.contains($0) } }
        var people = onShift(roster, now: now)
        people += roster.staff.filter { $0.role == .head && ($0.grids.isEmpty || looksAfter($0)) }.map(\.pseudonym)
        people += roster.staff.filter { $0.role == .grid && looksAfter($0) }.map(\.pseudonym)
        let places = accepted.places.intersection(HouseholdSet(all: roster.places.count))
        places.forEach { people += roster.places[Int($0)].receivers.prefix(1) }
        people += roster.vulnerable.filter { accepted.target.contains($0.household) }.flatMap(\.helpers)
        var seen: Set<Pseudonym> = []
        return people.filter { seen.insert($0).inserted }.compactMap { staff[$0] }.map {
            Callee(staff: $0.pseudonym, role: $0.role, phone: $0.phone)
        }
    }

    private func gridIndexes(of target: HouseholdSet, _ roster: Roster) -> Set<UInt16> {
        var grids: Set<UInt16> = []
        target.intersection(HouseholdSet(all: roster.households.count)).forEach {
            grids.insert(roster.households[Int($0)].grid)
        }
        return grids
    }

    /// The duty officers on shift; where the roster of duty names nobody, all of them.
    func onShift(_ roster: Roster, now: Moment) -> [Pseudonym] {
        let onShift = roster.duty.filter { $0.from <= now && now < $0.to }.map(\.staff)
        return onShift.isEmpty ? roster.staff.filter { $0.role == .duty }.map(\.pseudonym) : onShift
    }

    /// The community's heads.
    func heads(_ roster: Roster?) -> [Pseudonym] { (roster?.staff ?? []).filter { $0.role == .head }.map(\.pseudonym) }

    /// The lines by which the people of an accepted alert are called.
    func callLines(for accepted: AlertAccepted, characters: Int, _ policy: Policy, _ roster: Roster, now: Moment) -> [Entry] {
        let callees = callees(for: accepted, roster, policy, now: now)
        guard !callees.isEmpty else { return [] }
        return [.callPlanned(CallPlanned(alert: accepted.alert, callees: callees))]
            + plans(of: callees.compactMap(\.phone), for: accepted.alert, characters: characters) { _, _ in false }
    }

    /// Messages and calls to phones of people who have to answer, without those that are planned already.
    func plans(
        of phones: [Pseudonym], for alert: AlertID, characters: Int, unless isPlanned: (Channel, String) -> Bool
    ) -> [Entry] {
        var seen: Set<Pseudonym> = []
        let distinct = phones.filter { seen.insert($0).inserted }
        return [Channel.sms, .voice].compactMap { channel in
            guard !(channel == .sms ? means.messages : means.calls).isEmpty else { return nil }
            let usable = distinct.filter { channel == .voice || coverage.endpoints?.phone($0)?.kind == .mobile }
            let endpoints = usable.map(\.description).filter { !isPlanned(channel, $0) }
            guard !endpoints.isEmpty else { return nil }
            return .deliveriesPlanned(
                DeliveriesPlanned(
                    alert: alert, channel: channel, action: .present, endpoints: endpoints, characters: characters, calling: true)
            )
        }
    }

    /// The phones of staff who are told of an Update without being called for it.
    func staffPhones(toldOf accepted: AlertAccepted, _ roster: Roster, _ policy: Policy, now: Moment) -> [String] {
        guard accepted.msgType == .update, !accepted.clock, accepted.status == .actual || accepted.status == .exercise,
            policy.callSteps(class: accepted.urgencyClass, colour: accepted.effectiveColour) != nil
        else { return [] }
        let households = Set(roster.phones.filter(\.isHousehold).map(\.pseudonym))
        var seen = households
        return responsible(for: accepted, roster, now: now).compactMap(\.phone).filter { phone in
            coverage.endpoints?.phone(phone)?.kind == .mobile && seen.insert(phone).inserted
        }.map(\.description)
    }
}
