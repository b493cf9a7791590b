import Alerts
import Community
import Coverage
import Hummingbird
import Record

/// Coverage of an alert, and the households that are not covered.
struct CoverageAPI: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("api/v1/alerts/{id}/coverage") { request, context in try await coverage(request, context) }
        router.get("api/v1/alerts/{id}/uncovered") { request, context in try await uncovered(request, context) }
    }

    private func coverage(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        _ = try desk.caller(request, .figures)
        let alert = try desk.alert(context)
        guard let report = try await Figures(desk: desk).report(alert) else { throw Problem.notFound }
        return try JSONAnswer.of(report, zone: desk.backstage.zone)
    }

    private struct Page: Encodable {
        var alert: AlertID
        var total: Int
        var households: [Row]
        @Nullable var next: String?
    }

    private struct Row: Encodable {
        var household: String
        var grid: String
        var building: String
        var residents: Int
        var vulnerable: Int
        var reason: String
        var unknown: Bool
        var tried: [Attempt]
    }

    private func uncovered(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let caller = try desk.caller(request, .personal)
        let alert = try desk.alert(context)
        let query = request.query
        let limit = min(max(query["limit"].flatMap { Int($0) } ?? 100, 1), 1000)
        guard let list = try await UncoveredList.of(alert, desk) else { throw Problem.notFound }
        let rows = list.rows.filter { row in query["grid"].map { $0 == row.grid } ?? true }
        var start = 0
        if let after = query["after"] { start = rows.firstIndex { $0.household == after }.map { $0 + 1 } ?? rows.count }
        let page = rows.dropFirst(start).prefix(limit)
        try await LookRecord(desk: desk).note(page.filter { $0.vulnerable > 0 }.map(\.household), alert: alert, by: caller)
        let next = start + page.count < rows.count ? page.last?.household : nil
        let shown = page.map { row in
            Row(
                household: row.household, grid: row.grid, building: row.building, residents: row.residents,
                vulnerable: row.vulnerable, reason: row.reason, unknown: row.reason == "unknown", tried: row.tried)
        }
        return try JSONAnswer.of(
            Page(alert: alert, total: rows.count, households: shown, next: next), zone: desk.backstage.zone)
    }
}

/// The figures of alerts, open or past.
struct Figures: Sendable {
    let desk: ConsoleDesk

    /// The newest figures of an alert: counted now while it is open, as the journal has them later; nil where there are none.
    func report(_ alert: AlertID) async throws -> CoverageReport? {
        let now = desk.now
        if let open = try await desk.coverage(alert) { return open.report(asOf: now) }
        return try await desk.chronicle.read { $0.alerts[alert]?.figures }
    }
}
