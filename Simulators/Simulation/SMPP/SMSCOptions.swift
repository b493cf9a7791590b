/// How an SMSC is set up.
public struct SMSCOptions: Sendable, Hashable {
    /// The port on 127.0.0.1; 0 takes one that is free.
    public var port = 0
    /// Who may bind; nil lets any system_id.
    public var systemID: String?
    /// The password of a bind.
    public var password = "simpass"
    /// What data_coding 0 means.
    public var alphabet = DefaultAlphabet.gsm
    /// How many segments a second are taken; beyond that they are throttled (0x58). nil takes all.
    public var rate: Double?
    /// How many segments may be on their way; beyond that the queue is full (0x14). nil takes all.
    public var queue: Int?
    /// How many receipts and replies may be without an answer on one connection.
    public var window = 100

    /// An SMSC on a free port that takes everything.
    public init() {}
}

/// What an SMSC did, in sums.
public struct SMSCAccount: Codable, Sendable, Hashable {
    /// Binds that were let in, those that were refused, and connections that ended.
    public var binds = 0, bindsRefused = 0, closed = 0
    /// Segments taken, and submissions refused, by command_status.
    public var segments = 0, refused: [String: Int] = [:]
    /// Submissions that got no answer, on purpose.
    public var unanswered = 0
    /// Receipts and replies that were sent, acknowledged, and refused by the other side for good.
    public var sent = 0, acknowledged = 0, rejected = 0
    /// Those that were sent again: since the connection broke, or since the other side could not take them just then.
    public var sentAgain = 0, postponed = 0
    /// Those that wait for a connection or an answer.
    public var waiting = 0
}
