import Alerts
import Community
import Foundation
import Testing

/// The small values that the register is made of.
struct ValueTests {
    @Test(
        "phones",
        arguments: [
            ("19900000001", "19900000001", false), ("+86 199-0000-0001", "+8619900000001", false),
            ("010-12345678", "01012345678", false),
            ("(010)12345678@away", "01012345678", true), ("119", "119", false), ("000000000000000", "000000000000000", false),
        ])
    func phone(_ text: String, _ number: String, _ isAway: Bool) throws {
        let phone = try #require(Phone(text))
        #expect(phone.number == number)
        #expect(phone.isAway == isAway)
        #expect(!"\(phone) \(String(reflecting: phone))".contains(number.suffix(3)))
    }

    @Test("what is no phone", arguments: ["", "12", "1234567890123456", "1.99E+10", "无", "199@home", "@away", "12a34", "+"])
    func noPhone(_ text: String) { #expect(Phone(text) == nil) }

    @Test("a masked number shows three digits in front and two behind")
    func masked() {
        #expect(Phone("19900000012")?.masked == "199******12")
        #expect(Phone("119")?.masked == "***")
    }

    @Test("sets of households: union, intersection and JSON agree with plain sets")
    func sets() throws {
        for seed in 0..<300 as Range<UInt64> {
            var chance = SeededChance(seed: seed)
            func members() -> Set<UInt32> {
                Set((0..<Int.random(in: 0...30, using: &chance)).map { _ in UInt32.random(in: 0..<40, using: &chance) })
            }
            let (one, two) = (members(), members())
            let (left, right) = (HouseholdSet(ascending: one.sorted()), HouseholdSet(ascending: two.sorted()))
            #expect(left.union(right) == HouseholdSet(ascending: one.union(two).sorted()), "seed \(seed)")
            #expect(left.intersection(right) == HouseholdSet(ascending: one.intersection(two).sorted()), "seed \(seed)")
            #expect(left.isSuperset(of: right) == one.isSuperset(of: two), "seed \(seed)")
            #expect((0..<40).allSatisfy { left.contains($0) == one.contains($0) }, "seed \(seed)")
            let json = try JSONEncoder().encode(left)
            #expect(try JSONDecoder().decode(HouseholdSet.self, from: json) == left, "seed \(seed)")
        }
    }
}
