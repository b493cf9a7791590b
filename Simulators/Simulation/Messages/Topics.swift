/// The topics below one community.
public struct Topics: Sendable, Hashable {
    private let base: String

    /// The topics of a community below a root such as `tocsin/v1`.
    public init(root: String, community: String) { base = "\(root)/\(community)" }

    /// Where a device is told what to do.
    public func command(_ device: String) -> String { "\(base)/device/\(device)/command" }
    /// Where a device answers.
    public func receipt(_ device: String) -> String { "\(base)/device/\(device)/receipt" }
    /// Where a device says how it is.
    public func status(device: String) -> String { "\(base)/device/\(device)/status" }
    /// Where a gateway says how it is.
    public func status(gateway: String) -> String { "\(base)/gateway/\(gateway)/status" }
    /// Where a source hands in alerts.
    public func alertIn(_ source: String) -> String { "\(base)/alert/in/\(source)" }
    /// Every device's commands.
    public var everyCommand: String { command("+") }

    /// The device that a command topic of this community is for; nil for any other topic.
    public func device(ofCommand topic: String) -> String? {
        let prefix = "\(base)/device/"
        let suffix = "/command"
        guard topic.hasPrefix(prefix), topic.hasSuffix(suffix), topic.utf8.count > prefix.utf8.count + suffix.utf8.count else {
            return nil
        }
        return String(topic.dropFirst(prefix.count).dropLast(suffix.count))
    }
}
