import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Hummingbird
import Record

/// Typing in afterwards what stands on paper (补录). It is marked so, allowed within the policy's hours, and counted apart.
struct LatePage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("late/{form}") { request, context -> Response in
            let visit = try desk.visit(request, context, .act)
            return try await page(try form(context), request.query, visit, outcomes: [:])
        }
        router.post("late/{form}") { request, context in try await enter(request, context) }
    }

    private func form(_ context: ConsoleRequest) throws -> PaperForm {
        guard let form = context.parameters.get("form").flatMap({ Int($0) }).flatMap(PaperForm.init(rawValue:)) else {
            throw Problem.notFound
        }
        return form
    }

    private func enter(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let fields = try await Form.read(request)
        let caller = try desk.sender(request, fields, .act)
        var visit = Visit(request, context)
        visit.caller = caller
        visit.formToken = caller.session.map(desk.gate.formToken)
        let form = try form(context)
        var outcomes: [Int: LateOutcome] = [:]
        if let (sheet, names) = try await sheet(form, fields, caller) {
            for number in 1...PaperForm.rows {
                guard let row = LateRow(number, fields) else { continue }
                outcomes[number] = try await enter(row, sheet, names)
            }
        }
        return try await page(form, fields, visit, outcomes: outcomes)
    }

    /// The head of the sheet, with the names of the register by which its alert counts; nil where the head is incomplete.
    private func sheet(
        _ form: PaperForm, _ fields: Form, _ caller: Caller
    ) async throws -> (LateSheet, RegisterNames)? {
        guard let alert = fields["alert"].flatMap({ AlertID($0) }), let roster = try await desk.coverage(alert)?.register,
            let names = try await RegisterNames.of(roster, desk), let day = fields["day"].flatMap({ CivilDate($0) }),
            let number = fields["sheet"]?.uppercased(), PaperForm.read(number)?.form == form
        else { return nil }
        let sheet = LateSheet(
            form: form, number: number, alert: alert, day: day, zone: desk.backstage.zone,
            person: fields["person"].flatMap { Pseudonym($0) }, enteredBy: try await desk.pseudonym(of: caller.account),
            roster: roster)
        return (sheet, names)
    }

    private func enter(_ row: LateRow, _ sheet: LateSheet, _ names: RegisterNames) async throws -> LateOutcome {
        let input: Input
        do throws(LateRow.Fault) { input = try row.input(sheet, names) } catch { return .fault(error) }
        let record = row.record(sheet.number)
        let isAnswer = sheet.form.kind == .answer
        let lines = try await Deed(desk: desk).submit([input]) { entry in
            switch entry {
            case .doorRecorded(let line): line.record == record
            case .roundRecorded(let line): line.record == record
            case .recordRefused(let line): line.record == record
            case .callAnswered(let line): isAnswer && line.alert == sheet.alert && line.form == sheet.number
            default: false
            }
        }
        guard let last = lines.last else { return .unchanged }
        if case .recordRefused(let line) = last.entry { return .refused(line.reason, seq: last.seq) }
        return .kept(seq: last.seq, record: isAnswer ? nil : record)
    }

    private func page(
        _ form: PaperForm, _ fields: Form, _ visit: Visit, outcomes: [Int: LateOutcome]
    ) async throws -> Response {
        let t = visit.texts
        let open = try await desk.state { state -> [AlertAccepted] in
            let all = state.coverage.order.reversed().compactMap { state.coverage.alerts[$0]?.accepted }
            let people: [Status] = [.actual, .exercise]
            return all.filter { people.contains($0.status) && $0.msgType != .cancel }
        }
        guard let names = try await RegisterNames.inForce(desk), !open.isEmpty else {
            return desk.frame.page(
                t("late.title"), visit, "<h1>\(t("late.title"))</h1><p class=\"card\">\(t("late.noalert"))</p>")
        }
        let view = LateForm(
            form: form, fields: fields, visit: visit, names: names, alerts: open,
            today: desk.now.stamped(in: desk.backstage.zone).local.date, zone: desk.backstage.zone)
        return desk.frame.page(t("late.title"), visit, view.html(outcomes))
    }
}

/// What became of a row.
enum LateOutcome: Sendable {
    case kept(seq: Int, record: RecordID?)
    case refused(RecordRefused.Reason, seq: Int)
    case fault(LateRow.Fault)
    /// It is there already, or says nothing new.
    case unchanged
}
