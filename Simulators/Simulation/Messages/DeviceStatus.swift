public import Alerts

/// What a device or a gateway says about itself, retained on its status topic and left with the broker as its will.
public struct DeviceStatus: Sendable, Hashable {
    /// Whether it can be reached.
    public enum State: String, Sendable, Hashable {
        case online, offline
    }

    /// Whether it can be reached.
    public var state: State
    /// When, by its own clock; nobody reads that of a will.
    public var at: Moment
    /// `loudspeaker`, `display` or `gateway`.
    public var kind: String
    /// What is broken, in the device's own words.
    public var faults: [String]
    /// The devices behind a gateway; nil for a device that speaks for itself.
    public var devices: [String]?

    /// A status with its parts.
    public init(state: State, at: Moment, kind: String, faults: [String] = [], devices: [String]? = nil) {
        self.state = state
        self.at = at
        self.kind = kind
        self.faults = faults
        self.devices = devices
    }

    /// The firmware that simulated devices claim to run.
    public static let firmware = "tocsin-sim/1"

    /// The JSON text, times written with an offset of so many minutes east of Greenwich.
    public func payload(offsetMinutes: Int) -> [UInt8] {
        var json = JSONText(offsetMinutes: offsetMinutes)
        json.member("v", 1)
        json.member("state", state.rawValue)
        json.member("at", at)
        json.member("kind", kind)
        json.member("firmware", DeviceStatus.firmware)
        json.member("faults", faults)
        if let devices { json.member("devices", devices) }
        return json.object
    }
}
