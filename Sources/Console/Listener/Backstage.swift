public import Alerts
public import Community
public import Coverage
public import Dissemination
public import Engine
public import Foundation
public import Intake
public import Storage

/// What the console sees of the service: everything that it shows or sets going comes through here.
public struct Backstage: Sendable {
    /// The community's identifier.
    public var community: String
    /// The version of the program.
    public var version: String
    /// The zone of the community's clock.
    public var zone: TimeZone
    /// The one writer of the journal. Its calls block, so they go through `async`.
    public var writer: JournalWriter
    /// The journal on disk.
    public var journal: any JournalReader
    /// The door for alerts.
    public var intake: AlertIntake
    /// Kinds of hazards and issuers.
    public var hazards: HazardTable
    /// Who may bring alerts.
    public var sources: [SourceRule]
    /// A register version with its personal data; nil for the one in force. It may read the disk.
    public var register: @Sendable (_ version: Int?) -> Register?
    /// The pseudonym of a person or home; nil where the key is gone.
    public var pseudonym: @Sendable (_ kind: String, _ identifier: String) throws -> Pseudonym?
    /// The households of an alert that are not covered.
    public var missing: @Sendable (AlertCoverage) -> [MissingHousehold]
    /// Lets a held alert go out or keeps it back, in somebody's name.
    public var judge: @Sendable (AlertID, _ goesOut: Bool, _ by: Pseudonym?) async -> Outcome
    /// Sends `report` to devices that owe receipts.
    public var ask: @Sendable ([String]) -> Void
    /// Whether a warning would go out.
    public var readiness: @Sendable () async -> Readiness
    /// The clock.
    public var now: @Sendable () -> Moment

    /// What became of something that was asked for.
    public struct Outcome: Sendable {
        /// Whether it was done.
        public var done: Bool
        /// What was done, or why not and what to do.
        public var text: String

        /// An outcome.
        public init(done: Bool, text: String) {
            self.done = done
            self.text = text
        }
    }

    /// A household that is not covered.
    public struct MissingHousehold: Hashable, Sendable {
        /// Its index in the register version of the alert.
        public var index: UInt32
        /// Why, as a word of a closed set.
        public var reason: String

        /// A household with the reason.
        public init(index: UInt32, reason: String) {
            self.index = index
            self.reason = reason
        }
    }

    /// All of it.
    public init(
        community: String, version: String, zone: TimeZone, writer: JournalWriter, journal: any JournalReader,
        intake: AlertIntake, hazards: HazardTable, sources: [SourceRule],
        register: @escaping @Sendable (Int?) -> Register?,
        pseudonym: @escaping @Sendable (String, String) throws -> Pseudonym?,
        missing: @escaping @Sendable (AlertCoverage) -> [MissingHousehold],
        judge: @escaping @Sendable (AlertID, Bool, Pseudonym?) async -> Outcome, ask: @escaping @Sendable ([String]) -> Void,
        readiness: @escaping @Sendable () async -> Readiness,
        now: @escaping @Sendable () -> Moment
    ) {
        self.community = community
        self.version = version
        self.zone = zone
        self.writer = writer
        self.journal = journal
        self.intake = intake
        self.hazards = hazards
        self.sources = sources
        self.register = register
        self.pseudonym = pseudonym
        self.missing = missing
        self.judge = judge
        self.ask = ask
        self.readiness = readiness
        self.now = now
    }
}
