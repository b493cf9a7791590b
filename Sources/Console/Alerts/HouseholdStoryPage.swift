import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Hummingbird
import Record

/// What one alert came to at one door: the means that were tried, what people found there, and when each grade was reached. Of a closed
/// alert it is read anew from the journal.
struct HouseholdStoryPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("alerts/{id}/homes/{household}") { request, context -> Response in
            let visit = try desk.visit(request, context, .personal)
            let alert = try desk.alert(context)
            guard let name = context.parameters.get("household").flatMap({ $0.removingPercentEncoding }),
                let coverage = try await desk.coverageOrPast(alert)
            else { throw Problem.notFound }
            return try await page(name, coverage, visit)
        }
    }

    private func page(_ name: String, _ open: AlertCoverage, _ visit: Visit) async throws -> Response {
        let t = visit.texts
        guard let names = try await RegisterNames.of(open.register, desk), let index = names.register.index(ofHousehold: name),
            let home = names.home(index)
        else { throw Problem.notFound }
        let persons = names.register.vulnerable.filter { $0.household == index }
        if !persons.isEmpty, let caller = visit.caller {
            try await LookRecord(desk: desk).note([name], alert: open.accepted.alert, by: caller)
        }
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let isMeant = open.targetSet.contains(index)
        let state: HTML =
            open.isAway(index)
            ? "<b>\(t("missing.away"))</b>"
            : open.grade(of: index).map { "<b class=\"good\">\(t("grade.\($0.rawValue)"))</b>" }
                ?? "<b class=\"bad\">\(t("grade.missing"))</b>"
        let body: HTML = """
            <h1>\(home.building) \(name) <small><a href="/alerts/\(open.accepted.alert)">\(open.accepted.event) \
            \(shown.badge(open.accepted.colour, status: open.accepted.status))</a></small></h1>
            <section id="state" data-part class="card"><p class="lead">\(isMeant ? state : "\(t("home.elsewhere"))")</p>\(times(index, open, shown))
            \(vulnerable(persons, open, index, t))</section>
            <section id="tried" data-part class="card"><h2>\(t("uncovered.tried"))</h2>\(tried(index, open, shown))</section>
            <section id="found" data-part class="card"><h2>\(t("home.found"))</h2>\(found(index, open, names, shown))</section>
            <p><a class="button" href="/homes/\(FormText.encoded(name))">\(t("home.register"))</a></p>
            """
        return desk.frame.page(name, visit, live: ["coverage", "task"], body)
    }

    private func times(_ index: UInt32, _ open: AlertCoverage, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = Grade.allCases.compactMap { grade -> [HTML]? in
            guard open.has(grade, index), let offset = open.offset(of: grade, index) else { return nil }
            let moment = open.accepted.start + .milliseconds(Int64(offset))
            return ["\(t("grade.\(grade.rawValue)"))", shown.timeTag(moment), "+\(shown.span(.milliseconds(Int64(offset))))"]
        }
        return Table.of(t("grade.name"), [t("grade.name"), t("device.when"), t("grade.since")], rows, empty: t("grade.missing"))
    }

    private func vulnerable(_ persons: [RegisterPerson], _ open: AlertCoverage, _ index: UInt32, _ t: Texts) -> HTML {
        guard !persons.isEmpty else { return .none }
        let left = open.unconfirmed(in: index).count
        return "<p>\(t("group.vulnerable")) \(persons.count) · \(left == 0 ? "✓" : t("figure.lacking", ["n": left]))</p>"
    }

    private func tried(_ index: UInt32, _ open: AlertCoverage, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = open.deliveries.filter { $0.action == .present }.flatMap { table -> [[HTML]] in
            table.endpoints.indices.compactMap { row -> [HTML]? in
                let name = table.endpoints[row]
                guard open.endpoints.endpoint(name, on: table.channel)?.reach.contains(index) ?? false else { return nil }
                let failure: HTML = table.failures[row].map { "<b class=\"bad\">\(t.word("failure", $0.rawValue))</b>" } ?? .none
                let shownName: HTML =
                    table.channel.isOverGateways ? "<code>\(name)</code>" : "<a href=\"/devices/\(name)\">\(name)</a>"
                return [
                    "\(t.word("channel", table.channel.rawValue))", shownName,
                    "\(t.word("stage", table.stages[row].rawValue)) \(failure)", "\(Int(table.tries[row]))",
                ]
            }
        }
        return Table.of(
            t("uncovered.tried"), [t("channel.name"), t("device.name"), t("stage.name"), "#\(t("home.tries"))"], rows,
            empty: t("missing.unreachable"))
    }

    private func found(_ index: UInt32, _ open: AlertCoverage, _ names: RegisterNames, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = open.people.named(of: index).map { id, record -> [HTML] in
            [
                record.result.map { "\(t("door.\($0.rawValue)"))" } ?? "\(t("tasks.round"))", "\(names.called(record.by, t))",
                record.isLate ? "<span class=\"badge none\">\(t("late.mark"))</span>" : .none, "<code>\(id)</code>",
            ]
        }
        return Table.of(
            t("home.found"), [t("tasks.found"), t("home.by"), t("late.mark"), t("home.record")], rows, empty: t("home.nofound"))
    }
}
