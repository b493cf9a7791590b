import Alerts
import Record

/// What a command asks of the running service, one JSON object on one line: `{"do":"approve","alert":"…","by":"…"}`.
enum ControlRequest: Hashable, Sendable {
    /// How it is.
    case status
    /// Validate the register in a folder (an absolute path) and adopt it.
    case importRegister(directory: String)
    /// Let a held alert go out. `by` is the staff identifier of who decides, as in the register.
    case approve(alert: AlertID, by: String?)
    /// Keep a held alert back for good.
    case reject(alert: AlertID, by: String?)
    /// Let Exercise alerts of a time go to residents.
    case declareDrill(DrillRequest)
    /// Record what somebody found at a door.
    case recordDoor(DoorRequest)
    /// Record a round.
    case recordRound(RoundRequest)
    /// Take a record back. `by` is the staff identifier of who does.
    case voidRecord(RecordID, by: String)
}

/// A drill to be declared.
struct DrillRequest: Codable, Hashable, Sendable {
    /// Its name.
    var name: String
    /// Whether it is a full drill, which the assessment asks of every half-year.
    var full: Bool
    /// From when.
    var from: Moment
    /// Until when.
    var to: Moment
    /// The staff identifier of who declares it.
    var by: String
}

extension ControlRequest: Codable {
    private enum Key: String, CodingKey { case verb = "do", directory, alert, by, drill, door, round, record }

    private enum Verb: String, Codable {
        case status, approve, reject
        case importRegister = "import-register"
        case declareDrill = "declare-drill"
        case recordDoor = "record-door"
        case recordRound = "record-round"
        case voidRecord = "void-record"
    }

    init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Key.self)
        switch try members.decode(Verb.self, forKey: .verb) {
        case .status: self = .status
        case .importRegister: self = .importRegister(directory: try members.decode(String.self, forKey: .directory))
        case .approve: self = .approve(alert: try members.decode(AlertID.self, forKey: .alert), by: try Self.by(members))
        case .reject: self = .reject(alert: try members.decode(AlertID.self, forKey: .alert), by: try Self.by(members))
        case .declareDrill: self = .declareDrill(try members.decode(DrillRequest.self, forKey: .drill))
        case .recordDoor: self = .recordDoor(try members.decode(DoorRequest.self, forKey: .door))
        case .recordRound: self = .recordRound(try members.decode(RoundRequest.self, forKey: .round))
        case .voidRecord:
            self = .voidRecord(
                try members.decode(RecordID.self, forKey: .record), by: try members.decode(String.self, forKey: .by))
        }
    }

    private static func by(_ members: KeyedDecodingContainer<Key>) throws -> String? {
        try members.decodeIfPresent(String.self, forKey: .by)
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        switch self {
        case .status: try members.encode(Verb.status, forKey: .verb)
        case .importRegister(let directory):
            try members.encode(Verb.importRegister, forKey: .verb)
            try members.encode(directory, forKey: .directory)
        case .approve(let alert, let by):
            try members.encode(Verb.approve, forKey: .verb)
            try members.encode(alert, forKey: .alert)
            try members.encodeIfPresent(by, forKey: .by)
        case .reject(let alert, let by):
            try members.encode(Verb.reject, forKey: .verb)
            try members.encode(alert, forKey: .alert)
            try members.encodeIfPresent(by, forKey: .by)
        case .declareDrill(let drill):
            try members.encode(Verb.declareDrill, forKey: .verb)
            try members.encode(drill, forKey: .drill)
        case .recordDoor(let door):
            try members.encode(Verb.recordDoor, forKey: .verb)
            try members.encode(door, forKey: .door)
        case .recordRound(let round):
            try members.encode(Verb.recordRound, forKey: .verb)
            try members.encode(round, forKey: .round)
        case .voidRecord(let record, let by):
            try members.encode(Verb.voidRecord, forKey: .verb)
            try members.encode(record, forKey: .record)
            try members.encode(by, forKey: .by)
        }
    }
}
