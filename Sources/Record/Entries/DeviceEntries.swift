/// `device.status` and `gateway.status`: a device or gateway said how it is, or its will did.
public struct DeviceStatus: Codable, Hashable, Sendable {
    /// The device or gateway.
    public var device: String
    /// Whether it is there.
    public var online: Bool
    /// What it says it is.
    public var kind: String?
    /// The firmware it runs.
    public var firmware: String?
    /// What is broken, in its own words.
    public var faults: [String]
    /// For a gateway: the devices it carries.
    public var devices: [String]?
    /// How far its clock is ahead of ours, in milliseconds, as far as the message tells; nil for a will.
    public var clockOffsetMilliseconds: Int64?

    /// A status.
    public init(
        device: String, online: Bool, kind: String? = nil, firmware: String? = nil, faults: [String] = [],
        devices: [String]? = nil, clockOffsetMilliseconds: Int64? = nil
    ) {
        self.device = device
        self.online = online
        self.kind = kind
        self.firmware = firmware
        self.faults = faults
        self.devices = devices
        self.clockOffsetMilliseconds = clockOffsetMilliseconds
    }
}

/// `device.tested`: a test of a device came to an end.
public struct DeviceTested: Codable, Hashable, Sendable {
    /// The device.
    public var device: String
    /// How it was tested: `check` (silent), `played` (a warning or drill it presented), `heard` (by a named person).
    public var how: String
    /// Whether it passed.
    public var passed: Bool
    /// What it showed.
    public var detail: String?

    /// The result of a test.
    public init(device: String, how: String, passed: Bool, detail: String?) {
        self.device = device
        self.how = how
        self.passed = passed
        self.detail = detail
    }
}
