import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Which plays are believed, and at what moment they count.
@Suite struct PlayTests {
    private func sent(_ change: (inout Message) -> Void = { _ in }) throws -> (Office, AlertID) {
        var office = try Office()
        try office.send(Message("a", change))
        office.pass(.seconds(1))
        try office.dispatch()
        office.pass(.seconds(60))
        return (office, try #require(office.accepted("a")).alert)
    }

    struct Play: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// Milliseconds before now at which the play began and ended; nil for no word about it.
        var began: Int64?
        var ended: Int64?
        var plays: Int?
        var isBelieved: Bool
    }

    // The text has 120 characters, which nobody speaks in less than ten seconds.
    static let cases: [Play] = [
        Play(testDescription: "just long enough", began: 10_000, ended: 0, plays: 1, isBelieved: true),
        Play(testDescription: "a millisecond too short", began: 9_999, ended: 0, plays: 1, isBelieved: false),
        Play(testDescription: "three plays in thirty seconds", began: 30_000, ended: 0, plays: 3, isBelieved: true),
        Play(testDescription: "three plays in twenty-nine seconds", began: 29_000, ended: 0, plays: 3, isBelieved: false),
        Play(testDescription: "no play", began: 30_000, ended: 0, plays: 0, isBelieved: false),
        Play(testDescription: "less than none", began: 30_000, ended: 0, plays: -1, isBelieved: false),
        Play(testDescription: "more than can be counted", began: 30_000, ended: 0, plays: .max, isBelieved: false),
        Play(testDescription: "no number", began: 30_000, ended: 0, plays: nil, isBelieved: false),
        Play(testDescription: "no start", began: nil, ended: 0, plays: 1, isBelieved: false),
        Play(testDescription: "no end", began: 30_000, ended: nil, plays: 1, isBelieved: false),
        Play(testDescription: "backwards", began: 0, ended: 30_000, plays: 1, isBelieved: false),
        Play(testDescription: "longer than the alert is old", began: 70_000, ended: 0, plays: 1, isBelieved: false),
        Play(testDescription: "over before the alert came", began: 7_200_000, ended: 7_160_000, plays: 1, isBelieved: false),
        Play(testDescription: "not over yet", began: 20_000, ended: -10_000, plays: 1, isBelieved: false),
    ]

    @Test("A play that cannot have been is kept as delivered", arguments: cases)
    func plausible(_ item: Play) throws {
        var (office, alert) = try sent { $0.characters = 120 }
        var receipt = office.receipt(alert, "ls-1", "presented")
        receipt.startedAt = item.began.map { office.now - .milliseconds($0) }
        receipt.endedAt = item.ended.map { office.now - .milliseconds($0) }
        receipt.plays = item.plays
        #expect(try office.take(.receipt(receipt)).entries.map(\.name) == ["receiptAccepted"])
        let line = try #require(office.receipts.last)
        #expect(line.stage == (item.isBelieved ? .presented : .delivered))
        #expect(line.claimed == (item.isBelieved ? nil : .presented))
        #expect(office.report(alert)?.covered.households == (item.isBelieved ? 5 : 0))
        #expect(office.report(alert)?.grade.sent == 1)
    }

    @Test("An implausible play can be made good by a plausible one")
    func second() throws {
        var (office, alert) = try sent { $0.characters = 120 }
        try office.play(alert, on: "ls-1")
        #expect(office.report(alert)?.covered.households == 0)
        var receipt = office.played(alert, on: "ls-1")
        receipt.startedAt = office.now - .seconds(20)
        try office.take(.receipt(receipt))
        #expect(office.report(alert)?.covered.households == 5)
    }

    @Test("A loudspeaker that was never accepted proves nothing but that it was sent")
    func unaccepted() throws {
        var (office, alert) = try sent()
        try office.play(alert, on: "ls-3")
        #expect(office.receipts.last?.stage == .presented)
        #expect(office.report(alert)?.covered.households == 0)
    }

    struct Clock: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What the device's clock was seen to be off by, in milliseconds, and how many seconds before the play; nil for never seen.
        var offset: Int64?
        var seenBefore: Int64 = 0
        /// Milliseconds between the time that the receipt names and its arrival.
        var delay: Int64
        var countsFar: Bool
    }

    static let clocks: [Clock] = [
        Clock(testDescription: "right, at once", offset: 0, delay: 0, countsFar: true),
        Clock(testDescription: "right, half a minute late", offset: 0, delay: 30_000, countsFar: true),
        Clock(testDescription: "2 s off", offset: 2_000, delay: 30_000, countsFar: true),
        Clock(testDescription: "2.001 s off", offset: 2_001, delay: 30_000, countsFar: false),
        Clock(testDescription: "never seen, late", offset: nil, delay: 30_000, countsFar: false),
        Clock(testDescription: "never seen, and seen right by this receipt", offset: nil, delay: 1_900, countsFar: true),
        Clock(testDescription: "seen 23 hours ago", offset: 0, seenBefore: 82_800, delay: 30_000, countsFar: true),
        Clock(testDescription: "seen 25 hours ago", offset: 0, seenBefore: 90_000, delay: 30_000, countsFar: false),
        Clock(testDescription: "before the dispatch", offset: 0, delay: 62_000, countsFar: false),
        Clock(testDescription: "between plan and dispatch", offset: 0, delay: 60_500, countsFar: false),
        Clock(testDescription: "while dispatches were gathered", offset: 0, delay: 60_200, countsFar: true),
        Clock(testDescription: "in the future", offset: 0, delay: -1_000, countsFar: false),
    ]

    @Test("The far end's time counts between dispatch and arrival, by a clock seen right; both are kept", arguments: clocks)
    func clock(_ item: Clock) throws {
        var office = try Office()
        if let offset = item.offset {
            try office.take(.device(DeviceStatus(device: "ls-1", online: true, clockOffsetMilliseconds: offset)))
        }
        try office.wait(.seconds(item.seenBefore), step: .hours(1))
        try office.send(Message("a"))
        let alert = try #require(office.accepted("a")).alert
        office.pass(.seconds(1))
        try office.dispatch()
        office.pass(.seconds(60))
        let far = office.now - .milliseconds(item.delay)
        try office.play(alert, on: "ls-1", at: far)
        let line = try #require(office.receipts.last)
        #expect(line.far == far)
        #expect(line.moment == (item.countsFar ? far : office.now))
        #expect(office.lines.last?.at == office.now)
    }

    struct Hour: Sendable, CustomTestStringConvertible {
        var time: String
        var device: String
        var weather: [String] = []
        var isReached: Bool
        var testDescription: String { "\(device) at \(time) in \(weather)" }
    }

    static let hours: [Hour] = [
        Hour(time: "21:59:59.999", device: "ls-1", isReached: true), Hour(time: "22:00:00.000", device: "ls-1", isReached: false),
        Hour(time: "22:00:00.000", device: "ls-2", isReached: true), Hour(time: "03:00:00.000", device: "ls-1", isReached: false),
        Hour(time: "05:59:59.999", device: "ls-1", isReached: false), Hour(time: "06:00:00.000", device: "ls-1", isReached: true),
        Hour(time: "14:00:00.000", device: "ls-1", weather: ["rain"], isReached: false),
        Hour(time: "14:00:00.000", device: "ls-2", weather: ["rain"], isReached: true),
        Hour(time: "14:00:00.000", device: "ls-1", weather: ["gale"], isReached: false),
        Hour(time: "14:00:00.000", device: "ls-1", weather: ["hail"], isReached: false),
        Hour(time: "14:00:00.000", device: "ls-1", weather: ["snow"], isReached: true),
    ]

    @Test("At night and in loud weather only an indoor test lets a loudspeaker prove that it was heard", arguments: hours)
    func night(_ item: Hour) throws {
        var office = try Office()
        office.now = Timestamp("2026-07-02T\(item.time)+08:00")!.moment - .seconds(20)
        try office.send(Message("a") { $0.weather = item.weather })
        try office.dispatch()
        office.pass(.seconds(20))
        let alert = try #require(office.accepted("a")).alert
        try office.play(alert, on: item.device)
        let covered = office.report(alert)?.covered.households
        #expect(covered == (item.isReached ? (item.device == "ls-1" ? 5 : 4) : 0))
        #expect(office.report(alert)?.grade.sent == 1, "what was heard less is still sent")
    }

    @Test("The weather is that of the play, not of the receipt's arrival")
    func weatherThen() throws {
        var office = try Office()
        try office.take(.device(DeviceStatus(device: "ls-1", online: true, clockOffsetMilliseconds: 0)))
        try office.send(Message("rain") { ($0.weather, $0.minutes) = (["rain"], 10) })
        try office.send(Message("fire") { $0.hazard = .fire })
        try office.dispatch()
        office.pass(.seconds(30))
        let played = office.played(try #require(office.accepted("fire")).alert, on: "ls-1")
        try office.wait(.minutes(12))
        try office.take(.receipt(played))
        #expect(office.receipts.last?.moment == played.at)
        #expect(office.report(try #require(office.accepted("fire")).alert)?.covered.households == 0)
    }

    @Test("Drills and alerts that are over put no weather in force", arguments: [Status.exercise, .actual])
    func weatherOver(status: Status) throws {
        var office = try Office()
        try office.take(.drill(DrillDeclared(drill: "d", full: true, from: office.now, to: office.now + .hours(9), by: nil)))
        try office.send(Message("rain") { ($0.weather, $0.minutes, $0.status) = (["rain"], status == .actual ? 5 : 300, status) })
        try office.wait(.minutes(6))
        try office.send(Message("fire") { $0.hazard = .fire })
        try office.dispatch()
        office.pass(.seconds(30))
        let fire = try #require(office.accepted("fire")).alert
        try office.play(fire, on: "ls-1")
        #expect(office.report(fire)?.covered.households == 5)
    }
}
