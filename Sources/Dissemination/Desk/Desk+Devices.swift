import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// A status is journaled when it says something new, or to keep a right clock on record; a device that comes online is asked for
    /// its last receipts if it owes any.
    func decide(device status: DeviceStatus, now: Moment) -> Decision {
        guard coverage.device(status.device) != nil else {
            return note(nil, of: nil, "unknown-device", refused: true)
        }
        let link = coverage.links.device(status.device)
        var decision = Decision()
        if isNews(status, link, now: now) { decision.entries.append(.deviceStatus(status)) }
        if status.online, hasOpenDelivery(status.device), !isAsked(status.device, now) { decision.reports.append(status.device) }
        return decision
    }

    /// A gateway answers for its devices: its will takes all of them offline. It can carry only devices of the register that are not
    /// another gateway's.
    func decide(gateway said: DeviceStatus, now: Moment) -> Decision {
        guard isKnownGateway(said.device) else { return note(nil, of: nil, "unknown-device", refused: true) }
        let assigned = coverage.roster?.devices.filter { $0.gateway == said.device }.map(\.device) ?? []
        var status = said
        status.devices = said.devices?.filter { name in
            coverage.device(name).map { $0.gateway == nil || $0.gateway == said.device } ?? false
        }
        let link = coverage.links.gateway(status.device)
        var decision = Decision()
        let carriesOthers = status.devices.map { $0 != coverage.links.carried(by: status.device) } ?? false
        if isNews(status, link, now: now) || carriesOthers { decision.entries.append(.gatewayStatus(status)) }
        // Foreign devices do not know the question for last receipts.
        if status.online, !means.foreign.contains(status.device) {
            let carried = status.devices ?? coverage.links.carried(by: status.device)
            let devices = assigned + carried.filter { !assigned.contains($0) }
            decision.reports += devices.filter { hasOpenDelivery($0) && !isAsked($0, now) }
        }
        return decision
    }

    /// Whether a device was asked so lately that its answers may still be on their way; a status may be a heartbeat.
    private func isAsked(_ device: String, _ now: Moment) -> Bool { asked[device].map { now - $0 < .seconds(5) } ?? false }

    private func isKnownGateway(_ name: String) -> Bool {
        means.contains(name) || coverage.roster?.devices.contains { $0.gateway == name } ?? false
    }

    private func isNews(_ status: DeviceStatus, _ link: DeviceLinks.Link, now: Moment) -> Bool {
        guard link.online == status.online, link.faults == status.faults else { return true }
        if let firmware = status.firmware, firmware != link.firmware { return true }
        if let kind = status.kind, kind != link.kind { return true }
        return isClockNews(status, link, now: now)
    }

    /// A clock's state is written when it changes, and twice a day while it is right, since it is trusted for a day.
    private func isClockNews(_ status: DeviceStatus, _ link: DeviceLinks.Link, now: Moment) -> Bool {
        guard let offset = status.clockOffsetMilliseconds, let rules = coverage.policy?.evidence else { return false }
        let isRight = abs(offset) <= rules.clockToleranceMilliseconds
        guard let seen = link.clockSeen else { return isRight }
        return !isRight || now - seen >= .hours(12)
    }
}
