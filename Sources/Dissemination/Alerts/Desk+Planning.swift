public import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// The endpoints that an accepted alert goes to, a plan for each channel.
    func plans(
        for accepted: AlertAccepted, replacing replaced: [AlertCoverage], characters: Int, _ policy: Policy, _ roster: Roster,
        now: Moment
    ) -> [Entry] {
        let isCheck = accepted.status == .test || accepted.status == .system
        let channels = policy.channels[accepted.effectiveColour.rawValue] ?? []
        let called = Set(callees(for: accepted, roster, policy, now: now).compactMap { $0.phone?.description })
        return channels.flatMap { channel -> [Entry] in
            let endpoints: [String]
            if isCheck {
                endpoints = roster.devices.filter { $0.channel == channel }.map(\.device)
            } else if accepted.msgType == .cancel {
                endpoints = isQuiet(channel, policy, now) ? [] : told(chain(of: replaced), channel)
            } else {
                endpoints = self.endpoints(for: accepted, channel, roster, policy, now: now)
                    .filter { channel.isOverGateways ? !called.contains($0) : !isMuted($0, now) }
            }
            return carriers(of: endpoints, channel).map { gateway, endpoints in
                .deliveriesPlanned(
                    DeliveriesPlanned(
                        alert: accepted.alert, channel: channel, action: isCheck ? .check : .present, endpoints: endpoints,
                        characters: characters, gateway: gateway))
            }
        }
    }

    /// Endpoints in one plan, and those of each foreign gateway in a plan of its own.
    private func carriers(of endpoints: [String], _ channel: Channel) -> [(gateway: String?, endpoints: [String])] {
        guard !means.foreign.isEmpty, !channel.isOverGateways else { return endpoints.isEmpty ? [] : [(nil, endpoints)] }
        let groups = Dictionary(grouping: endpoints) { name in
            coverage.device(name)?.gateway.flatMap { means.foreign.contains($0) ? $0 : nil }
        }
        return groups.sorted { ($0.key ?? "") < ($1.key ?? "") }.map { ($0.key, $0.value) }
    }

    /// Whether a device is to be silent at a moment.
    public func isMuted(_ device: String, _ now: Moment) -> Bool { mutes[device].map { now < $0.until } ?? false }

    private func endpoints(
        for accepted: AlertAccepted, _ channel: Channel, _ roster: Roster, _ policy: Policy, now: Moment
    ) -> [String] {
        switch channel {
        case .loudspeaker, .display: reaching(accepted.target, channel, roster)
        case .sms:
            means.messages.isEmpty
                ? []
                : phones(of: accepted.target, roster) { $0.kind == .mobile }
                    + staffPhones(toldOf: accepted, roster, policy, now: now)
        case .voice:
            // By day people are called when it shows who was not reached; at night a message wakes nobody.
            callsAtOnce(accepted, policy, now) ? phones(of: accepted.target, roster) { !$0.households.isEmpty } : []
        case .robot: means.robots
        case .round, .door: []
        }
    }

    private func callsAtOnce(_ accepted: AlertAccepted, _ policy: Policy, _ now: Moment) -> Bool {
        // Who is to leave at once cannot wait for what messages bring.
        accepted.clock && !means.calls.isEmpty && (isNight(policy, now) || accepted.urgencyClass == Policy.evacuation)
            && policy.gateways.calls.afterMinutes[accepted.effectiveColour.rawValue] != nil
    }

    private func isNight(_ policy: Policy, _ now: Moment) -> Bool {
        policy.audibility.night.contains(secondOfDay: now.stamped(in: coverage.zone).local.secondOfDay)
    }

    /// A Cancel makes no sound at night, and nobody is called for it.
    private func isQuiet(_ channel: Channel, _ policy: Policy, _ now: Moment) -> Bool {
        channel == .voice || channel == .loudspeaker && isNight(policy, now)
    }

    /// The phones of a target's households, each once: those of vulnerable persons first, then their helpers', then the others in the
    /// order of the register.
    private func phones(of target: HouseholdSet, _ roster: Roster, where isMeant: (RosterPhone) -> Bool) -> [String] {
        let vulnerable = roster.vulnerable.filter { target.contains($0.household) }
        let homes = Set(vulnerable.map(\.household))
        let helpers = Set(vulnerable.flatMap(\.helpers))
        let helperPhones = Set(roster.staff.filter { helpers.contains($0.pseudonym) }.compactMap(\.phone))
        var ranks: [[String]] = [[], [], []]
        for phone in roster.phones where phone.isHousehold && isMeant(phone) {
            let isHere = phone.households.isEmpty || phone.households.contains(where: target.contains)
            guard isHere else { continue }
            let rank = phone.households.contains(where: homes.contains) ? 0 : helperPhones.contains(phone.pseudonym) ? 1 : 2
            ranks[rank].append(phone.pseudonym.description)
        }
        return ranks.flatMap(\.self)
    }

    /// Calls to the phones of households that are not reached when the policy's minutes have passed: one plan an alert, since who is
    /// reached stays so.
    func planCalls(for open: AlertCoverage, now: Moment) -> [Entry] {
        let accepted = open.accepted
        guard open.ended == nil, accepted.clock, !means.calls.isEmpty, let policy = coverage.policy,
            let minutes = policy.gateways.calls.afterMinutes[accepted.effectiveColour.rawValue],
            policy.channels[accepted.effectiveColour.rawValue]?.contains(.voice) ?? false,
            now >= accepted.start + .minutes(Int64(minutes)),
            !open.deliveries.contains(where: { $0.channel == .voice && !$0.isCalling })
        else { return [] }
        let endpoints = phones(of: open.targetSet, open.register) { phone in
            phone.households.contains { isLeft($0, of: open) }
        }.filter { phone in !open.deliveries.contains { $0.channel == .voice && $0.row(phone) != nil } }
        guard !endpoints.isEmpty else { return [] }
        let characters = open.deliveries.first?.characters ?? 0
        return [
            .deliveriesPlanned(
                DeliveriesPlanned(
                    alert: accepted.alert, channel: .voice, action: .present, endpoints: endpoints, characters: characters))
        ]
    }

    /// Whether a household still has to be reached, or a vulnerable person in it confirmed.
    func isLeft(_ household: UInt32, of open: AlertCoverage) -> Bool {
        open.targetSet.contains(household) && !(open.has(.reached, household) && open.areVulnerableConfirmed(household))
    }

    /// Whoever may have presented the warning.
    private func told(_ replaced: [AlertCoverage], _ channel: Channel) -> [String] {
        var seen: Set<String> = []
        return replaced.flatMap(\.deliveries).filter { $0.channel == channel && $0.action == .present }.flatMap { table in
            table.endpoints.indices.filter { table.stages[$0] >= .dispatched }.map { table.endpoints[$0] }
        }.filter { seen.insert($0).inserted }
    }

    /// Loudspeakers with target households in earshot; displays in a grid with target households, or without a grid.
    private func reaching(_ target: HouseholdSet, _ channel: Channel, _ roster: Roster) -> [String] {
        let grids = channel == .display ? gridsOf(target, roster) : []
        return roster.devices.filter { device in
            guard device.channel == channel else { return false }
            if device.reach.intersects(target) { return true }
            guard channel == .display, device.reach.isEmpty else { return false }
            return device.grid.map { grids.contains($0) } ?? !target.isEmpty
        }.map(\.device)
    }

    private func gridsOf(_ target: HouseholdSet, _ roster: Roster) -> Set<String> {
        var present = Array(repeating: false, count: roster.grids.count)
        target.forEach { present[Int(roster.households[Int($0)].grid)] = true }
        return Set(roster.grids.indices.filter { present[$0] }.map { roster.grids[$0] })
    }
}
