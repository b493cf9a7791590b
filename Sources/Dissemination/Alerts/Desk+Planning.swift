import Alerts
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
        return channels.compactMap { channel -> Entry? in
            let endpoints: [String]
            if isCheck {
                endpoints = roster.devices.filter { $0.channel == channel }.map(\.device)
            } else if accepted.msgType == .cancel {
                endpoints = isQuiet(channel, policy, now) ? [] : told(chain(of: replaced), channel)
            } else {
                endpoints = reaching(accepted.target, channel, roster)
            }
            guard !endpoints.isEmpty else { return nil }
            return .deliveriesPlanned(
                DeliveriesPlanned(
                    alert: accepted.alert, channel: channel, action: isCheck ? .check : .present, endpoints: endpoints,
                    characters: characters))
        }
    }

    /// A Cancel makes no sound at night.
    private func isQuiet(_ channel: Channel, _ policy: Policy, _ now: Moment) -> Bool {
        channel == .loudspeaker && policy.audibility.night.contains(secondOfDay: now.stamped(in: coverage.zone).local.secondOfDay)
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
