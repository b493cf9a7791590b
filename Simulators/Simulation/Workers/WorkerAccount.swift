public import Alerts

/// What one worker really did.
public struct WorkerAccount: Codable, Sendable, Hashable {
    /// What was found at one door.
    public struct Door: Codable, Sendable, Hashable {
        /// The room as the page names it, and the name by which the page knows the door.
        public var room: String, household: String
        /// What was tapped: `told:resident`, `heard`, `notice`, `refused`.
        public var result: String
        /// When it was tapped, and when the service said that it has it; nil for never.
        public var at: Moment, keptAt: Moment?
        /// Whether the service took it as evidence.
        public var isKept: Bool
        /// How often it was sent.
        public var sent: Int
    }

    /// The phone.
    public var phone: MobileNumber
    /// When the first link came, and when its page was opened on this phone.
    public var linkAt: Moment, openedAt: Moment? = nil
    /// The status of the last answer that was no success; nil for none.
    public var refused: Int?
    /// Times without network, and whether the phone died on the way.
    public var gaps = 0, hasDied = false
    /// Every tap at a door, in order.
    public var doors: [Door] = []

    /// A worker who has a link.
    public init(phone: MobileNumber, linkAt: Moment) {
        self.phone = phone
        self.linkAt = linkAt
    }

    /// Rooms that were told face to face, as far as the service said that it has it.
    public var told: Set<String> {
        Set(doors.filter { $0.isKept && ($0.result.hasPrefix("told") || $0.result == "refused") }.map(\.room))
    }

    /// Rooms that heard it through the door.
    public var heard: Set<String> { Set(doors.filter { $0.isKept && $0.result == "heard" }.map(\.room)) }
}
