import Alerts
import Community
import Hummingbird
import Record

/// Blank forms for a power cut: numbered, to print, to be typed in afterwards.
struct FormsPage: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let mostSheets = 100

    func add(to router: Router<ConsoleRequest>) {
        router.get("forms") { request, context -> Response in
            let visit = try desk.visit(request, context, .act)
            return try await list(request, visit)
        }
        router.post("forms/{form}") { request, context in try await issue(request, context) }
        router.get("forms/{form}/{sheets}") { request, context -> Response in
            let visit = try desk.visit(request, context, .act)
            return try await sheets(request, context, visit)
        }
    }

    private func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let last = try await desk.chronicle.read { $0.sheets }
        let grids = desk.backstage.register(nil)?.grids ?? []
        let options = grids.map { "<option value=\"\($0)\">\($0)</option>" as HTML }
        let rows = PaperForm.allCases.map { form -> [HTML] in
            let grid: HTML =
                form.hasDoors
                ? "<select name=\"grid\" aria-label=\"\(t("forms.grid"))\"><option value=\"\">\(t("forms.blank"))</option>\(options)</select>"
                : .none
            let count: HTML =
                "<input name=\"count\" type=\"number\" min=\"1\" max=\"\(Self.mostSheets)\" value=\"2\" aria-label=\"\(t("forms.count"))\">"
            return [
                "<b>\(t("form.\(form.rawValue)"))</b><br><small class=\"quiet\">\(t("form.\(form.rawValue).use"))</small>",
                "\(last[form.rawValue].map { FormIssued.number(form.rawValue, $0) } ?? t("figure.never"))",
                """
                <form class="tight" method="post" action="/forms/\(form.rawValue)">\(visit.formField)\(count)\(grid)\
                <button class="primary">\(t("forms.print"))</button></form>
                """,
                "<a class=\"button\" href=\"/late/\(form.rawValue)\">\(t("late.enter"))</a>",
            ]
        }
        let heads = [t("forms.form"), t("forms.last"), t("forms.print"), t("late.title")]
        let body: HTML = """
            <h1>\(t("nav.forms"))</h1><p class="lead">\(t("forms.lead"))</p>
            \(Table.of(t("nav.forms"), heads, rows, empty: ""))
            """
        return desk.frame.page(t("nav.forms"), visit, body)
    }

    private func issue(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let fields = try await Form.read(request)
        let caller = try desk.sender(request, fields, .act)
        let form = try form(context)
        let grid = form.hasDoors ? fields["grid"] : nil
        var count = min(max(fields["count"].flatMap { Int($0) } ?? 1, 1), Self.mostSheets)
        if let grid {
            let doors = try await desk.reading { desk.backstage.register(nil)?.households(ofGrid: grid).count ?? 0 }
            guard doors > 0 else { throw Problem.notFound }
            count = (doors + PaperForm.rows - 1) / PaperForm.rows
        }
        let first = (try await desk.chronicle.read { $0.sheets[form.rawValue] } ?? 0) + 1
        let line = FormIssued(
            form: form.rawValue, first: first, count: count, grid: grid, by: try await desk.pseudonym(of: caller.account))
        try await desk.write([.formIssued(line)])
        let query = grid.map { "?grid=\(FormText.encoded($0))" } ?? ""
        return .redirect(to: "/forms/\(form.rawValue)/\(first)-\(first + count - 1)\(query)")
    }

    private func form(_ context: ConsoleRequest) throws -> PaperForm {
        guard let form = context.parameters.get("form").flatMap({ Int($0) }).flatMap(PaperForm.init(rawValue:)) else {
            throw Problem.notFound
        }
        return form
    }

    private func sheets(_ request: Request, _ context: ConsoleRequest, _ visit: Visit) async throws -> Response {
        let form = try form(context)
        let numbers = (context.parameters.get("sheets") ?? "").split(separator: "-").compactMap { Int($0) }
        let last = try await desk.chronicle.read { $0.sheets[form.rawValue] ?? 0 }
        guard numbers.count == 2, numbers[0] > 0, numbers[0] <= numbers[1], numbers[1] <= last,
            numbers[1] - numbers[0] < 10 * Self.mostSheets
        else { throw Problem.notFound }
        let grid = form.hasDoors ? request.query["grid"] : nil
        if grid != nil, let caller = visit.caller { try await LookRecord(desk: desk).noteList(alert: nil, by: caller) }
        let doors = try await doors(grid)
        let sheet = PaperSheet(form: form, community: desk.backstage.register(nil)?.profile.name ?? "", texts: visit.texts)
        let pages = (numbers[0]...numbers[1]).enumerated().map { page, number in
            sheet.html(number, grid: grid, doors: Array(doors.dropFirst(page * PaperForm.rows).prefix(PaperForm.rows)))
        }
        let t = visit.texts
        let body: HTML = """
            <p class="noprint actions"><button type="button" class="primary" data-print>\(t("frame.print"))</button>
            <a class="button" href="/forms">\(t("nav.forms"))</a></p>\(pages)
            """
        return desk.frame.page(t("form.\(form.rawValue)"), visit, body)
    }

    /// The doors of a grid in the order of the route.
    private func doors(_ grid: String?) async throws -> [PaperSheet.Door] {
        guard let grid else { return [] }
        return try await desk.reading { () -> [PaperSheet.Door] in
            guard let register = desk.backstage.register(nil) else { return [] }
            let people = Dictionary(grouping: register.vulnerable, by: \.household)
            var doors: [PaperSheet.Door] = []
            register.households(ofGrid: grid).forEach { index in
                let home = register.household(index)
                let needs = Set((people[index] ?? []).flatMap(\.needs)).sorted { $0.rawValue < $1.rawValue }
                doors.append(
                    .init(building: home.building, room: home.household, residents: home.residents, needs: needs))
            }
            return doors
        }
    }
}
