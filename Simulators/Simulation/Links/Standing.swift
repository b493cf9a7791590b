/// How a run stands, for the line that is printed every second.
public struct Standing: Sendable, Hashable, CustomStringConvertible {
    /// Devices in all, and those that can be reached.
    public var devices = 0, online = 0
    /// Devices that play just now.
    public var playing = 0
    /// Commands that arrived.
    public var commands = 0
    /// Deliveries known, and those presented to the end.
    public var deliveries = 0, presented = 0
    /// Receipts sent, and those that the broker has acknowledged.
    public var receipts = 0, acknowledged = 0

    init(of state: CommunityRun.State) {
        devices = state.fleet.devices.count
        for link in state.links where link.isReady { online += link.plan.devices.count { state.fleet.isReachable($0) } }
        playing = state.fleet.devices.count { $0.isBusy }
        commands = state.fleet.keeper.totals.commands
        deliveries = state.fleet.keeper.deliveries.count
        presented = state.fleet.keeper.presented
        receipts = state.fleet.keeper.totals.receipts.sent
        acknowledged = state.fleet.keeper.totals.receipts.acknowledged
    }

    /// One line of plain text.
    public var description: String {
        "online \(online)/\(devices)  commands \(commands)  playing \(playing)  presented \(presented)/\(deliveries)"
            + "  receipts \(acknowledged)/\(receipts) acknowledged"
    }
}
