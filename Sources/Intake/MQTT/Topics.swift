public import Alerts

/// The topics of one community under a root, `ROOT/C/…`.
public struct Topics: Hashable, Sendable {
    /// `ROOT/C`.
    public let base: String

    /// The topics of a community.
    public init(root: String, community: String) { base = "\(root)/\(community)" }

    /// What the service listens to.
    public var subscriptions: [String] {
        ["alert/in/+", "device/+/receipt", "device/+/status", "gateway/+/status"].map { "\(base)/\($0)" }
    }

    /// Where a device reads its commands.
    public func command(_ device: String) -> String { "\(base)/device/\(device)/command" }
    /// Where accepted alerts go, for neighbours and higher levels.
    public var alertsOut: String { "\(base)/alert/out" }
    /// Where coverage of an alert is retained.
    public func coverage(_ alert: AlertID) -> String { "\(base)/coverage/\(alert)" }
    /// Where the assessment of item 4.7 is retained.
    public var score: String { "\(base)/score/4.7" }
    /// Where the latest signed checkpoint is retained.
    public var checkpoint: String { "\(base)/journal/checkpoint" }

    /// What a message on a topic is.
    public enum Kind: Hashable, Sendable {
        case alert(source: String)
        case receipt(device: String)
        case deviceStatus(device: String)
        case gatewayStatus(gateway: String)
    }

    /// Reads a topic; nil where it is none of ours or a name in it is not an identifier.
    public func kind(of topic: String) -> Kind? {
        guard topic.utf8.starts(with: "\(base)/".utf8) else { return nil }
        let levels = topic.utf8.dropFirst(base.utf8.count + 1).split(separator: 0x2F, omittingEmptySubsequences: false)
        guard levels.count == 3 else { return nil }
        let words = levels.map { Substring($0) }
        switch (words[0], words[1], words[2]) {
        case ("alert", "in", let source): return Identifier.isValid(source) ? .alert(source: String(source)) : nil
        case ("device", let device, "receipt"): return Identifier.isValid(device) ? .receipt(device: String(device)) : nil
        case ("device", let device, "status"): return Identifier.isValid(device) ? .deviceStatus(device: String(device)) : nil
        case ("gateway", let gateway, "status"):
            return Identifier.isValid(gateway) ? .gatewayStatus(gateway: String(gateway)) : nil
        default: return nil
        }
    }
}
