import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// One household: what the register says of it, and how far each open alert got there. A look at vulnerable persons is a line of the
/// journal.
struct HomePage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("homes/{household}") { request, context -> Response in
            let visit = try desk.visit(request, context, .personal)
            guard let name = context.parameters.get("household"),
                let register = try await desk.reading({ desk.backstage.register(nil) }),
                let index = register.index(ofHousehold: name)
            else { throw Problem.notFound }
            return try await page(register, index, visit)
        }
    }

    private func page(_ register: Register, _ index: UInt32, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        let home = register.household(index)
        let people = register.vulnerable.filter { $0.household == index }
        if !people.isEmpty, let caller = visit.caller {
            try await LookRecord(desk: desk).note([home.household], alert: nil, by: caller)
        }
        let facts: [(String, HTML)] = [
            (t("grid.name"), "\(register.grids[Int(home.grid)])"), (t("home.building"), "\(home.building)"),
            (t("group.residents"), "\(home.residents)"), (t("group.migrants"), "\(home.migrants)"),
            (
                t("home.phones"),
                "\(home.phones.map { $0.masked + ($0.isAway ? "（\(t("home.away"))）" : "") }.joined(separator: " "))"
            ),
            (t("home.language"), "\(home.language)"), (t("home.checked"), home.checked.map { "\($0)" } ?? "\(t("figure.never"))"),
        ]
        let persons = people.map { person -> [HTML] in
            let helpers = person.helpers.map { register.staff[Int($0)] }.map { "\($0.name.text) \($0.phone?.masked ?? "")" }
            return [
                "\(person.person)", "\(person.needs.map { t("need.\($0.rawValue)") }.joined(separator: "，"))",
                "\(helpers.joined(separator: "；"))",
            ]
        }
        let speakers = register.devices.filter { $0.reach.contains(index) }.map {
            "<a href=\"/devices/\($0.device)\">\($0.device)</a> " as HTML
        }
        let body: HTML = """
            <h1>\(home.household)</h1>
            <section class="card"><dl class="facts">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })
            <div><dt>\(t("home.earshot"))</dt><dd>\(speakers.isEmpty ? "\(t("missing.unreachable"))" : HTML.joined(speakers))</dd></div></dl></section>
            <section class="card"><h2>\(t("group.vulnerable"))</h2>
            \(Table.of(t("group.vulnerable"), [t("home.person"), t("home.needs"), t("home.helpers")], persons, empty: t("home.nobody")))
            \(people.isEmpty ? HTML.none : "<p class=\"quiet\">\(t("home.noted"))</p>")</section>
            <section class="card"><h2>\(t("home.alerts"))</h2>\(try await alerts(index, register, visit))</section>
            """
        return desk.frame.page(home.household, visit, body)
    }

    private func alerts(_ index: UInt32, _ register: Register, _ visit: Visit) async throws -> HTML {
        let shown = Shown(texts: visit.texts, zone: desk.backstage.zone)
        let t = visit.texts
        let open = try await desk.state { state in
            state.coverage.order.compactMap { state.coverage.alerts[$0] }.filter { $0.accepted.target.contains(index) }
        }
        let rows = open.filter { $0.register.hash == register.hash }.map { coverage -> [HTML] in
            let grade = Grade.allCases.last { coverage.has($0, index) }
            return [
                "<a href=\"/alerts/\(coverage.accepted.alert)\">\(coverage.accepted.event)</a>",
                shown.timeTag(coverage.accepted.start),
                grade.map { "\(t("grade.\($0.rawValue)"))" } ?? "<b class=\"bad\">\(t("grade.missing"))</b>",
                coverage.reachedOffset(index).map { "+\(shown.span(.milliseconds(Int64($0))))" } ?? .none,
            ]
        }
        return Table.of(
            t("home.alerts"), [t("alerts.event"), t("alert.start"), t("grade.name"), t("grade.since")], rows,
            empty: t("alerts.none"))
    }
}
