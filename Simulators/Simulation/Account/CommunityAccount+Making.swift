public import Alerts
public import Foundation

extension CommunityAccount {
    /// The account of a fleet from the beginning of its run until now.
    public init(of fleet: Fleet, community: String, from: Moment, to: Moment) {
        self.init(
            community: community, seed: fleet.plan.chance.seed, from: from, to: to, devices: fleet.devices.count,
            dead: fleet.plan.dead.sorted(), mute: fleet.plan.mute.sorted(), totals: fleet.keeper.totals,
            alerts: CommunityAccount.alerts(of: fleet.keeper.deliveries), deliveries: fleet.keeper.deliveries)
    }

    private static func alerts(of deliveries: [DeliveryAccount]) -> [AlertAccount] {
        var alerts: [AlertAccount] = []
        var places: [String: Int] = [:]
        for delivery in deliveries where !delivery.alert.isEmpty {
            let place =
                places[delivery.alert]
                ?? {
                    alerts.append(
                        AlertAccount(alert: delivery.alert, status: delivery.status, firstCommandAt: delivery.firstCommandAt))
                    return alerts.count - 1
                }()
            places[delivery.alert] = place
            alerts[place].add(delivery)
        }
        return alerts
    }

    /// The JSON text, times with the offset of a zone.
    public func json(in zone: TimeZone) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        return try encoder.encode(self)
    }

    /// Reads an account from its JSON text.
    public init(json: Data) throws { self = try JSONDecoder().decode(CommunityAccount.self, from: json) }
}

extension CommunityAccount.AlertAccount {
    fileprivate mutating func add(_ delivery: CommunityAccount.DeliveryAccount) {
        if delivery.action == .check {
            if delivery.deliveredAt != nil { checked.append(delivery.device) }
            return
        }
        deliveries += 1
        if delivery.deliveredAt != nil { delivered.append(delivery.device) }
        if let done = delivery.presented {
            presented.append(delivery.device)
            lastPresentedAt = lastPresentedAt.map { max($0, done.at) } ?? done.at
        }
        if delivery.acknowledged["presented"] != nil { presentedAcknowledged.append(delivery.device) }
        if delivery.withdrawnAt != nil { withdrawn.append(delivery.device) }
        if delivery.failed != nil { failed.append(delivery.device) }
    }
}
