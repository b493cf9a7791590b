import Alerts
import Community
import Crypto
import Foundation
import Record
import Testing

@testable import Console

/// Addresses of personal pages: long enough, good for what they were made for alone, and made by nobody else.
@Suite struct LinkTokenTests {
    private let tokens = LinkTokens(secret: SymmetricKey(data: Array(repeating: 7, count: 32)), publicURL: "https://e.cn")
    private let link = LinkID(rawValue: 0x0123_4567_89AB_CDEF)

    @Test("A token leads back to what it was made for")
    func back() {
        let address = tokens.address(link)
        #expect(address.hasPrefix("https://e.cn/t/") && address.count == "https://e.cn/t/".count + 32)
        #expect(tokens.subject(tokens.token(.staff(link))) == .staff(link))
        let delivery = DeliveryID(rawValue: link.rawValue)
        #expect(tokens.subject(tokens.token(.message(delivery))) == .message(delivery))
        #expect(tokens.token(.staff(link)) != tokens.token(.message(delivery)), "one kind is no key to the other")
    }

    @Test("Nothing that was changed, cut or made under another secret leads anywhere")
    func foreign() {
        let good = tokens.token(.staff(link))
        let letters = Array("ABCXYZabcxyz0189-_")
        for place in good.indices {
            for letter in letters where letter != good[place] {
                var changed = good
                changed.replaceSubrange(place...place, with: String(letter))
                // The last letter holds no spare bits: 24 bytes are 32 letters exactly.
                #expect(tokens.subject(changed) == nil)
            }
        }
        for length in 0..<32 { #expect(tokens.subject(String(good.prefix(length))) == nil) }
        for text in ["", good + "A", good.uppercased(), String(repeating: "A", count: 32), "../../../../etc/passwd----------"] {
            #expect(tokens.subject(text) == nil || text == good)
        }
        let others = LinkTokens(secret: SymmetricKey(data: Array(repeating: 8, count: 32)), publicURL: "https://e.cn")
        #expect(others.subject(good) == nil)
    }
}

/// What phones send: what a page of ours can send is read, nothing else is.
@Suite struct FieldTapTests {
    private func tap(_ text: String) -> FieldTap? { FieldTap(Form(text)) }

    @Test("A door with its time, the phone's clock and the record's name")
    func door() throws {
        let read = try #require(
            tap(
                "do=door&record=00000000000000aa&household=0000000000000005&result=told%3Aneighbour&at=1782885785120&now=1782885790000"
            ))
        guard case .door(let household, .told, .neighbour) = read.deed else {
            Issue.record("\(read.deed)")
            return
        }
        #expect(household.rawValue == 5 && read.record.rawValue == 0xAA)
        #expect(read.at?.milliseconds == 1_782_885_785_120 && read.sentAt?.milliseconds == 1_782_885_790_000)
        #expect(!read.isScripted)
    }

    @Test("A round with its buildings, in their order")
    func round() throws {
        let read = try #require(
            tap(
                "do=round&means=gong&started=1782885000000&at=1782885785120&building=00000000000000b2&building=00000000000000b1&script=1"
            ))
        guard case .round(.gong, let buildings, let startedAt, let endedAt) = read.deed else {
            Issue.record("\(read.deed)")
            return
        }
        #expect(buildings.map(\.rawValue) == [0xB2, 0xB1] && startedAt < endedAt && read.isScripted)
    }

    @Test(
        "What no page sends is refused",
        arguments: [
            "", "do=", "do=drop", "do=door", "do=door&household=x&result=told", "do=door&household=0000000000000005&result=won",
            "do=door&household=0000000000000005&result=told:ghost", "do=round&means=gong&started=1&at=2", "do=help&need=money",
            "do=void&void=1", "do=place&receiver=", "do=begin&means=drum",
            "do=round&means=gong&started=-5&building=00000000000000b1",
        ])
    func nonsense(_ text: String) { #expect(tap(text) == nil) }

    @Test("A record without a name gets one, and two do not get the same")
    func names() throws {
        let text = "do=help&need=medical"
        #expect(try #require(tap(text)).record != (try #require(tap(text))).record)
    }
}
