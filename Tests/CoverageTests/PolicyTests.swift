import Alerts
import Community
import Record
import TestSupport
import Testing

@testable import Coverage

/// Deadlines by class and colour, and the ceiling that no policy may pass.
@Suite struct PolicyTests {
    private let policy = Result { try ShippedConfiguration.policy() }

    struct Row: Sendable, CustomTestStringConvertible {
        var colour: Colour
        var hazard: Hazard
        var pace = "immediate"
        /// Duty, staff, households, vulnerable, doors, in minutes.
        var minutes: [Int64?]
        var testDescription: String { "\(pace) \(hazard) \(colour)" }
    }

    static let rows: [Row] = [
        Row(colour: .red, hazard: .weather, minutes: [2, 5, 10, 15, 30]),
        Row(colour: .red, hazard: .flood, minutes: [2, 5, 10, 15, 30]),
        Row(colour: .orange, hazard: .fire, minutes: [3, 10, 15, 30, 60]),
        Row(colour: .yellow, hazard: .weather, minutes: [5, 15, 30, nil, nil]),
        Row(colour: .yellow, hazard: .flood, minutes: [5, 15, 30, 60, 180]),
        Row(colour: .yellow, hazard: .geological, minutes: [5, 15, 30, 60, 180]),
        Row(colour: .blue, hazard: .flood, minutes: [10, nil, 60, nil, nil]),
        Row(colour: .red, hazard: .flood, pace: "evacuate", minutes: [1, 3, 5, 10, 0]),
        Row(colour: .yellow, hazard: .weather, pace: "evacuate", minutes: [1, 3, 5, 10, 0]),
        Row(colour: .red, hazard: .weather, pace: "gradual", minutes: [30, nil, 240, 480, nil]),
        Row(colour: .orange, hazard: .weather, pace: "gradual", minutes: [30, nil, 240, 480, nil]),
        Row(colour: .yellow, hazard: .weather, pace: "gradual", minutes: [30, nil, 240, nil, nil]),
        Row(colour: .blue, hazard: .weather, pace: "gradual", minutes: [30, nil, 240, nil, nil]),
    ]

    @Test("The shipped deadlines are those of the interface", arguments: rows)
    func deadlines(_ row: Row) throws {
        let found = try policy.get().deadlines(class: row.pace, colour: row.colour, hazard: row.hazard, start: .epoch)
        let minutes = [found.duty, found.staff, found.households, found.vulnerable, found.doors].map {
            $0.map { $0.milliseconds / 60_000 }
        }
        #expect(minutes == row.minutes)
    }

    @Test("The shipped policy is at the ceiling and not above it")
    func shipped() throws { #expect(try policy.get().findings() == []) }

    struct Change: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var change: @Sendable (inout Policy) -> Void
        /// The place that the finding names; nil where there is none.
        var place: String?

        init(_ description: String, at place: String?, _ change: @escaping @Sendable (inout Policy) -> Void) {
            (testDescription, self.place, self.change) = (description, place, change)
        }
    }

    static let changes: [Change] = [
        Change("a display that reaches", at: "grades.display.presented") { $0.grades["display"] = ["presented": .reached] },
        Change("a loudspeaker that reaches by delivery", at: "grades.loudspeaker.delivered") {
            $0.grades["loudspeaker"] = ["delivered": .reached]
        },
        Change("a loudspeaker that is confirmed", at: "grades.loudspeaker.confirmed") {
            $0.grades["loudspeaker"] = ["confirmed": .confirmed]
        },
        Change("a loudspeaker that is only sent", at: nil) { $0.grades["loudspeaker"] = ["presented": .sent] },
        Change("a channel that does not exist", at: "grades: horn") { $0.grades["horn"] = ["presented": .sent] },
        Change("a longer deadline", at: "deadlines.red.households") { $0.deadlines["red"]?.households = 11 },
        Change("a shorter deadline", at: nil) { $0.deadlines["red"]?.households = 5 },
        Change("no deadline", at: "deadlines.red.households") { $0.deadlines["red"]?.households = nil },
        Change("a class missing", at: "deadlines: the class orange") { $0.deadlines["orange"] = nil },
        Change("red limited to some hazards", at: "deadlines.red.closingHazards") {
            $0.deadlines["red"]?.closingHazards = [.flood]
        },
        Change("yellow limited further", at: "deadlines.yellow.closingHazards") {
            $0.deadlines["yellow"]?.closingHazards = [.flood]
        },
        Change("yellow for more hazards", at: nil) { $0.deadlines["yellow"]?.closingHazards = [.flood, .geological, .fire] },
        Change("gradual for red alone", at: "deadlines.gradual.vulnerableColours") {
            $0.deadlines["gradual"]?.vulnerableColours = [.red]
        },
        Change("a shorter night", at: "audibility.night") {
            $0.audibility.night.from = ClockTime("23:00") ?? $0.audibility.night.from
        },
        Change("a longer night", at: nil) { $0.audibility.night.from = ClockTime("20:00") ?? $0.audibility.night.from },
        Change("no weather", at: "audibility.weather: rain") { $0.audibility.weather = [] },
        Change("more weather", at: nil) { $0.audibility.weather.append("snow") },
        Change("flood assumed yellow", at: "assumedColour.flood") { $0.assumedColour["flood"] = .yellow },
        Change("flood not named", at: "assumedColour.flood") { $0.assumedColour["flood"] = nil },
        Change("weather assumed blue", at: "assumedColour.weather") { $0.assumedColour["weather"] = .blue },
        Change("everything assumed red", at: nil) { $0.assumedColour = ["other": .red] },
        Change("faster speech", at: "evidence.charactersPerSecond") { $0.evidence.charactersPerSecond = 13 },
        Change("speech that is no number", at: "evidence.charactersPerSecond") { $0.evidence.charactersPerSecond = .nan },
        Change("a looser clock", at: "evidence.clockToleranceMilliseconds") { $0.evidence.clockToleranceMilliseconds = 2001 },
        Change("a clock trusted longer", at: "evidence.clockTrustHours") { $0.evidence.clockTrustHours = 25 },
        Change("larger units", at: "evidence.largestUnit") { $0.evidence.largestUnit = 9 },
        Change("later evidence", at: "evidence.lateHours") { $0.evidence.lateHours = 25 },
        Change("an early close", at: "evidence.closeAfterHours") { $0.evidence.closeAfterHours = 71 },
        Change("a colour without channels", at: "channels: red") { $0.channels["red"] = [] },
        Change("no life", at: "lifeMinutes: blue") { $0.lifeMinutes["blue"] = 0 },
        Change("no plays", at: "plays: blue") { $0.plays["blue"] = 0 },
        Change("pauses that shrink", at: "retry") { $0.retry.longestSeconds = 1 },
    ]

    @Test("A policy may lower grades and shorten deadlines, never the other way", arguments: changes)
    func ceiling(_ item: Change) throws {
        var policy = try policy.get()
        item.change(&policy)
        let findings = policy.findings()
        if let place = item.place {
            #expect(findings.contains { $0.hasPrefix(place) }, "\(findings)")
        } else {
            #expect(findings == [])
        }
    }

    @Test(
        "A time of day is HH:MM and nothing else",
        arguments: ["24:00", "9:00", "09:60", "0900", "", "09:00:00", "-1:00", "１２:00"])
    func noTime(text: String) { #expect(ClockTime(text) == nil) }

    @Test("A night may pass midnight, or not")
    func night() {
        let late = Policy.NightHours(from: ClockTime("22:00")!, to: ClockTime("06:00")!)
        #expect([79_199, 79_200, 0, 21_599, 21_600].map { late.contains(secondOfDay: $0) } == [false, true, true, true, false])
        let early = Policy.NightHours(from: ClockTime("00:00")!, to: ClockTime("05:00")!)
        #expect([86_399, 0, 17_999, 18_000].map { early.contains(secondOfDay: $0) } == [false, true, true, false])
    }
}
