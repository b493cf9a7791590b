import Alerts
import Community
import Coverage
import Dissemination
import Engine
import HTTPTypes
import Hummingbird
import Record

/// The pages that personal links lead to, `/t/{token}`: a worker's list of what there is to see to, or one button for a resident. They
/// know no account: who holds the link is who it was sent to, and a worker's is good on the first phone that opens it.
struct FieldRoutes: ConsoleRoutes {
    let desk: ConsoleDesk
    let tokens: LinkTokens

    /// The most that a phone may send at once, in bytes.
    private static let limit = 32 << 10

    func add(to router: Router<ConsoleRequest>) {
        router.get("t/{token}") { request, context in try await show(request, context) }
        router.post("t/{token}") { request, context in try await take(request, context) }
    }

    private func subject(_ context: ConsoleRequest) -> LinkTokens.Subject? {
        context.parameters.get("token").flatMap { tokens.subject($0) }
    }

    // MARK: showing

    private func show(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let visit = Visit(request, context)
        switch subject(context) {
        case .staff(let id): return try await showStaff(id, request, visit)
        case .message(let delivery): return try await ResidentPage(desk: desk, visit: visit).show(delivery)
        case nil: return FieldFrame(desk: desk, visit: visit).notice("unknown", status: .notFound)
        }
    }

    private func showStaff(_ id: LinkID, _ request: Request, _ visit: Visit) async throws -> Response {
        let frame = FieldFrame(desk: desk, visit: visit)
        guard let link = try await desk.state({ $0.links[id] }) else { return frame.notice("over", status: .gone) }
        guard link.isGood(at: desk.now) else { return frame.notice("over", status: .gone) }
        guard let browser = link.browser else {
            let reading = FieldReading(desk: desk)
            return frame.threshold(try await reading.sheet(link))
        }
        guard browser == FieldPhone(request).mark else { return frame.notice("elsewhere", status: .forbidden) }
        let sheet = try await FieldReading(desk: desk).sheet(link)
        let page = FieldPage(frame: frame, sheet: sheet, round: FieldRound(request))
        if let household = request.query["door"] { return page.door(household) }
        return page.list()
    }

    // MARK: taking in

    private func take(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let visit = Visit(request, context)
        let frame = FieldFrame(desk: desk, visit: visit)
        guard Gate.isOwnSite(request) else { throw Problem(.forbidden, "not from this page") }
        guard let subject = subject(context) else { return frame.notice("unknown", status: .notFound) }
        let form = Form(String(buffer: try await request.body.collect(upTo: Self.limit)))
        switch subject {
        case .message(let delivery): return try await ResidentPage(desk: desk, visit: visit).confirm(delivery, form)
        case .staff(let id):
            guard let link = try await desk.state({ $0.links[id] }), link.isGood(at: desk.now) else {
                return frame.notice("over", status: .gone)
            }
            guard let tap = FieldTap(form) else { throw Problem(.unprocessableContent, "not a form of this page") }
            let phone = FieldPhone(request)
            if case .bind = tap.deed { return try await bind(link, phone, tap, context, frame) }
            guard link.browser == phone.mark else { return frame.notice("elsewhere", status: .forbidden) }
            return try await keep(tap, link, frame)
        }
    }

    /// The link is good on this phone from now on, and whoever opens it has the warnings.
    private func bind(
        _ link: LinkBook.Link, _ phone: FieldPhone, _ tap: FieldTap, _ context: ConsoleRequest, _ frame: FieldFrame
    ) async throws -> Response {
        try await submit([.link(.opened(link.id, browser: phone.mark))])
        guard try await desk.state({ $0.links[link.id] })?.browser == phone.mark else {
            return frame.notice("elsewhere", status: .forbidden)
        }
        try await submit([.answer(IncomingAnswer(by: link.staff, means: .link))])
        var response = Response.redirect(to: frame.path, type: .normal)
        response.setCookie(phone.cookie(context))
        return response
    }

    /// Writes a tap down; the answer goes out when it is on disk.
    private func keep(_ tap: FieldTap, _ link: LinkBook.Link, _ frame: FieldFrame) async throws -> Response {
        if case .roundBegun(let means) = tap.deed {
            var response = Response.redirect(to: frame.path, type: .normal)
            response.setCookie(FieldRound(means: means, startedAt: desk.now).cookie)
            return response
        }
        try await submit(try await inputs(of: tap, link))
        let isKept = try await isKept(tap)
        if tap.isScripted {
            return try JSONAnswer.of(["kept": isKept], zone: desk.backstage.zone)
        }
        var response = Response.redirect(to: frame.path + (isKept ? "" : "?refused=1"), type: .normal)
        if case .round = tap.deed { response.setCookie(FieldRound.ended) }
        return response
    }

    private func inputs(of tap: FieldTap, _ link: LinkBook.Link) async throws -> [Input] {
        let by = link.staff
        switch tap.deed {
        case .bind, .roundBegun: return []
        case .answer(let report):
            return [.answer(IncomingAnswer(by: by, means: .link, reported: report, origin: tap.origin))]
        case .door(let household, let result, let whom):
            return [
                .door(
                    IncomingDoor(
                        record: tap.record, household: household, by: by, result: result, whom: whom, origin: tap.origin))
            ]
        case .persons(let household):
            let persons = try await desk.state { state in
                state.tasks(of: by).filter { task in
                    if case .door(_, household, _) = task.subject { true } else { false }
                }.flatMap(\.persons).map(\.pseudonym)
            }
            let named = Set(persons).sorted()
            return [
                .door(
                    IncomingDoor(
                        record: tap.record, household: household, by: by, result: .helper, persons: named, origin: tap.origin))
            ]
        case .place(let receiver):
            var origin = tap.origin
            origin.enteredBy = by
            return [.answer(IncomingAnswer(by: receiver, means: .person, origin: origin))]
        case .round(let means, let buildings, let startedAt, let endedAt):
            return [.round(round(tap, means, buildings, startedAt, endedAt, by: by))]
        case .help(let need): return [.help(IncomingHelp(record: tap.record, by: by, need: need, at: tap.at))]
        case .void(let record): return [.void(record, by: by)]
        }
    }

    /// A round lasted as long as the phone says; where its clock is wrong, both times are moved by as much as it is.
    private func round(
        _ tap: FieldTap, _ means: RoundRecorded.Means, _ buildings: [Pseudonym], _ startedAt: Moment, _ endedAt: Moment,
        by: Pseudonym
    ) -> IncomingRound {
        let now = desk.now
        let ended = endedAt == .epoch ? now : endedAt
        let error = tap.sentAt.map { now - $0 } ?? .zero
        guard abs(error.milliseconds) > 2000 else {
            return IncomingRound(
                record: tap.record, by: by, means: means, buildings: buildings, startedAt: startedAt, endedAt: min(ended, now),
                origin: tap.origin)
        }
        return IncomingRound(
            record: tap.record, by: by, means: means, buildings: buildings, startedAt: startedAt + error,
            endedAt: min(ended + error, now))
    }

    private func isKept(_ tap: FieldTap) async throws -> Bool {
        let record = tap.record
        switch tap.deed {
        case .door, .persons, .round:
            return try await desk.state { state in
                state.coverage.alerts.values.contains { $0.people.records[record] != nil }
            }
        case .help: return try await desk.state { $0.help[record] != nil }
        case .void(let old):
            return try await desk.state { state in
                !state.coverage.alerts.values.contains { $0.people.records[old]?.isStanding ?? false }
            }
        case .bind, .answer, .place, .roundBegun: return true
        }
    }

    private func submit(_ inputs: [Input]) async throws {
        guard !inputs.isEmpty else { return }
        do {
            let reports = try await desk.backstage.writer.async { try $0.submit(inputs) }
            desk.backstage.ask(reports)
        } catch { throw Problem(.serviceUnavailable, "not taken in", detail: "send it again", retryAfter: 2) }
    }
}
