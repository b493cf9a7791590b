import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// The register in numbers: sizes, age, against the reference population, by grid; and the way to one household.
struct RegisterPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("register") { request, context -> Response in
            let visit = try desk.visit(request, context, .personal)
            if let wanted = request.query["home"] {
                let register = try await desk.reading { desk.backstage.register(nil) }
                guard register?.index(ofHousehold: wanted) != nil else { return try await page(visit, unknown: wanted) }
                return .redirect(to: "/homes/\(FormText.encoded(wanted))")
            }
            return try await page(visit, unknown: nil)
        }
    }

    private func page(_ visit: Visit, unknown: String?) async throws -> Response {
        let t = visit.texts
        let versions = try await desk.state { $0.coverage.roster?.version }
        guard let register = try await desk.reading({ desk.backstage.register(nil) }) else {
            return desk.frame.page(
                t("nav.register"), visit, "<h1>\(t("nav.register"))</h1><p class=\"card bad\">\(t("register.none"))</p>")
        }
        let counts = try await desk.reading { RegisterCounts(register) }
        let complaint: HTML? = unknown.map { "<p class=\"bad\" role=\"alert\">\(t("register.unknown", ["name": $0]))</p>" }
        let reference = register.profile.reference
        let rows: [(String, HTML)] = [
            (t("register.version"), "\(versions ?? 0)"), (t("group.households"), "\(register.householdCount)"),
            (t("group.residents"), "\(counts.residents)"), (t("group.migrants"), "\(counts.migrants)"),
            (t("group.vulnerable"), "\(register.vulnerable.count)"), (t("group.places"), "\(register.places.count)"),
            (t("register.devices"), "\(register.devices.count)"), (t("register.staff"), "\(register.staff.count)"),
            (t("register.exclusions"), "\(register.exclusions.count)"),
            (
                t("register.reference"),
                reference.map { "\($0.residents) (\($0.source), \($0.date))" }
                    ?? "<b class=\"bad\">\(t("register.noreference"))</b>"
            ),
            (t("register.oldest"), counts.oldest.map { "\($0)" } ?? "<b class=\"bad\">\(t("figure.never"))</b>"),
            (t("register.nophone"), "\(counts.withoutPhone)"), (t("register.large"), "\(counts.largest)"),
        ]
        let grids = register.grids.indices.map { index -> [HTML] in
            [
                "\(register.grids[index])", "\(counts.byGrid[index].households)", "\(counts.byGrid[index].residents)",
                "\(counts.byGrid[index].vulnerable)",
                "\(counts.byGrid[index].oldest)",
            ]
        }
        let heads = [
            t("grid.name"), "#\(t("group.households"))", "#\(t("group.residents"))", "#\(t("group.vulnerable"))",
            t("register.oldest"),
        ]
        let body: HTML = """
            <h1>\(t("nav.register")) <small>\(register.profile.name)</small></h1>
            <form class="card inline" action="/register"><label>\(t("register.find"))<input name="home" required maxlength="64"></label><button>\(t("register.show"))</button>\(complaint)</form>
            <div class="pair"><section class="card"><dl class="facts">\(rows.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl></section>
            <section class="card"><h2>\(t("now.plan"))</h2>\(try await PlanDrawing.of(desk, visit).html(alert: nil))</section></div>
            <section class="card"><h2>\(t("now.grids"))</h2>\(Table.of(t("now.grids"), heads, grids, empty: t("figure.nobody")))</section>
            """
        return desk.frame.page(t("nav.register"), visit, body)
    }
}

/// Sums over a register.
struct RegisterCounts: Sendable {
    struct Grid: Sendable {
        var households = 0
        var residents = 0
        var vulnerable = 0
        var oldest: CivilDate?
    }

    var residents = 0
    var migrants = 0
    var withoutPhone = 0
    var largest = 0
    var oldest: CivilDate?
    var byGrid: [Grid]

    init(_ register: Register) {
        byGrid = Array(repeating: Grid(), count: register.grids.count)
        for index in 0..<UInt32(register.householdCount) {
            let home = register.household(index)
            residents += home.residents
            migrants += home.migrants
            if !home.phones.contains(where: { !$0.isAway }) { withoutPhone += 1 }
            largest = max(largest, home.residents)
            oldest = [oldest, home.checked].compactMap(\.self).min()
            byGrid[Int(home.grid)].households += 1
            byGrid[Int(home.grid)].residents += home.residents
            byGrid[Int(home.grid)].oldest = [byGrid[Int(home.grid)].oldest, home.checked].compactMap(\.self).min()
        }
        for person in register.vulnerable { byGrid[Int(register.household(person.household).grid)].vulnerable += 1 }
    }
}
