/// The two kinds of device that the broker serves.
public enum DeviceChannel: String, Sendable, Hashable, Codable, CaseIterable {
    case loudspeaker, display
}

/// One device as the register names it.
public struct DeviceDescription: Sendable, Hashable {
    /// Its identifier.
    public var device: String
    /// What it is.
    public var channel: DeviceChannel
    /// The gateway that carries it; nil for a device with a connection of its own.
    public var gateway: String?

    /// A device by its three parts.
    public init(device: String, channel: DeviceChannel, gateway: String? = nil) {
        self.device = device
        self.channel = channel
        self.gateway = gateway
    }

    /// Made-up devices `spk-0001`… and `dsp-0001`…, dealt out to so many gateways `gw-01`… in turn.
    public static func invented(loudspeakers: Int, displays: Int, gateways: Int) -> [DeviceDescription] {
        func padded(_ number: Int, _ width: Int) -> String {
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        func make(_ prefix: String, _ channel: DeviceChannel, _ count: Int) -> [DeviceDescription] {
            (0..<count).map { index in
                DeviceDescription(
                    device: "\(prefix)-\(padded(index + 1, 4))", channel: channel,
                    gateway: gateways > 0 ? "gw-\(padded(index % gateways + 1, 2))" : nil)
            }
        }
        return make("spk", .loudspeaker, loudspeakers) + make("dsp", .display, displays)
    }
}
