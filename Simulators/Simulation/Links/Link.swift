import Alerts
import Wire

/// One connection of the fleet as the run sees it.
struct Link: Sendable {
    let plan: LinkPlan
    var outbox = Outbox<Parcel>()
    var isReady = false
    /// Whether it is taken down by an outage just now.
    var isDown = false
    var session: MQTTSession?
    /// The last trouble that was told, so that it is told once.
    var trouble: MQTTDisconnection?

    init(_ plan: LinkPlan) { self.plan = plan }

    /// Says who is there and who is not: on every new connection, and at the end.
    mutating func announce(_ state: DeviceStatus.State, _ fleet: Fleet, _ topics: Topics, at now: Moment, first: Bool) {
        var messages: [Outbox<Parcel>.Message] = []
        if let gateway = plan.gateway {
            let carried = plan.devices.filter { !fleet.isDead($0) }.map { fleet.devices[$0].description.device }
            let status = DeviceStatus(state: state, at: now, kind: "gateway", devices: carried)
            messages.append(message(topics.status(gateway: gateway), status, fleet))
        }
        for device in plan.devices where !fleet.isDead(device) {
            messages.append(statusMessage(of: device, state == .online && fleet.isReachable(device), fleet, topics, at: now))
        }
        for message in messages { if first { outbox.addFirst(message) } else { outbox.add(message) } }
    }

    /// Says how one device is.
    mutating func announce(_ device: Int, _ fleet: Fleet, _ topics: Topics, at now: Moment) {
        outbox.add(statusMessage(of: device, fleet.isReachable(device), fleet, topics, at: now))
    }

    /// What the broker says when this connection vanishes: the device, or everything behind the gateway, is gone. The list of
    /// devices is left out where it would not fit into a will (65,535 bytes, MQTT 5.0 §3.1.3.4).
    func will(_ fleet: Fleet, _ topics: Topics) -> MQTTConfiguration.Will? {
        guard let gateway = plan.gateway else {
            guard let device = plan.devices.first else { return nil }
            let description = fleet.devices[device].description
            let status = DeviceStatus(state: .offline, at: .epoch, kind: description.channel.rawValue)
            return .init(
                topic: topics.status(device: description.device), payload: status.payload(offsetMinutes: fleet.offsetMinutes))
        }
        var status = DeviceStatus(state: .offline, at: .epoch, kind: "gateway")
        status.devices = plan.devices.filter { !fleet.isDead($0) }.map { fleet.devices[$0].description.device }
        if status.payload(offsetMinutes: fleet.offsetMinutes).count > 65_000 { status.devices = nil }
        return .init(topic: topics.status(gateway: gateway), payload: status.payload(offsetMinutes: fleet.offsetMinutes))
    }

    private func statusMessage(
        of device: Int, _ isOnline: Bool, _ fleet: Fleet, _ topics: Topics, at now: Moment
    ) -> Outbox<Parcel>.Message {
        let description = fleet.devices[device].description
        let status = DeviceStatus(
            state: isOnline ? .online : .offline, at: now + fleet.devices[device].traits.clockSkew,
            kind: description.channel.rawValue, faults: fleet.devices[device].faults)
        return message(topics.status(device: description.device), status, fleet)
    }

    private func message(_ topic: String, _ status: DeviceStatus, _ fleet: Fleet) -> Outbox<Parcel>.Message {
        Outbox.Message(topic: topic, payload: status.payload(offsetMinutes: fleet.offsetMinutes), retain: true)
    }
}
