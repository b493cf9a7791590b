public import Alerts
public import Community

/// What somebody found at a door.
public enum DoorResult: String, CaseIterable, Codable, Hashable, Sendable {
    /// Told face to face (当面告知).
    case told
    /// Heard through the door, which stayed shut.
    case heard
    /// Nobody home; a notice was left.
    case notice
    /// The word of somebody who speaks for the household, a helper's above all (帮扶人转告).
    case helper
    /// Told, and refuses to act.
    case refused
    /// Nobody lives there just now.
    case away
    /// There is no such door, or nobody lives there any more: the register is wrong.
    case wrongEntry
    /// Told, and cannot leave without being carried.
    case needsCarrying
    /// The way there is not safe (去不了，不安全).
    case unsafe

    /// The stage of channel `door` that it amounts to; nil for what proves nothing of anybody.
    public var stage: Stage? {
        switch self {
        case .notice: .dispatched
        case .heard: .presented
        case .helper: .confirmed
        case .told, .refused, .needsCarrying: .told
        case .away, .wrongEntry, .unsafe: nil
        }
    }
}

/// Whom somebody at a door spoke with.
public enum SpokenWith: String, CaseIterable, Codable, Hashable, Sendable {
    /// Somebody who lives there.
    case resident
    /// A relative who lives elsewhere.
    case relative
    /// A neighbour.
    case neighbour
    /// Somebody who cares for the household: a nurse, a landlord, a foreman.
    case carer
}

/// `door.recorded`: somebody was at a door for an alert, or spoke for it. The line's own `at` is when it became known.
public struct DoorRecorded: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The record's own name within the alert.
    public var record: RecordID
    /// The register version of the alert.
    public var register: Int
    /// The household's index in that version.
    public var household: UInt32
    /// The pseudonym of who was there.
    public var by: Pseudonym
    /// What was found.
    public var result: DoorResult
    /// Whom they spoke with, where they say.
    public var whom: SpokenWith?
    /// The vulnerable persons of whom it is stated that they were told (已告知本人). At a door that was told none is named: all are.
    public var persons: [Pseudonym]?
    /// The time by the far end: the phone's clock, or as written on the form.
    public var far: Moment?
    /// The moment that counts.
    public var moment: Moment
    /// True where it was typed in afterwards (补录).
    public var late: Bool?
    /// The number of the paper form.
    public var form: String?
    /// The pseudonym of who typed it in, where that is somebody else.
    public var enteredBy: Pseudonym?
    /// The record that it takes the place of; that one counts no more.
    public var corrects: RecordID?

    /// A visit with everything optional left out.
    public init(
        alert: AlertID, record: RecordID, register: Int, household: UInt32, by: Pseudonym, result: DoorResult,
        whom: SpokenWith? = nil, persons: [Pseudonym]? = nil, far: Moment?, moment: Moment, late: Bool? = nil,
        form: String? = nil, enteredBy: Pseudonym? = nil, corrects: RecordID? = nil
    ) {
        self.alert = alert
        self.record = record
        self.register = register
        self.household = household
        self.by = by
        self.result = result
        self.whom = whom
        self.persons = persons
        self.far = far
        self.moment = moment
        self.late = late
        self.form = form
        self.enteredBy = enteredBy
        self.corrects = corrects
    }
}

/// `round.recorded`: somebody went round with a whistle, a gong or a van and passed buildings.
public struct RoundRecorded: Codable, Hashable, Sendable {
    /// By what people were warned on the way.
    public enum Means: String, CaseIterable, Codable, Hashable, Sendable {
        case whistle, gong, van, loudhailer
    }

    /// The alert.
    public var alert: AlertID
    /// The record's own name within the alert.
    public var record: RecordID
    /// The pseudonym of who walked or drove.
    public var by: Pseudonym
    /// By what.
    public var means: Means
    /// The pseudonyms of the buildings that were passed, in the order of the route.
    public var buildings: [Pseudonym]
    /// When the round began.
    public var startedAt: Moment
    /// When it ended.
    public var endedAt: Moment
    /// The moment that counts.
    public var moment: Moment
    /// True where it was typed in afterwards (补录).
    public var late: Bool?
    /// The number of the paper form.
    public var form: String?
    /// The pseudonym of who typed it in, where that is somebody else.
    public var enteredBy: Pseudonym?
    /// The record that it takes the place of.
    public var corrects: RecordID?

    /// A round with everything optional left out.
    public init(
        alert: AlertID, record: RecordID, by: Pseudonym, means: Means, buildings: [Pseudonym], startedAt: Moment,
        endedAt: Moment, moment: Moment, late: Bool? = nil, form: String? = nil, enteredBy: Pseudonym? = nil,
        corrects: RecordID? = nil
    ) {
        self.alert = alert
        self.record = record
        self.by = by
        self.means = means
        self.buildings = buildings
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.moment = moment
        self.late = late
        self.form = form
        self.enteredBy = enteredBy
        self.corrects = corrects
    }
}

/// `record.voided`: a record counts no more, and nothing takes its place.
public struct RecordVoided: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The record that counts no more.
    public var record: RecordID
    /// The pseudonym of who took it back.
    public var by: Pseudonym

    /// A record that was taken back.
    public init(alert: AlertID, record: RecordID, by: Pseudonym) {
        self.alert = alert
        self.record = record
        self.by = by
    }
}

/// `record.refused`: what somebody recorded cannot count; it is kept here, with the reason.
public struct RecordRefused: Codable, Hashable, Sendable {
    /// Why it cannot count.
    public enum Reason: String, CaseIterable, Codable, Hashable, Sendable {
        /// The alert is not open here, or goes to nobody.
        case unknownAlert = "unknown-alert"
        /// Nobody of that name is on the staff.
        case unknownStaff = "unknown-staff"
        /// The alert is not for that household or those buildings.
        case elsewhere
        /// No such vulnerable person lives there.
        case unknownPerson = "unknown-person"
        /// The record that it corrects is not there, or counts no more.
        case unknownRecord = "unknown-record"
        /// Somebody else has to say this: only a person's helper for the person, only the duty officer or head for another's record.
        case notEntitled = "not-entitled"
        /// It was typed in too long after the means came back.
        case tooLate = "too-late"
        /// Its times cannot be: before the alert, in the future, or the end before the beginning.
        case time
    }

    /// The alert.
    public var alert: AlertID
    /// The record's own name.
    public var record: RecordID
    /// The pseudonym of whoever is said to have made it.
    public var by: Pseudonym
    /// Why it cannot count.
    public var reason: Reason
    /// The number of the paper form.
    public var form: String?

    /// A record that cannot count.
    public init(alert: AlertID, record: RecordID, by: Pseudonym, reason: Reason, form: String? = nil) {
        self.alert = alert
        self.record = record
        self.by = by
        self.reason = reason
        self.form = form
    }
}
