/// `journal.opened`: the first line of every journal.
public struct JournalOpened: Codable, Hashable, Sendable {
    /// The format of the lines, `tocsin-journal/1`.
    public var format: String
    /// The community whose journal this is.
    public var community: String
    /// The zone of all times, for instance `Asia/Shanghai`.
    public var timezone: String
    /// The public key of the checkpoints, as a note verifier key.
    public var key: String

    /// The format that this code writes.
    public static let currentFormat = "tocsin-journal/1"

    /// The opening of a journal in the current format.
    public init(community: String, timezone: String, key: String) {
        format = JournalOpened.currentFormat
        self.community = community
        self.timezone = timezone
        self.key = key
    }
}

/// `service.started`: the service took up its work. Between the line before and this one it was not there.
public struct ServiceStarted: Codable, Hashable, Sendable {
    /// The version of the program.
    public var version: String

    /// A start of a version.
    public init(version: String) { self.version = version }
}

/// `service.alive`, at least every five minutes, and `service.stopped`: signs of life, which give the outages.
public struct SignOfLife: Codable, Hashable, Sendable {
    /// Receipts refused or repeated since the last sign and not journaled one by one.
    public var uncounted: Int?

    /// A sign of life.
    public init(uncounted: Int? = nil) { self.uncounted = uncounted }
}

/// `broker.state`: the connection to the broker came or went.
public struct BrokerState: Codable, Hashable, Sendable {
    /// Whether commands can go out and receipts come in.
    public var connected: Bool
    /// Why not, or which protocol is spoken.
    public var detail: String

    /// A state of the connection.
    public init(connected: Bool, detail: String) {
        self.connected = connected
        self.detail = detail
    }
}

/// `clock.state`: whether this machine's clock follows a reference.
public struct ClockState: Codable, Hashable, Sendable {
    /// Whether the kernel says that the clock is synchronised.
    public var synchronised: Bool
    /// How far the clock may be off, in milliseconds, as the kernel estimates it; nil where it gives none.
    public var errorMilliseconds: Int?
    /// How far the clock jumped back, in milliseconds, where it did.
    public var steppedBackMilliseconds: Int64?

    /// A state of the clock.
    public init(synchronised: Bool, errorMilliseconds: Int?, steppedBackMilliseconds: Int64? = nil) {
        self.synchronised = synchronised
        self.errorMilliseconds = errorMilliseconds
        self.steppedBackMilliseconds = steppedBackMilliseconds
    }
}

/// `configuration.adopted`: rules in force from this line on, whole: the policy, the scoring convention, the hazard table.
public struct ConfigurationAdopted: Codable, Hashable, Sendable {
    /// `policy`, `scoring` or `hazards`.
    public var name: String
    /// The content, in the shape that the room which uses it defines.
    public var content: JSONValue

    /// Rules by name.
    public init(name: String, content: JSONValue) {
        self.name = name
        self.content = content
    }
}
