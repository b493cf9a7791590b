import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Hummingbird
import Record

/// The page of the duty room: calm while nothing happens, unmistakable when something does.
struct NowPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("/") { request, context -> Response in
            if let caller = desk.gate.caller(request), caller.account.role == .evaluator { return .redirect(to: "/assessment") }
            let visit = try desk.visit(request, context, .watch)
            return try await page(visit, chosen: request.query["alert"].flatMap { AlertID($0) })
        }
    }

    private func page(_ visit: Visit, chosen: AlertID?) async throws -> Response {
        let (inForce, held) = try await desk.chronicle.read { ($0.inForce, $0.held) }
        let main = inForce.first { $0.alert == chosen } ?? inForce.first
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let waiting = try await HeldAlerts(desk: desk, shown: shown).html(held, visit)
        guard let main else {
            let calm = try await CalmView(desk: desk, shown: shown).html(hasHeld: !held.isEmpty)
            return desk.frame.page(t("nav.now"), visit, live: ["alert", "device"], scripts: ["plan.js"], "\(waiting)\(calm)")
        }
        let view = AlertView(desk: desk, shown: shown, visit: visit)
        let alarm = inForce.first { $0.acknowledged == nil && $0.status == .actual } ?? inForce.first { $0.acknowledged == nil }
        let body: HTML = """
            \(try await view.banner(main, alarm: alarm))\(waiting)\(try await others(inForce.filter { $0.alert != main.alert }, shown))\
            \(try await view.figures(main))
            """
        return desk.frame.page(
            main.event ?? t("nav.now"), visit, live: ["alert", "coverage", "device"], scripts: ["plan.js"], body)
    }

    /// The other alerts in force, one click away.
    private func others(_ records: [AlertRecord], _ shown: Shown) async throws -> HTML {
        guard !records.isEmpty else { return "<div id=\"others\" data-part></div>" }
        var cards: [HTML] = []
        for record in records {
            let report = try await Figures(desk: desk).report(record.alert)
            let mark: HTML = record.acknowledged == nil ? "<b class=\"bad\">\(shown.texts("now.unacknowledged"))</b>" : .none
            cards.append(
                """
                <a class="card other" href="/?alert=\(record.alert)">\(shown.badge(record.accepted?.colour, status: record.status)) \
                <b>\(record.event)</b> \(report.map { shown.rate($0) }) \(mark)</a>
                """)
        }
        return "<div id=\"others\" data-part class=\"others\">\(cards)</div>"
    }
}

/// The page while nothing happens.
struct CalmView: Sendable {
    let desk: ConsoleDesk
    let shown: Shown

    func html(hasHeld: Bool) async throws -> HTML {
        let t = shown.texts
        let readiness = await desk.backstage.readiness()
        let (last, drills, tested) = try await desk.chronicle.read { chronicle in
            (
                chronicle.order.reversed().lazy.compactMap { chronicle.alerts[$0] }.first { $0.isWarning }, chronicle.drills,
                chronicle.devices.values.compactMap(\.tested?.at).max()
            )
        }
        let health = try await DeviceHealth.of(desk)
        let now = desk.now
        let next = drills.filter { $0.to > now }.min { $0.from < $1.from }
        let isCalm = readiness.isReady && !hasHeld
        return """
            <section id="calm" data-part class="calm \(isCalm ? "ok" : "trouble")">
            <h1>\(readiness.isReady ? t("now.calm") : t("now.notready"))</h1>
            \(readiness.reasons.map { "<p class=\"bad\">\($0)</p>" as HTML })
            \(health.online < health.all ? "<p class=\"warn\">\(t("now.devices.missing", ["n": health.all - health.online]))</p>" as HTML : .none)
            <dl class="facts">
            <div><dt>\(t("now.readiness"))</dt><dd>\(readiness.isReady ? t("now.ready") : t("now.check"))</dd></div>
            <div><dt>\(t("now.devices"))</dt><dd><a href="/devices">\(t("now.devices.count", ["online": health.online, "all": health.all]))</a></dd></div>
            <div><dt>\(t("now.tested"))</dt><dd>\(tested.map { shown.timeTag($0) } ?? "\(t("figure.never"))")</dd></div>
            <div><dt>\(t("now.drill"))</dt><dd>\(next.map { "\($0.drill) \(shown.timeTag($0.from))" as HTML } ?? "\(t("now.drill.none"))")</dd></div>
            <div><dt>\(t("now.last"))</dt><dd>\(last.map { lastAlert($0) } ?? "\(t("figure.never"))")</dd></div>
            </dl></section>
            """
    }

    private func lastAlert(_ record: AlertRecord) -> HTML {
        "<a href=\"/alerts/\(record.alert)\">\(shown.badge(record.accepted?.colour, status: record.status)) \(record.event) \(shown.timeTag(record.firstAt))</a>"
    }
}

/// How many devices are there.
struct DeviceHealth: Sendable {
    var all = 0
    var online = 0

    static func of(_ desk: ConsoleDesk) async throws -> DeviceHealth {
        try await desk.state { state in
            var health = DeviceHealth()
            for device in state.coverage.roster?.devices ?? [] {
                health.all += 1
                if state.coverage.links.isOnline(device.device) == true { health.online += 1 }
            }
            return health
        }
    }
}
