public import Alerts
public import Community
public import Record

/// Where a record of a person comes from, and by which clock.
public struct RecordOrigin: Hashable, Sendable {
    /// When it happened, by the far end's clock or as written on paper; nil where nobody says.
    public var at: Moment?
    /// What the far end's clock showed when it sent this; nil where it has no clock that is known. A record that was made without
    /// network is sent later with its own time, and this says how right that clock is.
    public var sentAt: Moment?
    /// Whether it was typed in afterwards from paper or memory (补录).
    public var isTypedIn: Bool
    /// The number of the paper form.
    public var form: String?
    /// The pseudonym of who typed it in, where that is somebody else.
    public var enteredBy: Pseudonym?

    /// An origin; by default just now, without a clock of its own.
    public init(
        at: Moment? = nil, sentAt: Moment? = nil, isTypedIn: Bool = false, form: String? = nil, enteredBy: Pseudonym? = nil
    ) {
        self.at = at
        self.sentAt = sentAt
        self.isTypedIn = isTypedIn
        self.form = form.flatMap { RecordOrigin.isNumber($0) ? $0 : nil }
        self.enteredBy = enteredBy
    }

    /// A form's number is a short identifier; anything else might be words or a phone number, and those do not go into the journal.
    private static func isNumber(_ text: String) -> Bool {
        (1...32).contains(text.utf8.count) && text.split(whereSeparator: { !$0.isNumber }).allSatisfy { $0.count <= 8 }
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x2E || $0 == 0x5F
            }
    }
}

/// What somebody found at a door, or says of a household.
public struct IncomingDoor: Hashable, Sendable {
    /// The record's own name; the same name again is the same record.
    public var record: RecordID
    /// The alerts that it is about; empty for all that run for the household.
    public var alerts: [AlertID]
    /// The household's pseudonym.
    public var household: Pseudonym
    /// The pseudonym of who was there.
    public var by: Pseudonym
    /// What was found.
    public var result: DoorResult
    /// Whom they spoke with.
    public var whom: SpokenWith?
    /// The vulnerable persons of whom a helper states that they were told.
    public var persons: [Pseudonym]
    /// Where it comes from.
    public var origin: RecordOrigin
    /// The record that it takes the place of.
    public var corrects: RecordID?

    /// A visit.
    public init(
        record: RecordID, alerts: [AlertID] = [], household: Pseudonym, by: Pseudonym, result: DoorResult,
        whom: SpokenWith? = nil, persons: [Pseudonym] = [], origin: RecordOrigin = RecordOrigin(), corrects: RecordID? = nil
    ) {
        self.record = record
        self.alerts = alerts
        self.household = household
        self.by = by
        self.result = result
        self.whom = whom
        self.persons = persons
        self.origin = origin
        self.corrects = corrects
    }
}

/// A round with whistle, gong or van.
public struct IncomingRound: Hashable, Sendable {
    /// The record's own name.
    public var record: RecordID
    /// The alerts that it is about; empty for all that run for the buildings.
    public var alerts: [AlertID]
    /// The pseudonym of who walked or drove.
    public var by: Pseudonym
    /// By what people were warned.
    public var means: RoundRecorded.Means
    /// The pseudonyms of the buildings that were passed, in the order of the route.
    public var buildings: [Pseudonym]
    /// When it began.
    public var startedAt: Moment
    /// When it ended.
    public var endedAt: Moment
    /// Where it comes from; its `at` is the end.
    public var origin: RecordOrigin
    /// The record that it takes the place of.
    public var corrects: RecordID?

    /// A round.
    public init(
        record: RecordID, alerts: [AlertID] = [], by: Pseudonym, means: RoundRecorded.Means, buildings: [Pseudonym],
        startedAt: Moment, endedAt: Moment, origin: RecordOrigin = RecordOrigin(), corrects: RecordID? = nil
    ) {
        self.record = record
        self.alerts = alerts
        self.by = by
        self.means = means
        self.buildings = buildings
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.origin = origin
        self.corrects = corrects
    }
}
