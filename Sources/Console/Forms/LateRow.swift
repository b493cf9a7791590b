import Alerts
import Community
import Coverage
import Crypto
import Dissemination
import Foundation
import Record

/// One row of a paper form, as it was typed in, and the record that it makes.
struct LateRow: Sendable {
    let number: Int
    private let fields: [String: String]

    /// The fields that a row can have.
    static let names = [
        "room", "time", "result", "whom", "told", "who", "means", "report", "households", "people", "buildings", "end",
        "corrects",
    ]

    /// A row of a form; nil for one that nobody wrote anything on.
    init?(_ number: Int, _ form: Form) {
        self.number = number
        var fields: [String: String] = [:]
        for name in Self.names { fields[name] = form["\(name)-\(number)"] }
        guard fields["room"] != nil || fields["time"] != nil || fields["buildings"] != nil else { return nil }
        self.fields = fields
    }

    /// A field; nil where it is empty.
    subscript(name: String) -> String? { fields[name] }

    /// The name of the record: the same row of the same sheet is the same record however often it is typed in; what corrects another is one
    /// of its own.
    func record(_ sheet: String) -> RecordID {
        let text = "form:\(sheet.uppercased()):\(number):\(fields["corrects"] ?? "")"
        let bits = SHA256.hash(data: Array(text.utf8)).withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
        return RecordID(rawValue: bits)
    }

    /// What is wrong with a row before anything is asked of the desk.
    enum Fault: String, Error {
        case time, room, person, building, result, record
    }

    /// The record that a row makes.
    ///
    /// - Throws: `Fault` where something in it cannot be read.
    func input(_ sheet: LateSheet, _ names: RegisterNames) throws(Fault) -> Input {
        switch sheet.form.kind {
        case .door: try door(sheet, names)
        case .round: try round(sheet, names)
        case .answer: try answer(sheet, names)
        }
    }

    private func door(_ sheet: LateSheet, _ names: RegisterNames) throws(Fault) -> Input {
        guard let room = fields["room"], let index = names.register.index(ofHousehold: room) else { throw .room }
        guard let result = fields["result"].flatMap(DoorResult.init(rawValue:)) else { throw .result }
        guard let by = sheet.person else { throw .person }
        let persons =
            result == .helper && fields["told"] != nil ? sheet.persons(in: index) : []
        return .door(
            IncomingDoor(
                record: record(sheet.number), alerts: [sheet.alert], household: sheet.household(index), by: by, result: result,
                whom: fields["whom"].flatMap(SpokenWith.init(rawValue:)), persons: persons,
                origin: try origin(sheet, fields["time"]), corrects: try corrects()))
    }

    private func round(_ sheet: LateSheet, _ names: RegisterNames) throws(Fault) -> Input {
        guard let by = sheet.person else { throw .person }
        guard let means = fields["means"].flatMap(RoundRecorded.Means.init(rawValue:)) else { throw .result }
        let words = (fields["buildings"] ?? "").split(whereSeparator: { ";；,，、".contains($0) }).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        var buildings: [Pseudonym] = []
        for word in words where !word.isEmpty {
            let found = names.buildings.filter { $0.building.name == word || "\($0.building.grid)/\($0.building.name)" == word }
            guard !found.isEmpty else { throw .building }
            buildings += found.map(\.pseudonym)
        }
        guard !buildings.isEmpty else { throw .building }
        let ended = try origin(sheet, fields["end"])
        guard let start = sheet.moment(fields["time"]), let end = ended.at else { throw .time }
        return .round(
            IncomingRound(
                record: record(sheet.number), alerts: [sheet.alert], by: by, means: means, buildings: buildings,
                startedAt: start, endedAt: end, origin: ended, corrects: try corrects()))
    }

    private func answer(_ sheet: LateSheet, _ names: RegisterNames) throws(Fault) -> Input {
        let named = fields["who"].map { names.pseudonym(ofStaff: $0) }
        guard let by = named ?? sheet.person else { throw .person }
        let means = fields["means"].flatMap(AnswerMeans.init(rawValue:)) ?? .person
        let report = fields["report"].flatMap(CalleeReport.State.init(rawValue:)).map {
            CalleeReport(
                state: $0, households: fields["households"].flatMap { Int($0) }, residents: fields["people"].flatMap { Int($0) })
        }
        return .answer(
            IncomingAnswer(
                alerts: [sheet.alert], by: by, means: means, reported: report, origin: try origin(sheet, fields["time"])))
    }

    private func origin(_ sheet: LateSheet, _ time: String?) throws(Fault) -> RecordOrigin {
        guard let at = sheet.moment(time) else { throw .time }
        return RecordOrigin(at: at, isTypedIn: true, form: sheet.number, enteredBy: sheet.enteredBy)
    }

    private func corrects() throws(Fault) -> RecordID? {
        guard let text = fields["corrects"] else { return nil }
        guard let record = RecordID(text) else { throw .record }
        return record
    }
}

/// The head of a paper form: what all of its rows have in common.
struct LateSheet: Sendable {
    let form: PaperForm
    /// The number that is printed on it, `F5-000012`.
    let number: String
    let alert: AlertID
    let day: CivilDate
    let zone: TimeZone
    /// Who made the rounds or stood at the doors.
    let person: Pseudonym?
    /// Who types it in.
    let enteredBy: Pseudonym?
    /// The roster by which the alert counts.
    let roster: Roster

    /// The moment of a time of day as written on paper, `14:03` or `14:03:20`; one before midnight and after it are written on two sheets.
    func moment(_ time: String?) -> Moment? {
        guard let time else { return nil }
        let full = time.split(separator: ":").count == 2 ? time + ":00" : time
        let padded = full.utf8.count == 7 ? "0" + full : full
        guard let naive = Timestamp("\(day)T\(padded)Z") else { return nil }
        let offset = naive.moment.stamped(in: zone).offsetMinutes
        return naive.moment - .minutes(Int64(offset))
    }

    /// The pseudonym of a household of the roster.
    func household(_ index: UInt32) -> Pseudonym { roster.households[Int(index)].pseudonym }

    /// The vulnerable persons of a household.
    func persons(in household: UInt32) -> [Pseudonym] {
        roster.vulnerable.filter { $0.household == household }.map(\.pseudonym)
    }
}
