import Alerts
import Community
import Dissemination
import Foundation
import Hummingbird
import Intake
import Record
import Storage

/// Writing an alert at the console: a form, a look at what would go out, and the sending. It takes the way of every other alert, so that
/// it waits for a second person unless the settings for the source `console` say otherwise.
struct ComposePage: ConsoleRoutes {
    /// The source that alerts of the console come from.
    static let source = SourceRule.console

    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("compose") { request, context -> Response in
            let visit = try desk.visit(request, context, .act)
            return try await form(try await draftFields(request.query), visit, findings: [])
        }
        router.post("compose") { request, context in try await take(request, context, isEditing: false) }
        router.post("compose/edit") { request, context in try await take(request, context, isEditing: true) }
    }

    private func take(_ request: Request, _ context: ConsoleRequest, isEditing: Bool) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        var visit = Visit(request, context)
        visit.caller = caller
        visit.formToken = caller.session.map(desk.gate.formToken)
        let fields = ComposeFields(form)
        guard !isEditing else { return try await self.form(fields, visit, findings: []) }
        do {
            let alert = try await fields.alert(desk)
            return form["step"] == "send" ? try await send(alert, caller) : try await preview(alert, fields, visit)
        } catch let error as AlertDraftError {
            return try await self.form(fields, visit, findings: error.findings.map(\.text), status: .unprocessableContent)
        }
    }

    /// The fields to begin with: empty, or those of a Cancel of an alert.
    private func draftFields(_ query: Form) async throws -> ComposeFields {
        var fields = ComposeFields(query)
        guard let cancelled = query["cancel"].flatMap({ AlertID($0) }) else { return fields }
        guard let record = try await desk.chronicle.read({ $0.alerts[cancelled] }) else { throw Problem.notFound }
        let words = try await AlertShelf(desk: desk).words(record)
        fields.cancel = cancelled.description
        fields.event = record.event ?? ""
        fields.colour = record.accepted?.colour?.rawValue ?? ""
        fields.isDrill = record.status == .exercise
        let headline = words?.headline.replacingOccurrences(of: DrillMarking.screenMark, with: "") ?? ""
        fields.headline = "解除：\(headline)"
        fields.text = "\(record.event ?? "")预警已解除。"
        return fields
    }

    private func form(_ fields: ComposeFields, _ visit: Visit, findings: [String], status: HTTPResponse.Status = .ok) async throws
        -> Response
    {
        let view = ComposeForm(
            fields: fields, visit: visit, kinds: desk.backstage.hazards.kinds.map(\.name),
            grids: desk.backstage.register(nil)?.grids ?? [])
        return desk.frame.page(visit.texts("nav.compose"), visit, status: status, view.html(findings))
    }

    private func preview(_ alert: Alert, _ fields: ComposeFields, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let bytes = CAPWriter.xml(alert)
        let read = desk.backstage.intake.read(bytes, source: Self.source).first
        guard let read, case .alert(let incoming) = read.input, let received = try? AlertDocument.read(bytes).first else {
            return try await form(fields, visit, findings: [t("compose.unreadable")], status: .unprocessableContent)
        }
        let words = AlertWords(received, event: incoming.event)
        let rule = desk.backstage.sources.first { $0.source == Self.source }
        let body: HTML = """
            <h1>\(t("compose.preview"))</h1>
            <section class="banner \(incoming.colour?.rawValue ?? "none")\(fields.isDrill ? " exercise" : "")">
            \(fields.isDrill ? "<p class=\"drillmark\">\(t("status.Exercise"))</p>" as HTML : .none)
            <p class="kicker">\(shown.badge(incoming.colour, status: alert.status)) \(incoming.event)</p><h2>\(words.headline)</h2><p class="words">\(words.shown)</p></section>
            <section class="card"><dl class="facts"><div><dt>\(t("compose.reach"))</dt><dd>\(t("compose.households", ["n": incoming.target?.households.count ?? 0]))</dd></div>
            <div><dt>\(t("channel.loudspeaker"))</dt><dd>\(words.spoken)</dd></div><div><dt>\(t("channel.display"))</dt><dd>\(words.shown)</dd></div></dl>
            <p class="warn">\(rule == nil ? t("compose.second") : t("compose.rule"))</p>
            <form method="post" action="/compose">\(visit.formField)\(fields.hidden)<div class="actions">
            <button class="primary large" name="step" value="send">\(fields.isDrill ? t("compose.senddrill") : t("compose.send"))</button>
            <button name="step" value="edit" formaction="/compose/edit">\(t("compose.edit"))</button></div></form></section>
            <details class="card"><summary>CAP</summary><pre>\(String(decoding: bytes, as: UTF8.self))</pre></details>
            """
        return desk.frame.page(t("compose.preview"), visit, body)
    }

    private func send(_ alert: Alert, _ caller: Caller) async throws -> Response {
        let taken = try await AlertEntrance(desk: desk).take(
            CAPWriter.xml(alert), source: Self.source, writtenBy: caller.account)
        return .redirect(to: taken.fate == .held ? "/" : "/alerts/\(taken.alert)")
    }
}
