public import Alerts
import Community
import Record

extension AlertCoverage {
    /// Coverage as published. It reads counters, so it takes no longer for a million households than for one.
    public func report(asOf now: Moment) -> CoverageReport {
        let reached = covered[Grade.reached.rank]
        let coveredCounts = CoverageReport.Counts(
            households: reached.households, residents: reached.residents, vulnerable: vulnerableCovered,
            migrants: reached.migrants, places: placesCovered)
        let whole = CoverageReport.Counts(
            households: target.households, residents: target.residents, vulnerable: vulnerable, migrants: target.migrants,
            places: placesInTarget.count)
        let rate = Rate.share(reached.residents, of: target.residents)
        return CoverageReport(
            alert: accepted.alert, community: register.community, status: accepted.status, asOf: now, start: accepted.start,
            deadline: .init(households: accepted.deadlines.households, vulnerable: accepted.deadlines.vulnerable),
            target: whole, covered: coveredCounts, missing: whole - coveredCounts, unknown: unknown(asOf: now),
            away: .init(households: away.now.households, residents: away.now.residents), late: people.late, rate: rate,
            rateByArrival: rate,
            householdRate: Rate.share(reached.households, of: target.households),
            vulnerableRate: Rate.share(vulnerableCovered, of: vulnerable), grade: gradeShares, seconds: seconds,
            channels: channelCounts + peopleCounts, grids: gridCounts, byDeadline: byDeadline,
            withinDeadline: verdict(asOf: now), calls: callFigures(asOf: now), ended: endedWord)
    }

    /// Nobody can know while an answer cannot come; after the deadline, who has not been reached is simply missing.
    private func unknown(asOf now: Moment) -> CoverageReport.Homes {
        if let deadline = accepted.deadlines.households, now > deadline { return .init(households: 0, residents: 0) }
        return .init(households: unknown.households, residents: unknown.residents)
    }

    private var byDeadline: CoverageReport.ByDeadline? {
        guard accepted.clock else { return nil }
        return .init(
            households: timely.households, residents: timely.residents, vulnerable: vulnerableTimely, migrants: timely.migrants,
            places: placesTimely, closedByDoor: closedByDoor,
            target: .init(
                households: scope.target.households - away.timely.households,
                residents: scope.target.residents - away.timely.residents, vulnerable: scope.vulnerable - away.timelyPersons,
                migrants: scope.target.migrants - away.timely.migrants, places: placesInTarget.count))
    }

    /// Rounds and visits at doors: each record that counts is one, up to the stage of what was found.
    private var peopleCounts: [CoverageReport.ChannelCounts] {
        [Channel.round, .door].compactMap { channel in
            let stages = people.records.values.filter { $0.isStanding && $0.channel == channel }.map { record in
                record.result.map { $0.stage ?? .planned } ?? .presented
            }
            guard !stages.isEmpty else { return nil }
            func count(_ stage: Stage) -> Int { stages.count { $0 >= stage } }
            return .init(
                channel: channel, deliveries: stages.count, dispatched: count(.dispatched), delivered: count(.delivered),
                presented: count(.presented), confirmed: count(.confirmed), failed: 0)
        }
    }

    private var endedWord: String? { ended.flatMap { $0.continues ? nil : $0.cause.rawValue } }

    private var gradeShares: CoverageReport.Grades {
        func share(_ grade: Grade) -> Double? { Rate.share(covered[grade.rank].residents, of: target.residents) }
        return .init(sent: share(.sent), reached: share(.reached), confirmed: share(.confirmed), told: share(.told))
    }

    private var seconds: CoverageReport.Seconds {
        func time(_ residents: Int) -> Double? { curve.offset(of: residents).map { Double($0) / 1000 } }
        func share(_ percent: Int) -> Double? { time((target.residents * percent + 99) / 100) }
        return .init(p50: share(50), p90: share(90), p99: share(99), all: time(target.residents))
    }

    private var channelCounts: [CoverageReport.ChannelCounts] {
        deliveries.map { table in
            .init(
                channel: table.channel, deliveries: table.endpoints.count, dispatched: table.count(.dispatched),
                delivered: table.count(.delivered), presented: table.count(.presented), confirmed: table.count(.confirmed),
                failed: table.failed)
        }
    }

    private var gridCounts: [CoverageReport.GridCounts] {
        let targetByGrid = targetByGrid
        return grids.indices.filter { targetByGrid[$0].households > 0 }.map { index in
            .init(
                grid: grids[index], households: targetByGrid[index].households, covered: reachedByGrid[index].households,
                residents: targetByGrid[index].residents, residentsCovered: reachedByGrid[index].residents)
        }
    }
}

extension CoverageReport.Counts {
    static func - (left: Self, right: Self) -> Self {
        .init(
            households: left.households - right.households, residents: left.residents - right.residents,
            vulnerable: left.vulnerable - right.vulnerable, migrants: left.migrants - right.migrants,
            places: left.places - right.places)
    }
}
