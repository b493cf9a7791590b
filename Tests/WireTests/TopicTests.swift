import Testing

@testable import Wire

/// Topic names and filters, by MQTT 5.0 §4.7.
@Suite struct TopicTests {
    @Test(arguments: [
        ("a/b", "a/b", true), ("a/b", "a/c", false), ("a/b", "a", false), ("a", "a/b", false), ("a/+", "a/b", true),
        ("a/+", "a/", true), ("a/+", "a", false), ("a/+", "a/b/c", false), ("+", "a", true), ("+", "/a", false),
        ("+/+", "/a", true),
        ("/+", "/a", true), ("#", "a/b/c", true), ("a/#", "a", true), ("a/#", "a/b/c", true), ("a/#", "ab", false),
        ("a/+/c", "a/b/c", true), ("a/+/c", "a/b/d", false), ("+/b/#", "a/b", true), ("#", "$SYS/x", false),
        ("+/x", "$SYS/x", false),
        ("$SYS/#", "$SYS/x", true), ("区/+", "区/一", true), ("a//b", "a//b", true), ("a/+/b", "a//b", true),
    ])
    func matching(_ filter: String, _ name: String, _ matches: Bool) {
        #expect(MQTTTopic.matches(filter: filter, name: name) == matches)
    }

    @Test func validity() {
        for good in ["a", "/", "a//b", "$SYS", " ", "区"] { #expect(MQTTTopic.problem(inName: good) == nil) }
        for bad in ["", "a+", "#", "a\0", String(repeating: "a", count: 65536)] { #expect(MQTTTopic.problem(inName: bad) != nil) }
        for good in ["#", "+", "a/+/#", "+/+", "/#"] { #expect(MQTTTopic.problem(inFilter: good) == nil) }
        for bad in ["", "a#", "a/#/b", "#/a", "a+/b", "++", "a/\0"] { #expect(MQTTTopic.problem(inFilter: bad) != nil) }
    }

    @Test func levels() {
        #expect(Array(MQTTTopic.levels(of: "a//b/")) == ["a", "", "b", ""])
        let below = MQTTTopic.levels(of: "tocsin/v1/C/device/ls-01/receipt", below: "tocsin/v1")
        #expect(below.map(Array.init) == ["C", "device", "ls-01", "receipt"])
        #expect(MQTTTopic.levels(of: "tocsin/v10/C", below: "tocsin/v1") == nil)
        #expect(MQTTTopic.levels(of: "tocsin/v1", below: "tocsin/v1") == nil)
    }
}

/// The window and the backoff, step by step.
@Suite struct WindowTests {
    @Test func acknowledgementsInAnyOrder() {
        var window = InflightWindow()
        for id in 1...5 as ClosedRange<UInt16> { #expect(window.add(id: id, token: UInt64(id) * 10, qos: .atLeastOnce) == nil) }
        #expect(window.acknowledge(id: 3)?.token == 30)
        #expect(window.acknowledge(id: 3) == nil)
        #expect(window.acknowledge(id: 1)?.token == 10)
        #expect(window.count == 3)
        #expect(window.abandon() == [20, 40, 50])
        #expect(window.count == 0 && window.abandon().isEmpty)
    }

    @Test func acknowledgementBeforeItsPublishReturned() {
        var window = InflightWindow()
        #expect(window.acknowledge(id: 9) == nil)
        #expect(window.add(id: 9, token: 7, qos: .atMostOnce) == .init(token: 7, qos: .atMostOnce))
        #expect(window.count == 0)
    }

    @Test func idsThatComeAround() {
        var window = InflightWindow()
        var id: UInt16 = 65000
        _ = window.add(id: id, token: 0, qos: .atLeastOnce)
        var sent = 1
        while !window.isExhausted, sent < 70000 {
            id = id == .max ? 1 : id + 1
            _ = window.add(id: id, token: UInt64(sent), qos: .atLeastOnce)
            #expect(window.acknowledge(id: id)?.token == UInt64(sent))
            sent += 1
        }
        #expect(sent < 65535)
        #expect(window.acknowledge(id: 65000)?.token == 0)
        #expect(!window.isExhausted)
    }

    @Test func backoffDoublesUpToItsMaximum() {
        let backoff = MQTTConfiguration.Backoff(initial: .milliseconds(250), maximum: .seconds(3), jitter: 0.5)
        let waits = (1...7).map { backoff.wait(afterFailures: $0, chance: 0) }
        #expect(
            waits == [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(3), .seconds(3), .seconds(3)])
        #expect(backoff.wait(afterFailures: 3, chance: 1) == .milliseconds(500))
        #expect(backoff.wait(afterFailures: 1_000_000, chance: 0) == .seconds(3))
    }
}
