public import Alerts
import Record

/// What is known of the devices and gateways: who is there, what is broken, whose clock can be trusted.
public struct DeviceLinks: Sendable {
    /// One device or gateway.
    public struct Link: Sendable {
        /// Whether it said that it is there; nil where it never said anything.
        public var online: Bool?
        /// Its faults, in its own words.
        public var faults: [String] = []
        /// What it says it is.
        public var kind: String?
        /// The firmware it runs.
        public var firmware: String?
        /// When it last said anything.
        public var seen: Moment?
        /// When its clock was last seen right.
        public var clockSeen: Moment?
        /// The gateway that carries it.
        public var gateway: String?
    }

    private var devices: [String: Link] = [:]
    private var gateways: [String: Link] = [:]
    private var carried: [String: [String]] = [:]

    /// Nothing is known of anybody.
    public init() {}

    /// A device's link; empty where it never said anything.
    public func device(_ name: String) -> Link { devices[name] ?? Link() }

    /// A gateway's link; empty where it never said anything.
    public func gateway(_ name: String) -> Link { gateways[name] ?? Link() }

    /// The devices that a gateway carries, as it said last.
    public func carried(by gateway: String) -> [String] { carried[gateway] ?? [] }

    /// Whether a device said it is there, itself or through its gateway; nil where neither ever said anything.
    public func isOnline(_ name: String) -> Bool? {
        let own = devices[name]
        guard let gateway = own?.gateway, let carrier = gateways[gateway]?.online else { return own?.online }
        return carrier ? own?.online ?? true : false
    }

    /// Whether a device's clock was seen right within a span before a moment.
    public func isClockTrusted(_ name: String, at now: Moment, within span: Span) -> Bool {
        guard let seen = devices[name]?.clockSeen else { return false }
        return now - seen <= span
    }

    /// The register says which gateway carries a device.
    mutating func assign(_ device: String, to gateway: String?) { devices[device, default: Link()].gateway = gateway }

    mutating func apply(_ status: DeviceStatus, at: Moment, tolerance: Int64) {
        update(&devices[status.device, default: Link()], status, at: at, tolerance: tolerance)
    }

    mutating func applyGateway(_ status: DeviceStatus, at: Moment, tolerance: Int64) {
        update(&gateways[status.device, default: Link()], status, at: at, tolerance: tolerance)
        guard let names = status.devices else { return }
        for name in carried[status.device] ?? [] where !names.contains(name) { devices[name]?.gateway = nil }
        for name in names { devices[name, default: Link()].gateway = status.device }
        carried[status.device] = names
    }

    private func update(_ link: inout Link, _ status: DeviceStatus, at: Moment, tolerance: Int64) {
        link.online = status.online
        link.faults = status.faults
        link.kind = status.kind ?? link.kind
        link.firmware = status.firmware ?? link.firmware
        link.seen = at
        if let offset = status.clockOffsetMilliseconds { link.clockSeen = abs(offset) <= tolerance ? at : nil }
    }

    /// A receipt that names a time this close to its arrival shows that the clock is right; one from the future that it is not.
    mutating func seeClock(_ name: String, far: Moment, arrival: Moment, tolerance: Int64) {
        let ahead = (far - arrival).milliseconds
        if abs(ahead) <= tolerance { devices[name, default: Link()].clockSeen = arrival }
        if ahead > tolerance { devices[name]?.clockSeen = nil }
    }
}
