import Alerts
import Intake
import Record
import Testing

/// What a device or gateway says of itself.
@Suite struct StatusReaderTests {
    private let arrival = Timestamp("2026-07-01T14:03:05.000+08:00")?.moment

    private func read(_ text: String, retained: Bool = false) throws -> DeviceStatus? {
        StatusReader().read(Array(text.utf8), device: "gw-1", isRetained: retained, arrival: try #require(arrival))
    }

    @Test func everyMemberIsRead() throws {
        let status = try #require(
            try read(
                #"{"v":1,"state":"online","at":"2026-07-01T14:03:04.500+08:00","kind":"loudspeaker","firmware":"2.1","#
                    + #""faults":["amplifier"],"devices":["ls-01"],"more":{}}"#))
        #expect(status.online && status.kind == "loudspeaker" && status.firmware == "2.1")
        #expect(status.faults == ["amplifier"] && status.devices == ["ls-01"])
        #expect(status.clockOffsetMilliseconds == -500)
    }

    @Test("the time of a will, and of a status kept by the broker, says nothing of the clock")
    func timesThatSayNothing() throws {
        let will = #"{"v":1,"state":"offline","at":"2026-07-01T14:03:05.000+08:00"}"#
        #expect(try #require(try read(will)).clockOffsetMilliseconds == nil)
        let kept = #"{"v":1,"state":"online","at":"2026-07-01T14:03:05.000+08:00"}"#
        #expect(try #require(try read(kept, retained: true)).clockOffsetMilliseconds == nil)
        #expect(try #require(try read(kept)).clockOffsetMilliseconds == 0)
    }

    @Test(arguments: [
        "", "{}", #"{"state":"ONLINE"}"#, #"{"state":1}"#, #"{"state":"online","devices":["a b"]}"#,
        #"{"state":"online","devices":"ls-01"}"#,
    ])
    func whatIsNoStatus(text: String) throws { #expect(try read(text) == nil, "\(text)") }

    @Test func oddMembersAreLeftOut() throws {
        let status = try #require(try read(#"{"state":"online","kind":7,"faults":"all","at":"now"}"#))
        #expect(status.online && status.kind == nil && status.faults.isEmpty && status.clockOffsetMilliseconds == nil)
    }

    @Test func wordsAreCutShort() throws {
        let long = String(repeating: "长", count: 500)
        let status = try #require(try read(#"{"state":"online","firmware":"\#(long)","faults":["\#(long)"]}"#))
        #expect(status.firmware?.count == 64 && status.faults.first?.count == 64)
    }
}
