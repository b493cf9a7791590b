import Alerts
import Community
import Dissemination
import Record
import TestSupport
import Testing

@testable import Channels

/// Door results by plain message: what can be read, which home is meant, and that nothing is guessed.
struct DoorWordTests {
    private let codes: DoorCodes

    init() throws { codes = try Shipped.messages().doors }

    private func read(_ text: String) -> [String]? {
        guard case .words(let words) = codes.reading(text) else { return nil }
        return words.map { "\($0.room) \($0.code.result?.rawValue ?? $0.code.help?.rawValue ?? "")" }
    }

    @Test func whatCanBeRead() {
        #expect(read("301 1") == ["301 told"])
        #expect(read(" ３０１　１ ") == ["301 told"], "full-width")
        #expect(read("3-2-301 1") == ["3-2-301 told"])
        #expect(read("3—2—301 3") == ["3-2-301 notice"])
        #expect(read("301 1，302 3；303:8") == ["301 told", "302 notice", "303 unsafe"])
        #expect(read("301 1\n302 9") == ["301 told", "302 other"])
        #expect(read("3号楼301 5") == ["3号楼301 refused"])
    }

    @Test(arguments: ["", "1", "收到", "301", "你是谁", "我在 三楼 301 室", "退订", "2026年 大雨"])
    func whatSaysNothingOfDoors(_ text: String) { #expect(codes.reading(text) == .other, "\(text)") }

    @Test(arguments: ["301 302 1", "301 0", "301 11", "301 1 302", "301 1 302 x1"])
    func whatIsNotClear(_ text: String) { #expect(codes.reading(text) == .unclear, "\(text)") }

    @Test("No message of any kind brings more than may be, or stops the reader", arguments: 0..<200)
    func anything(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let letters: [Character] = ["3", "0", "1", " ", "-", "，", "\n", "😀", "号", "a", "９", "\u{0}"]
        let text = String((0..<chance.int(0...400)).map { _ in chance.pick(letters) })
        if case .words(let words) = codes.reading(text) { #expect(words.count <= 40 && !words.isEmpty) }
    }

    @Test func codesOfTheFileAreInOrder() {
        #expect(codes.findings(at: ["doors"]).isEmpty)
        var broken = codes
        broken.codes["5"]?.result = nil
        broken.codes["a b"] = codes.codes["1"]
        broken.codes["7"]?.result = .helper
        #expect(broken.findings(at: []).count == 3)
    }

    // MARK: rooms

    private static func home(_ number: UInt64, _ identifier: String, _ building: String) -> RoomFinder.Candidate {
        .init(household: Pseudonym(rawValue: number), identifier: identifier, building: building)
    }

    private static let homes = [
        home(1, "3-1-301", "3号楼"), home(2, "3-2-301", "3号楼"), home(3, "4-1-301", "4号楼"), home(4, "4-1-302", "4号楼"),
        home(5, "A-101", "A座"), home(6, "B-101", "B座"), home(7, "north-7", "北院"),
    ]

    @Test func theHomeThatIsMeant() {
        let finder = RoomFinder([[], Self.homes])
        #expect(finder.find("301") == .several)
        #expect(finder.find("302") == .one(Pseudonym(rawValue: 4)))
        #expect(finder.find("2-301") == .one(Pseudonym(rawValue: 2)))
        #expect(finder.find("3-2-301") == .one(Pseudonym(rawValue: 2)))
        #expect(finder.find("3号楼2单元301") == .one(Pseudonym(rawValue: 2)))
        #expect(finder.find("3号楼301") == .several, "two entrances of one building")
        #expect(finder.find("4号楼301") == .one(Pseudonym(rawValue: 3)))
        #expect(finder.find("101") == .several && finder.find("a101") == .one(Pseudonym(rawValue: 5)))
        #expect(finder.find("B-101") == .one(Pseudonym(rawValue: 6)))
        #expect(finder.find("NORTH-7") == .one(Pseudonym(rawValue: 7)))
        #expect(finder.find("999") == .none && finder.find("号楼") == .none)
    }

    @Test func ownDoorsGoFirst() {
        let finder = RoomFinder([[Self.homes[1]], Self.homes])
        #expect(finder.find("301") == .one(Pseudonym(rawValue: 2)))
        #expect(finder.find("302") == .one(Pseudonym(rawValue: 4)), "a door beside the list counts, too")
    }

    // MARK: what comes of a message

    private func reception(_ homes: [RoomFinder.Candidate] = homes) -> DoorReception {
        DoorReception(codes: codes) { phone in
            phone.rawValue == 9 ? .init(staff: Pseudonym(rawValue: 90), rooms: RoomFinder([homes])) : nil
        }
    }

    @Test func recordsOfAMessage() throws {
        let at = Shipped.moment
        let reception = reception()
        let outcome = try #require(reception.outcome("302 1 2-301 9", from: Pseudonym(rawValue: 9), at: at, name: "m"))
        #expect(outcome.meaning == .confirms && outcome.answer == nil && outcome.inputs.count == 2)
        guard case .door(let door) = outcome.inputs[0], case .help(let help) = outcome.inputs[1] else {
            Issue.record("not a door and a call for help")
            return
        }
        #expect(door.household == Pseudonym(rawValue: 4) && door.result == .told && door.by == Pseudonym(rawValue: 90))
        #expect(door.origin.at == at && help.need == .other)
        let again = try #require(reception.outcome("302 1 2-301 9", from: Pseudonym(rawValue: 9), at: at, name: "m"))
        guard case .door(let same) = again.inputs[0] else { return }
        #expect(same.record == door.record, "brought twice it is one record")
        #expect(
            reception.outcome("302 1", from: Pseudonym(rawValue: 8), at: at, name: "m") == nil, "residents do not report doors")
    }

    @Test func whatIsAmbiguousIsAnsweredAndNotGuessed() throws {
        let outcome = try #require(reception().outcome("301 1, 302 1", from: Pseudonym(rawValue: 9), at: nil, name: "m"))
        #expect(outcome.meaning == .unclear && outcome.inputs.count == 1, "what is clear counts")
        #expect(outcome.answer?.contains("301") == true && outcome.answer?.contains("302 1") == false)
        let muddle = try #require(reception().outcome("301 302 1", from: Pseudonym(rawValue: 9), at: nil, name: "m"))
        #expect(muddle.meaning == .unclear && muddle.inputs.isEmpty && muddle.answer != nil)
    }
}
