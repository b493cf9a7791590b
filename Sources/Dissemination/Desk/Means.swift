/// The gateways and robots by which warnings can go out here beyond the devices of the register, by name.
public struct Means: Hashable, Sendable {
    /// Gateways for messages, the first before the others.
    public var messages: [String]
    /// Gateways for calls, the first before the others.
    public var calls: [String]
    /// Robots of chat groups.
    public var robots: [String]
    /// Gateways of devices in the register that are spoken to in a way of their own.
    public var foreign: [String]
    /// Whether messages to staff carry a personal link: there is an address by which phones reach the pages.
    public var links: Bool

    /// Means; by default none.
    public init(messages: [String] = [], calls: [String] = [], robots: [String] = [], foreign: [String] = [], links: Bool = false)
    {
        self.messages = messages
        self.calls = calls
        self.robots = robots
        self.foreign = foreign
        self.links = links
    }

    /// Whether a name is that of one of them.
    func contains(_ name: String) -> Bool { messages.contains(name) || calls.contains(name) || robots.contains(name) }
}
