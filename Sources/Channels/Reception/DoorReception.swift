import Alerts
public import Community
import Crypto
public import Dissemination
import Record

/// Door results by plain message, from phones without data: words become records, or are kept as unclear and answered; nothing is guessed.
public struct DoorReception: Sendable {
    /// Who a phone belongs to, and the homes that they may mean.
    public struct Worker: Sendable {
        /// Their pseudonym.
        public var staff: Pseudonym
        /// The homes.
        public var rooms: RoomFinder

        /// Somebody with homes.
        public init(staff: Pseudonym, rooms: RoomFinder) {
            self.staff = staff
            self.rooms = rooms
        }
    }

    /// What a message comes to.
    struct Outcome: Sendable {
        var meaning: ReplyReceived.Meaning
        var inputs: [Input]
        /// What is answered to whoever wrote what cannot be read; nil for nothing.
        var answer: String?
    }

    private let codes: DoorCodes
    private let worker: @Sendable (Pseudonym) -> Worker?

    /// A reception.
    ///
    /// - Parameter worker: finds the member of staff behind a phone; nil for other phones. It may read the disk.
    public init(codes: DoorCodes, worker: @escaping @Sendable (Pseudonym) -> Worker?) {
        self.codes = codes
        self.worker = worker
    }

    /// Reads a message from a phone; nil where it is not about doors, or not from staff.
    ///
    /// - Parameter name: what is the same for the same message, however often it is brought.
    func outcome(_ text: String, from phone: Pseudonym, at: Moment?, name: String) -> Outcome? {
        let reading = codes.reading(text)
        guard reading != .other, let worker = worker(phone) else { return nil }
        guard case .words(let words) = reading else { return unclear([text]) }
        var inputs: [Input] = []
        var doubtful: [String] = []
        for (index, word) in words.enumerated() {
            guard case .one(let household) = worker.rooms.find(word.room) else {
                doubtful.append(word.room)
                continue
            }
            inputs.append(input(word, household, by: worker.staff, at: at, record: Self.record("\(name),\(index)")))
        }
        guard doubtful.isEmpty else {
            var outcome = unclear(doubtful)
            outcome.inputs = inputs
            return outcome
        }
        return Outcome(meaning: .confirms, inputs: inputs)
    }

    private func unclear(_ rooms: [String]) -> Outcome {
        let shown = rooms.joined(separator: "、").prefix(40).filter { !"【】".contains($0) }
        return Outcome(
            meaning: .unclear, inputs: [], answer: codes.answer.replacing("{rooms}", with: String(shown)))
    }

    private func input(
        _ word: DoorCodes.Word, _ household: Pseudonym, by staff: Pseudonym, at: Moment?, record: RecordID
    ) -> Input {
        if let need = word.code.help {
            return .help(IncomingHelp(record: record, by: staff, need: need, household: household, at: at))
        }
        return .door(
            IncomingDoor(
                record: record, household: household, by: staff, result: word.code.result ?? .told, whom: word.code.whom,
                origin: RecordOrigin(at: at)))
    }

    private static func record(_ name: String) -> RecordID { RecordID(digest: SHA256.hash(data: Array("sms:\(name)".utf8))) }
}
