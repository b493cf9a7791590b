import Alerts
import Coverage
import Dissemination
import Foundation
import Hummingbird
import Intake
import Record
import Storage

/// `/api/v1/alerts`: alerts in, alerts known, one alert, its CAP as it came.
struct AlertsAPI: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.post("api/v1/alerts") { request, _ in try await take(request) }
        router.get("api/v1/alerts") { request, _ in try await list(request) }
        router.get("api/v1/alerts/{id}") { request, context in try await one(request, context) }
    }

    /// Takes in a document the way of the broker: what is answered is on disk.
    private func take(_ request: Request) async throws -> Response {
        let caller = try desk.caller(request, .bring)
        guard desk.gate.isWanted(request, caller: caller, formToken: nil) else { throw Problem.forbidden }
        let body: ByteBuffer
        do { body = try await request.body.collect(upTo: AlertDocument.sizeLimit) } catch {
            throw Problem(.contentTooLarge, "too large", detail: "an alert may have 4 MiB at the most")
        }
        // The name of a person's account does not go into the journal; a program's is its source's.
        let isProgram = caller.account.role == .source
        let taken = try await AlertEntrance(desk: desk).take(
            Array(buffer: body), source: isProgram ? caller.account.name : SourceRule.console,
            writtenBy: isProgram ? nil : caller.account)
        return try JSONAnswer.of(
            ["alert": taken.alert.description], zone: desk.backstage.zone, status: taken.isKnown ? .ok : .accepted)
    }

    private struct List: Encodable {
        var alerts: [AlertSummary]
        @Nullable var next: String?
    }

    private func list(_ request: Request) async throws -> Response {
        _ = try desk.caller(request, .figures)
        let limit = min(max(request.query["limit"].flatMap { Int($0) } ?? 100, 1), 1000)
        let before = request.query["before"].flatMap { AlertID($0) }
        let open = try await openReports()
        let page = try await desk.chronicle.read { chronicle -> [AlertRecord] in
            var order = chronicle.order
            if let before, let index = order.lastIndex(of: before) { order.removeSubrange(index...) }
            return order.suffix(limit + 1).reversed().compactMap { chronicle.alerts[$0] }
        }
        let shown = page.prefix(limit).map { AlertSummary($0, open[$0.alert]) }
        let next = page.count > limit ? shown.last?.alert.description : nil
        return try JSONAnswer.of(List(alerts: shown, next: next), zone: desk.backstage.zone)
    }

    private func openReports() async throws -> [AlertID: CoverageReport] {
        let now = desk.now
        return try await desk.state { $0.coverage.alerts.mapValues { $0.report(asOf: now) } }
    }

    private func one(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        _ = try desk.caller(request, .figures)
        let name = context.parameters.get("id") ?? ""
        if name.hasSuffix(".cap") { return try await CAPDocuments(desk: desk).response(String(name.dropLast(4))) }
        let alert = try desk.alert(context)
        guard let record = try await desk.chronicle.read({ $0.alerts[alert] }) else { throw Problem.notFound }
        let now = desk.now
        let report = try await desk.coverage(alert)?.report(asOf: now)
        return try JSONAnswer.of(AlertSummary(record, report), zone: desk.backstage.zone)
    }
}

/// An alert as the API shows it.
struct AlertSummary: Encodable {
    var alert: AlertID
    @Nullable var warning: AlertID?
    var status: Status
    @Nullable var msgType: MsgType?
    var state: AlertRecord.Fate
    @Nullable var reason: String?
    @Nullable var hazard: Hazard?
    @Nullable var event: String?
    @Nullable var colour: Colour?
    @Nullable var effectiveColour: Colour?
    var source: String
    var received: Moment
    @Nullable var sent: Moment?
    @Nullable var start: Moment?
    @Nullable var expires: Moment?
    @Nullable var endedAt: Moment?
    @Nullable var ended: String?
    var replaces: [AlertID]
    @Nullable var acknowledgedAt: Moment?
    @Nullable var rate: Double?
    @Nullable var missing: Int?
    @Nullable var withinDeadline: Bool?
    @Nullable var area: String?

    init(_ record: AlertRecord, _ open: CoverageReport?) {
        let figures = open ?? record.figures
        alert = record.alert
        warning = record.accepted?.warning
        status = record.status
        msgType = record.msgType
        state = record.fate
        reason = record.reason
        hazard = record.accepted?.hazard
        event = record.event
        colour = record.accepted?.colour
        effectiveColour = record.accepted?.effectiveColour
        source = record.source
        received = record.firstAt
        sent = record.sent
        start = record.accepted?.start
        expires = record.accepted?.expires
        endedAt = record.endedAt
        ended = record.ended?.cause.rawValue
        replaces = record.accepted?.replaces ?? []
        acknowledgedAt = record.acknowledged?.at
        rate = figures?.rate
        missing = figures?.missing.households
        withinDeadline = figures?.withinDeadline
        area = record.accepted?.rule
    }
}
