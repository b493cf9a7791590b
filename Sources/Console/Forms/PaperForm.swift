import Alerts
import Record

/// The five forms for a power cut (预警接收登记, 转发播发记录, 叫应记录, 未触达清单, 入户通知签收单): what stands in their columns, and what
/// becomes of a row that is typed in afterwards.
enum PaperForm: Int, CaseIterable, Sendable {
    case receipt = 1
    case rounds, calls, missing, doors

    /// What a row is in the journal.
    enum Kind: Sendable {
        /// Somebody answered, or took note of the warning.
        case answer
        /// Somebody went round.
        case round
        /// Somebody was at a door.
        case door
    }

    /// What its rows become.
    var kind: Kind {
        switch self {
        case .receipt, .calls: .answer
        case .rounds: .round
        case .missing, .doors: .door
        }
    }

    /// Whether the doors of a grid can be printed on it.
    var hasDoors: Bool { kind == .door }

    /// The rows of a sheet of A4, with room to write by hand.
    static let rows = 20

    /// The keys of its columns in the catalogue.
    var columns: [String] {
        switch self {
        case .receipt: ["received", "way", "issuer", "warning", "sent", "content", "officer", "acknowledged"]
        case .rounds: ["means", "walker", "buildings", "begin", "end", "remark"]
        case .calls: ["callee", "phone", "attempt", "called", "outcome", "answered", "means", "report", "next"]
        case .missing: ["building", "room", "residents", "needs", "why", "given", "time", "code"]
        case .doors: ["building", "room", "residents", "needs", "time", "code", "whom", "signature"]
        }
    }

    /// The form and the sheet that a number stands for; nil for one that no sheet has.
    static func read(_ number: String) -> (form: PaperForm, sheet: Int)? {
        let parts = number.uppercased().split(separator: "-")
        guard parts.count == 2, parts[0].first == "F", let form = Int(parts[0].dropFirst()).flatMap(PaperForm.init(rawValue:)),
            let sheet = Int(parts[1]), sheet > 0
        else { return nil }
        return (form, sheet)
    }

    /// The results at a door in the order of their codes on paper, from 0; the same digits stand for them in messages, where 9 calls for
    /// help and a helper speaks for themself.
    static let results: [DoorResult] = [
        .helper, .told, .heard, .notice, .away, .refused, .wrongEntry, .needsCarrying, .unsafe,
    ]

    /// The code of a result.
    static func code(_ result: DoorResult) -> Int { results.firstIndex(of: result) ?? 0 }
}
