/// How devices share connections to the broker.
public enum ConnectionMode: Sendable, Hashable {
    /// All of them behind one gateway of that name.
    case one(gateway: String)
    /// Each has a connection, a user and a will of its own.
    case perDevice
    /// As the register says: a connection for each gateway, and one for each device without one.
    case perGateway
}

/// One connection: who speaks on it, and for which devices.
public struct LinkPlan: Sendable, Hashable {
    /// The user name and the name in the client id: the gateway's or the device's identifier.
    public var name: String
    /// The gateway; nil for a device that speaks for itself.
    public var gateway: String?
    /// The devices, by their places in the fleet.
    public var devices: [Int]
    /// What to subscribe to.
    public var filters: [String]

    /// The connections for a list of devices. Devices that never come online get none of their own.
    public static func plans(
        _ mode: ConnectionMode, _ devices: [DeviceDescription], without dead: Set<String> = [], topics: Topics
    ) -> [LinkPlan] {
        func own(_ index: Int) -> LinkPlan? {
            let device = devices[index].device
            guard !dead.contains(device) else { return nil }
            return LinkPlan(name: device, gateway: nil, devices: [index], filters: [topics.command(device)])
        }
        switch mode {
        case .one(let gateway):
            return [LinkPlan(name: gateway, gateway: gateway, devices: Array(devices.indices), filters: [topics.everyCommand])]
        case .perDevice: return devices.indices.compactMap(own)
        case .perGateway:
            let carried = Dictionary(grouping: devices.indices.filter { devices[$0].gateway != nil }) {
                devices[$0].gateway ?? ""
            }
            let gateways = carried.sorted { $0.key < $1.key }.map { name, indexes in
                LinkPlan(name: name, gateway: name, devices: indexes, filters: indexes.map { topics.command(devices[$0].device) })
            }
            return gateways + devices.indices.filter { devices[$0].gateway == nil }.compactMap(own)
        }
    }
}
