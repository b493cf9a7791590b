import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// One device: state, history, what it reaches, what it holds, and for a display the link of its screen.
struct DevicePage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("devices/{device}") { request, context -> Response in
            let visit = try desk.visit(request, context, .watch)
            return try await page(try name(context), visit, done: try await Deed(desk: desk).confirmation(request, visit.texts))
        }
        router.post("devices/{device}/link") { request, context -> Response in
            let form = try await Form.read(request)
            _ = try desk.sender(request, form, .act)
            let name = try name(context)
            let file = desk.gate.book.file
            try await desk.reading { try file.change { $0.displays[name, default: 0] += 1 } }
            return .redirect(to: "/devices/\(name)")
        }
    }

    private func name(_ context: ConsoleRequest) throws -> String {
        guard let name = context.parameters.get("device"), Identifier.isValid(name) else { throw Problem.notFound }
        return name
    }

    private func page(_ name: String, _ visit: Visit, done: HTML) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let (device, links, open, muted) = try await desk.state { state in
            (
                state.coverage.device(name), state.coverage.links,
                state.coverage.order.compactMap { state.coverage.alerts[$0] }, state.mutes[name]
            )
        }
        guard let device else { throw Problem.notFound }
        let record = try await desk.chronicle.read { $0.devices[name] }
        let link = links.device(name)
        let facts: [(String, HTML)] = [
            (t("device.state"), DeviceState.html(links.isOnline(name), link.faults, t)),
            (t("channel.name"), "\(t.word("channel", device.channel.rawValue))"), (t("grid.name"), "\(device.grid)"),
            (t("device.gateway"), "\(device.gateway ?? link.gateway ?? "–")"), (t("device.reach"), "\(device.reach.count)"),
            (t("device.accepted"), device.accepted.map { "\($0)" } ?? "<b class=\"warn\">\(t("device.notaccepted"))</b>"),
            (t("device.indoor"), "\(device.indoorTest?.description ?? "–")"), (t("device.firmware"), "\(link.firmware ?? "–")"),
            (t("device.clock"), link.clockSeen.map { shown.timeTag($0) } ?? "\(t("figure.never"))"),
            (t("device.answered"), record?.answered.map { shown.timeTag($0) } ?? "\(t("figure.never"))"),
            (
                t("device.tested"),
                record?.tested.map { "\(t.word("test", $0.test.how)) \($0.test.passed ? "✓" : "✗") \(shown.timeTag($0.at))" }
                    ?? "\(t("figure.never"))"
            ),
            (
                t("device.failed"),
                record?.failed.map { "\(t.word("failure", $0.reason.rawValue)) \(shown.timeTag($0.at))" } ?? "–"
            ),
        ]
        let body: HTML = """
            <h1>\(name)\(MuteView.mark(muted, desk.now, shown))</h1>\(done)
            <section id="facts" data-part class="card"><dl class="facts">\(facts.map { "<div><dt>\($0.0)</dt><dd>\($0.1)</dd></div>" as HTML })</dl></section>
            \(MuteView(shown: shown, visit: visit, now: desk.now).html(name, muted))\(screen(device, visit))
            <section id="holds" data-part class="card"><h2>\(t("device.holds"))</h2>\(holds(name, open, shown))</section>
            <section id="history" data-part class="card"><h2>\(t("device.history"))</h2>\(history(record, shown))</section>
            """
        return desk.frame.page(name, visit, live: ["device", "coverage"], body)
    }

    private func screen(_ device: RosterDevice, _ visit: Visit) -> HTML {
        guard device.channel == .display, visit.has(.act) else { return .none }
        let t = visit.texts
        let link =
            "\(desk.settings.publicURL)/display/\(device.device)?token=\(desk.gate.book.displayToken(device.device, now: desk.now))"
        return """
            <section class="card"><h2>\(t("display.link"))</h2><p class="quiet">\(t("display.hint"))</p><p><a href="\(link)"><code>\(link)</code></a></p>
            <form method="post" action="/devices/\(device.device)/link">\(visit.formField)<button>\(t("display.renew"))</button></form></section>
            """
    }

    private func holds(_ name: String, _ open: [AlertCoverage], _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = open.flatMap { coverage in
            coverage.deliveries.compactMap { table -> [HTML]? in
                guard let row = table.row(name) else { return nil }
                let failure: HTML = table.failures[row].map { "<b class=\"bad\">\(t.word("failure", $0.rawValue))</b>" } ?? .none
                return [
                    "<a href=\"/alerts/\(coverage.accepted.alert)\">\(coverage.accepted.event)</a>",
                    "\(t.word("stage", table.stages[row].rawValue)) \(failure)",
                    table.withdrawn[row] ? "\(t("story.withdrawn"))" : .none, "<code>\(table.ids[row])</code>",
                ]
            }
        }
        return Table.of(
            t("device.holds"), [t("alerts.event"), t("stage.name"), t("deliveries.withdrawn"), t("deliveries.id")], rows,
            empty: t("device.holdsnothing"))
    }

    private func history(_ record: DeviceRecord?, _ shown: Shown) -> HTML {
        let t = shown.texts
        let rows = (record?.states ?? []).reversed().map { line -> [HTML] in
            [shown.timeTag(line.at), DeviceState.html(line.online, line.faults, t), "\(line.firmware)"]
        }
        return Table.of(
            t("device.history"), [t("device.when"), t("device.state"), t("device.firmware")], rows, empty: t("figure.never"))
    }
}
