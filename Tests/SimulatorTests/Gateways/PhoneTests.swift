import Alerts
import Foundation
import Simulation
import Testing

/// What phones are, and what they are like.
@Suite struct PhoneTests {
    @Test(arguments: [
        ("19900000001", "19900000001"), ("8619900000001", "19900000001"), ("+86 199 0000 0001", "19900000001"),
        ("0086-13800000000", "13800000000"), ("01062345678", nil), ("12345678901", nil), ("1990000000", nil),
        ("199000000011", nil),
        ("1990000000a", nil), ("", nil), ("１９９００００００００１", nil),
    ])
    func numberIsReadAsPeopleWriteIt(_ text: String, _ digits: String?) { #expect(MobileNumber(text)?.digits == digits) }

    @Test func phonesOfARegisterAreReadOnce() {
        let csv = """
            household,phones,language
            1-1-101,19900000001;19900000002@away,zh-CN
            1-1-102,"+8619900000003; 01062345678",zh-CN
            1-1-103,19900000001,zh-CN
            1-1-104,,zh-CN
            """
        #expect(PhoneList.read(csv).map(\.digits) == ["19900000001", "19900000002", "19900000003"])
        #expect(PhoneList.read("staff,name,phone\nh1,示例,19990000001\n").map(\.digits) == ["19990000001"])
        #expect(PhoneList.read("a,b\n1,2\n").isEmpty)
    }

    @Test func sharesAreMetAndStayWithTheSeed() throws {
        var options = HandsetOptions()
        options.late = 0.1
        options.never = 0.05
        options.off = 0.1
        options.unassigned = 0.05
        options.confirms = 0.3
        options.unsubscribes = 0.02
        let numbers = try (1...20_000).map { try #require(MobileNumber("199" + String(format: "%08d", $0))) }
        let habits = habits(numbers, options, 7)
        func share(_ condition: (HandsetHabit) -> Bool) -> Double {
            Double(habits.count(where: condition)) / Double(habits.count)
        }
        for (shown, asked) in [
            (share { $0.reach == .late }, 0.1), (share { $0.reach == .never }, 0.05), (share { $0.reach == .off }, 0.1),
            (share { $0.reach == .unassigned }, 0.05), (share { $0.answer == .confirms }, 0.3),
            (share { $0.answer == .unsubscribes }, 0.02), (share { $0.answer == .nonsense }, 0),
        ] {
            #expect(abs(shown - asked) < 0.01)
        }
        #expect(habits == self.habits(numbers, options, 7))
        #expect(habits != self.habits(numbers, options, 8))
    }

    private func habits(_ numbers: [MobileNumber], _ options: HandsetOptions, _ seed: UInt64) -> [HandsetHabit] {
        numbers.map { HandsetHabit(of: $0, options, chance: Chance(seed: seed)) }
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/sms/report?secret=x", 8080, "/sms/report?secret=x"), ("http://localhost", 80, "/"),
        ("http://127.0.0.1:81?a=b", 81, "/?a=b"),
    ])
    func pushAddressIsRead(_ text: String, _ port: Int, _ target: String) throws {
        let url = try #require(PushURL(text))
        #expect(url.port == port)
        #expect(url.target == target)
    }

    @Test(arguments: [
        "https://127.0.0.1/", "http://example.com/", "http://127.0.0.1:0/", "http://127.0.0.1:x/", "127.0.0.1",
        "http://10.0.0.1/",
        "http://127.0.0.1/a b",
    ])
    func nothingIsPushedElsewhere(_ text: String) { #expect(PushURL(text) == nil) }
}
