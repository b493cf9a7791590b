import Alerts
import Community
import Coverage
import Crypto
import Dissemination
import Engine
import Foundation
import Record
import Storage

extension ControlDesk {
    /// Takes in what somebody found at a door.
    func record(_ door: DoorRequest) throws -> ControlAnswer {
        guard let register = shelf.register, let index = register.index(ofHousehold: door.household),
            let household = try shelf.pseudonym("household", door.household)
        else { return .refused("\(door.household) is not in households.csv of the register in force") }
        var persons: [Pseudonym] = []
        if door.told {
            for person in register.vulnerable where person.household == index {
                if let name = try shelf.pseudonym("person", person.person) { persons.append(name) }
            }
        }
        let record = Self.name(door.paper, "door:\(door.household):\(door.at.milliseconds)")
        let incoming = IncomingDoor(
            record: record, alerts: door.paper.alert.map { [$0] } ?? [], household: household, by: try named(door.paper.by),
            result: door.result, whom: door.whom, persons: persons, origin: try origin(door.paper, door.at),
            corrects: door.paper.corrects)
        return try submit(.door(incoming), record)
    }

    /// Takes in a round.
    func record(_ round: RoundRequest) throws -> ControlAnswer {
        guard let register = shelf.register else { return .refused("no register is in force") }
        var buildings: [Pseudonym] = []
        for text in round.buildings {
            let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, !register.households(inBuilding: parts[1], ofGrid: parts[0]).isEmpty,
                let name = try shelf.pseudonym("building", text)
            else {
                return .refused("\(text) is not a building of the register in force; write GRID/BUILDING as in households.csv")
            }
            buildings.append(name)
        }
        let record = Self.name(round.paper, "round:\(round.buildings.joined(separator: ",")):\(round.from.milliseconds)")
        let incoming = IncomingRound(
            record: record, alerts: round.paper.alert.map { [$0] } ?? [], by: try named(round.paper.by), means: round.means,
            buildings: buildings, startedAt: round.from, endedAt: round.to, origin: try origin(round.paper, round.to),
            corrects: round.paper.corrects)
        return try submit(.round(incoming), record)
    }

    /// Takes a record back.
    func void(_ record: RecordID, by: String) throws -> ControlAnswer {
        let lines = try lines(of: .void(record, by: try named(by)), record)
        if lines.contains(where: { if case .recordVoided = $0.entry { true } else { false } }) {
            return .done("record \(record) counts no more")
        }
        return refusal(lines)
            ?? .refused("there is no record \(record) that counts; `tocsin journal show --type door.recorded` lists them")
    }

    /// The name of a record: that of its row of the sheet, so that the same row again is the same record; else of what it says.
    private static func name(_ paper: PaperRequest, _ words: String) -> RecordID {
        let text =
            paper.form.flatMap { form in
                paper.row.map { "form:\(form):\($0):\(paper.corrects?.description ?? "")" }
            } ?? "command:\(paper.by):\(words)"
        let bits = SHA256.hash(data: Array(text.utf8)).withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(as: UInt64.self)) }
        return RecordID(rawValue: bits)
    }

    private func origin(_ paper: PaperRequest, _ at: Moment) throws -> RecordOrigin {
        RecordOrigin(at: at, isTypedIn: true, form: paper.form, enteredBy: try paper.enteredBy.map(named))
    }

    private func named(_ staff: String) throws -> Pseudonym {
        guard let name = try shelf.pseudonym(ofStaff: staff) else {
            throw ServiceProblem("\(staff) is not in staff.csv of the register in force; give an identifier of its first column")
        }
        return name
    }

    /// Hands a record in and says what became of it.
    private func submit(_ input: Input, _ record: RecordID) throws -> ControlAnswer {
        let lines = try lines(of: input, record)
        let kept = lines.filter {
            switch $0.entry {
            case .doorRecorded, .roundRecorded: true
            default: false
            }
        }
        if let first = kept.first {
            return .done("record \(record) is on record for \(kept.count) alerts, marked as typed in (#\(first.seq))")
        }
        return refusal(lines) ?? .refused("record \(record) is there already; to change it give --corrects \(record)")
    }

    private func refusal(_ lines: [(seq: Int, entry: Entry)]) -> ControlAnswer? {
        for line in lines {
            if case .recordRefused(let refused) = line.entry {
                return .refused("record \(refused.record) cannot count: \(refused.reason.rawValue) (#\(line.seq))")
            }
        }
        return nil
    }

    /// The lines about a record that an input makes.
    private func lines(of input: Input, _ record: RecordID) throws -> [(seq: Int, entry: Entry)] {
        let before = try store.count()
        try writer.submit([input])
        var found: [(seq: Int, entry: Entry)] = []
        var seq = before
        try JournalReplay.forEachEntry(of: store, from: before, zone: .gmt) { (_, entry, _) throws(EngineError) in
            switch entry {
            case .doorRecorded(let line)? where line.record == record: found.append((seq, .doorRecorded(line)))
            case .roundRecorded(let line)? where line.record == record: found.append((seq, .roundRecorded(line)))
            case .recordVoided(let line)? where line.record == record: found.append((seq, .recordVoided(line)))
            case .recordRefused(let line)? where line.record == record: found.append((seq, .recordRefused(line)))
            default: break
            }
            seq += 1
        }
        return found
    }
}
