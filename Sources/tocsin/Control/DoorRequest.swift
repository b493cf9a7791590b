import Alerts
import Community
import Record

/// What a paper form says beside what was found.
struct PaperRequest: Codable, Hashable, Sendable {
    /// The staff identifier of who was there.
    var by: String
    /// The number of the form and the row on it.
    var form: String?
    var row: Int?
    /// The staff identifier of who types it in.
    var enteredBy: String?
    /// The alert; nil for all in force.
    var alert: AlertID?
    /// The record that this one takes the place of.
    var corrects: RecordID?
}

/// What somebody found at a door.
struct DoorRequest: Codable, Hashable, Sendable {
    /// The household's identifier.
    var household: String
    /// What was found.
    var result: DoorResult
    /// Whom they spoke with.
    var whom: SpokenWith?
    /// Whether the vulnerable persons there were told themselves, by a helper's word.
    var told: Bool
    /// When.
    var at: Moment
    /// Where it comes from.
    var paper: PaperRequest
}

/// A round that somebody made.
struct RoundRequest: Codable, Hashable, Sendable {
    /// Buildings as `GRID/BUILDING`, in the order of the route.
    var buildings: [String]
    /// By what.
    var means: RoundRecorded.Means
    /// When it began and ended.
    var from: Moment
    var to: Moment
    /// Where it comes from.
    var paper: PaperRequest
}
