import Alerts
import Community
import Coverage
import Foundation
import Record

/// What was tried to reach a household by one endpoint.
struct Attempt: Encodable, Hashable, Sendable {
    var channel: Channel
    var endpoint: String
    var stage: Stage
    @Nullable var failed: FailureReason?
}

/// The households of an open alert that are not covered, in the order of a walk: by grid, building and door.
struct UncoveredList: Sendable {
    /// One household, by its names in the register.
    struct Row: Sendable {
        var index: UInt32
        var household: String
        var grid: String
        var building: String
        var residents: Int
        var vulnerable: Int
        var needs: [Need]
        var reason: String
        var phones: [String]
        var tried: [Attempt]
    }

    let rows: [Row]

    /// The list of an alert, of a closed one as it was left; nil where it was never open, or its register version is gone.
    static func of(_ alert: AlertID, _ desk: ConsoleDesk) async throws -> UncoveredList? {
        guard let coverage = try await desk.coverageOrPast(alert) else { return nil }
        return try await desk.reading { () -> UncoveredList? in
            guard let register = desk.backstage.register(coverage.accepted.register) else { return nil }
            return UncoveredList(coverage, missing: desk.backstage.missing(coverage), register)
        }
    }

    init(_ coverage: AlertCoverage, missing: [Backstage.MissingHousehold], _ register: Register) {
        let people = Dictionary(grouping: register.vulnerable, by: \.household)
        let tables = coverage.deliveries.filter { $0.action == .present }
        rows = missing.compactMap { item in
            guard item.index < UInt32(register.householdCount) else { return nil }
            let home = register.household(item.index)
            let persons = people[item.index] ?? []
            return Row(
                index: item.index, household: home.household, grid: register.grids[Int(home.grid)], building: home.building,
                residents: home.residents, vulnerable: persons.count,
                needs: Array(Set(persons.flatMap(\.needs))).sorted { $0.rawValue < $1.rawValue },
                reason: item.reason, phones: register.usablePhones(item.index).map(\.masked),
                tried: Self.attempts(tables, coverage, item.index))
        }
    }

    private static func attempts(_ tables: [DeliveryTable], _ coverage: AlertCoverage, _ household: UInt32) -> [Attempt] {
        tables.flatMap { table in
            table.endpoints.indices.compactMap { row -> Attempt? in
                let endpoint = coverage.endpoints.endpoint(table.endpoints[row], on: table.channel)
                guard endpoint?.reach.contains(household) ?? false else { return nil }
                return Attempt(
                    channel: table.channel, endpoint: table.endpoints[row], stage: table.stages[row], failed: table.failures[row])
            }
        }
    }
}
