import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What somebody tapped on their page, as it came from the phone: at once, or later from a phone that had no network.
struct FieldTap: Sendable {
    /// What it is about.
    enum Deed: Sendable {
        /// The link is to be good on this phone; and the calls of its owner are answered.
        case bind
        /// The calls are answered, perhaps with a report.
        case answer(CalleeReport?)
        /// What was found at a door.
        case door(Pseudonym, DoorResult, SpokenWith?)
        /// A helper's word, or that of who has the door: the persons behind it were told.
        case persons(Pseudonym)
        /// The receiver of a place was told in person.
        case place(receiver: Pseudonym)
        /// A round begins.
        case roundBegun(RoundRecorded.Means)
        /// A round was made.
        case round(RoundRecorded.Means, [Pseudonym], startedAt: Moment, endedAt: Moment)
        /// Somebody needs help.
        case help(HelpCalled.Need)
        /// A record was a mistake.
        case void(RecordID)
    }

    let deed: Deed
    /// The name of the record, made on the phone.
    let record: RecordID
    /// When, by the phone's clock, and what that clock showed when it was sent.
    let at: Moment?
    let sentAt: Moment?
    /// Whether a script sent it, which wants a short answer instead of a page.
    let isScripted: Bool

    /// Reads a form; nil for what no page of ours sends.
    init?(_ form: Form) {
        guard let deed = Self.deed(form) else { return nil }
        self.deed = deed
        record = form["record"].flatMap { RecordID($0) } ?? RecordID(rawValue: .random(in: 1 ... .max))
        at = Self.moment(form["at"])
        sentAt = Self.moment(form["now"])
        isScripted = form["script"] == "1"
    }

    var origin: RecordOrigin { RecordOrigin(at: at, sentAt: sentAt) }

    private static func deed(_ form: Form) -> Deed? {
        switch form["do"] {
        case "bind": .bind
        case "answer": .answer(report(form))
        case "door": door(form)
        case "place": form["receiver"].flatMap { Pseudonym($0) }.map { .place(receiver: $0) }
        case "round": round(form)
        case "begin": means(form).map(Deed.roundBegun)
        case "help": form["need"].flatMap(HelpCalled.Need.init(rawValue:)).map(Deed.help)
        case "void": form["void"].flatMap { RecordID($0) }.map(Deed.void)
        default: nil
        }
    }

    private static func report(_ form: Form) -> CalleeReport? {
        guard let state = form["state"].flatMap(CalleeReport.State.init(rawValue:)) else { return nil }
        func count(_ name: String) -> Int? { form[name].flatMap { Int($0) }.flatMap { (0...100_000).contains($0) ? $0 : nil } }
        return CalleeReport(state: state, households: count("households"), residents: count("residents"))
    }

    /// `told:resident`: what was found, and who was spoken with.
    private static func door(_ form: Form) -> Deed? {
        guard let household = form["household"].flatMap({ Pseudonym($0) }), let text = form["result"] else { return nil }
        if text == "helper" { return .persons(household) }
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let result = DoorResult(rawValue: parts[0]), result != .helper else { return nil }
        guard parts.count > 1 else { return .door(household, result, nil) }
        return SpokenWith(rawValue: parts[1]).map { .door(household, result, $0) }
    }

    private static func means(_ form: Form) -> RoundRecorded.Means? { form["means"].flatMap(RoundRecorded.Means.init(rawValue:)) }

    private static func round(_ form: Form) -> Deed? {
        let buildings = form.values("building").compactMap { Pseudonym($0) }
        guard let means = means(form), let startedAt = moment(form["started"]), !buildings.isEmpty, buildings.count <= 500 else {
            return nil
        }
        return .round(means, buildings, startedAt: startedAt, endedAt: moment(form["at"]) ?? .epoch)
    }

    private static func moment(_ text: String?) -> Moment? {
        guard let milliseconds = text.flatMap({ Int64($0) }), (0...32_503_680_000_000).contains(milliseconds) else { return nil }
        return Moment(milliseconds: milliseconds)
    }
}
