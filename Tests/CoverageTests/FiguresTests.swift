import Alerts
import Community
import Foundation
import Record
import TestSupport
import Testing

@testable import Coverage

/// Coverage as it is published: Tocsin's interfaces, 4.
@Suite struct FiguresTests {
    @Test(
        "Rates are exact fractions rounded down to five decimals, and nothing is a share of nothing",
        arguments: [
            (1_799, 1_800, 0.99944), (3_451, 3_480, 0.99166), (1, 3, 0.33333), (2, 3, 0.66666), (999_999, 1_000_000, 0.99999),
            (1_000_000, 1_000_000, 1.0), (0, 5, 0.0), (99_999_999, 100_000_000, 0.99999),
        ])
    func rate(part: Int, whole: Int, rate: Double) {
        #expect(Rate.share(part, of: whole) == rate)
        #expect(Rate.share(0, of: 0) == nil)
        let text = try? JSONEncoder().encode([rate])
        #expect(
            (text.map { String(decoding: $0, as: UTF8.self) } ?? "").utf8.count <= 9, "no digits beyond the fifth are written")
    }

    @Test("No share below one is ever shown as one")
    func roundingDown() {
        var random = SplitMix64(seed: 4)
        for _ in 0..<20_000 {
            let whole = random.int(1...2_000_000)
            let part = random.int(0...whole)
            let share = Rate.share(part, of: whole) ?? 2
            #expect(share * Double(whole) <= Double(part) + 1e-6 && (share == 1) == (part == whole))
        }
    }

    @Test(
        "Shown to people, a rate is rounded down to two decimals of a percent",
        arguments: [
            (1_799, 1_800, "99.94%"), (1, 3, "33.33%"), (9_999, 10_000, "99.99%"), (1, 1, "100.00%"), (1, 10_001, "0.00%"),
            (7, 100, "7.00%"),
        ])
    func percent(part: Int, whole: Int, text: String) {
        #expect(Rate.percent(part, of: whole) == text)
        #expect(Rate.percent(0, of: 0) == nil)
    }

    private func json(_ report: CoverageReport) throws -> [String: Any] {
        let encoder = JSONEncoder()
        encoder.userInfo[Moment.zoneKey] = TimeZone(identifier: "Asia/Shanghai")
        return try #require(try JSONSerialization.jsonObject(with: encoder.encode(report)) as? [String: Any])
    }

    private func names(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }

    @Test("The members are those of the interface, null where there is no value")
    func members() throws {
        var book = try Book(vulnerable: [])
        try book.accept()
        let whole = try json(book.report())
        #expect(
            names(whole).subtracting(["byDeadline"]) == [
                "alert", "community", "status", "asOf", "start", "deadline", "target", "covered", "missing", "unknown", "away",
                "late",
                "rate", "rateByArrival", "householdRate", "vulnerableRate", "grade", "seconds", "channels", "grids",
                "withinDeadline",
            ])
        let counts: Set = ["households", "residents", "vulnerable", "migrants", "places"]
        for group in ["target", "covered", "missing"] { #expect(names(whole[group]) == counts) }
        for group in ["unknown", "away"] { #expect(names(whole[group]) == ["households", "residents"]) }
        #expect(names(whole["deadline"]) == ["households", "vulnerable"])
        #expect(names(whole["grade"]) == ["sent", "reached", "confirmed", "told"])
        #expect(names(whole["seconds"]) == ["p50", "p90", "p99", "all"])
        #expect(whole["vulnerableRate"] is NSNull && whole["withinDeadline"] is NSNull)
        #expect((whole["deadline"] as? [String: Any])?["vulnerable"] is NSNull)
        #expect((whole["seconds"] as? [String: Any])?["all"] is NSNull)
        #expect(
            names((whole["channels"] as? [Any])?.first)
                == ["channel", "deliveries", "dispatched", "delivered", "presented", "confirmed", "failed"])
        #expect(names((whole["grids"] as? [Any])?.first) == ["grid", "households", "covered", "residents", "residentsCovered"])
        #expect(whole["start"] as? String == "2026-07-01T14:00:00.000+08:00")
        #expect(whole["alert"] as? String == "00000000000000a1")
    }

    @Test("A report reads back as what it was")
    func roundTrip() throws {
        var book = try Book()
        try book.accept(vulnerableMinutes: 15)
        try book.play("near", after: 4.2)
        let report = try book.report()
        #expect(try JSONDecoder().decode(CoverageReport.self, from: JSONEncoder().encode(report)) == report)
    }

    @Test("Counts, grids and grades agree with each other")
    func sums() throws {
        var book = try Book()
        try book.accept()
        try book.play("near", after: 4.2)
        let report = try book.report()
        #expect(report.target == .init(households: 4, residents: 18, vulnerable: 1, migrants: 4, places: 0))
        #expect(report.covered == .init(households: 2, residents: 5, vulnerable: 0, migrants: 2, places: 0))
        #expect(report.missing == .init(households: 2, residents: 13, vulnerable: 1, migrants: 2, places: 0))
        #expect(report.rate == 0.27777)
        #expect(report.householdRate == 0.5)
        #expect(report.vulnerableRate == 0)
        #expect(report.grade.reached == report.rate && report.grade.sent == report.rate && report.grade.confirmed == 0)
        #expect(report.grids.map(\.grid) == ["g1", "g2"], "a grid without target households is left out")
        #expect(report.grids.map(\.covered) == [2, 0])
        #expect(report.grids.map(\.residentsCovered) == [5, 0])
    }

    @Test("An empty target has no rate")
    func emptyTarget() throws {
        var book = try Book()
        try book.accept(HouseholdSet())
        let report = try book.report(after: 20)
        #expect(report.rate == nil && report.householdRate == nil && report.grade.sent == nil && report.seconds.all == nil)
        #expect(report.withinDeadline == nil, "nobody was reached in time")
        #expect(report.grids.isEmpty)
    }

    @Test("Households that the roster does not have are no part of a target")
    func targetBeyond() throws {
        var book = try Book()
        try book.accept(HouseholdSet(ascending: UInt32(2)...4_000_000))
        #expect(try book.report().target.households == 2)
    }

    @Test("Seconds are the moments at which a share of residents was covered")
    func seconds() throws {
        var book = try Book(residents: [1, 49, 40, 8, 2], vulnerable: [])
        var policy = try ShippedConfiguration.policy()
        policy.evidence.largestUnit = 100
        book = try Book(residents: [1, 49, 40, 8, 2], vulnerable: [], policy: policy)
        try book.accept(HouseholdSet(all: 5))
        try book.play("near", after: 4.25)
        #expect(try book.report().seconds == .init(p50: 4.25, p90: nil, p99: nil, all: nil))
        try book.play("far", after: 31)
        #expect(try book.report().seconds == .init(p50: 4.25, p90: 31, p99: 31, all: 31))
        try book.play("far", after: 20)
        #expect(try book.report().seconds == .init(p50: 4.25, p90: 20, p99: 20, all: 20), "earlier evidence counts")
    }

    @Test("The time of a share by the curve is the time by sorting")
    func curve() throws {
        for seed in 0..<30 as Range<UInt64> {
            var random = SplitMix64(seed: seed)
            let residents = (0..<random.int(2...40)).map { _ in UInt16(random.int(1...8)) }
            var book = try Book(residents: residents, vulnerable: [])
            try book.accept(HouseholdSet(all: residents.count))
            let times = [Double(random.int(0...90_000)) / 1000, Double(random.int(0...90_000)) / 1000]
            try book.play("near", after: times[0])
            try book.play("far", after: times[1])
            var reached = residents.enumerated().map { (times[$0 < 2 ? 0 : 1], Int($1)) }
            reached.sort { $0.0 < $1.0 }
            let all = residents.reduce(0) { $0 + Int($1) }
            func moment(_ percent: Int) -> Double? {
                var sum = 0
                return reached.first { step in
                    sum += step.1
                    return sum * 100 >= all * percent
                }?.0
            }
            let seconds = try book.report().seconds
            #expect([seconds.p50, seconds.p90, seconds.p99, seconds.all] == [50, 90, 99, 100].map(moment), "seed \(seed)")
        }
    }

    @Test("Evidence weeks later is counted once")
    func longAfter() throws {
        var book = try Book()
        try book.accept()
        book.pass(minutes: 60 * 24 * 60)
        try book.play("near", after: 60 * 86_400)
        try book.play("near", after: 60 * 86_400)
        #expect(try book.report().covered.households == 2)
    }
}
