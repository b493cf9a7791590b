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
        let all = topic.utf8
        guard let end = all.index(all.startIndex, offsetBy: base.utf8.count + 1, limitedBy: all.endIndex),
            all.starts(with: base.utf8), all[all.index(before: end)] == 0x2F
        else { return nil }
        let levels = all[end...]
        guard let first = levels.firstIndex(of: 0x2F), let last = levels.lastIndex(of: 0x2F) else { return nil }
        let head = levels[..<first]
        let tail = levels[levels.index(after: last)...]
        guard first < last else { return nil }
        let middle = levels[levels.index(after: first)..<last]
        if says(head, "device"), Identifier.isValid(utf8: middle) {
            if says(tail, "receipt") { return .receipt(device: String(Substring(middle))) }
            if says(tail, "status") { return .deviceStatus(device: String(Substring(middle))) }
        }
        if says(head, "gateway"), says(tail, "status"), Identifier.isValid(utf8: middle) {
            return .gatewayStatus(gateway: String(Substring(middle)))
        }
        guard says(head, "alert"), says(middle, "in"), Identifier.isValid(utf8: tail) else { return nil }
        return .alert(source: String(Substring(tail)))
    }

    private func says(_ level: Substring.UTF8View, _ word: StaticString) -> Bool {
        level.elementsEqual(UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount))
    }
}
