import Alerts
import Community
import Coverage
import Dissemination
import Record

/// One alert in force: its colour and words, its clock, how far it got, who is missing, what fails, and what to do.
struct AlertView: Sendable {
    let desk: ConsoleDesk
    let shown: Shown
    let visit: Visit

    private var t: Texts { shown.texts }

    /// The band in the alert's colour.
    func banner(_ record: AlertRecord, alarm: AlertRecord?) async throws -> HTML {
        let words = try await AlertShelf(desk: desk).words(record)
        let accepted = record.accepted
        let colour = accepted?.colour?.rawValue ?? "none"
        let drill: HTML =
            record.status == .actual ? .none : "<p class=\"drillmark\">\(t.word("status", record.status.rawValue))</p>"
        let sounding: HTML =
            alarm.map { alarm in
                " data-alarm=\"\(alarm.alert)\" data-title=\"\(t("colour.\(alarm.accepted?.effectiveColour.rawValue ?? "none")")) \(alarm.event)\""
            } ?? .none
        return """
            <section id="banner" data-part class="banner \(colour)\(record.status == .actual ? "" : " exercise")"\(sounding)>\(drill)
            <p class="kicker"><b>\(accepted?.colour.map { t("colour.\($0.rawValue)") } ?? t("colour.none"))</b> \(record.event) \
            <span>\(accepted.map { t.word("msgtype", $0.msgType.rawValue) })</span></p>
            <h1>\(words?.headline ?? record.event)</h1><p class="words">\(words?.body)</p>
            <p class="meta">\(words?.issuer) · \(t("alert.sent")) \(record.sent.map { shown.timeTag($0) }) · \
            \(t("alert.expires")) \(accepted.map { shown.timeTag($0.expires) }) · \
            \(t("alert.area")) \(accepted.map { t.word("rule", $0.rule) }) \(words?.areas.prefix(3).joined(separator: "，"))</p>
            \(actions(record))</section>
            """
    }

    /// What to do next, in order of use.
    private func actions(_ record: AlertRecord) -> HTML {
        guard visit.has(.act) else { return .none }
        let acknowledge: HTML =
            record.acknowledged.map {
                "<span class=\"done\">✓ \(t("action.acknowledged")) \(shown.timeTag($0.at, short: true))</span>"
            }
                ?? """
                <form method="post" action="/alerts/\(record.alert)/acknowledge">\(visit.formField)\
                <button class="primary large" id="acknowledge" accesskey="q">\(t("action.acknowledge"))</button></form>
                """
        return """
            <div class="actions">\(acknowledge)<button type="button" class="sound" data-sound hidden>\(t("action.sound"))</button>
            <a class="button" href="/alerts/\(record.alert)/again">\(t("action.again"))</a>
            <a class="button" href="/tasks?alert=\(record.alert)">\(t("action.doors"))</a>
            <a class="button" href="/compose?cancel=\(record.alert)">\(t("action.stop"))</a>
            <a class="button" href="/alerts/\(record.alert)">\(t("action.story"))</a></div>
            """
    }

    /// The figures: coverage large, the curve, the plan, grids, groups, channels, failures.
    func figures(_ record: AlertRecord) async throws -> HTML {
        guard let coverage = try await desk.coverage(record.alert) else { return .none }
        let now = desk.now
        let report = coverage.report(asOf: now)
        let failing = try await FailingList(desk: desk, shown: shown).html(coverage)
        return """
            <div class="now">
            <section id="figure" data-part class="card figure">
            <p class="big \(report.missing.households == 0 ? "good" : "")">\(shown.percent(report.covered.residents, of: report.target.residents))</p>
            <p class="missing">\(shown.missing(report))</p>
            \(clock(report, now: now))<p class="verdict">\(shown.verdict(report))</p>
            </section>
            <section id="curve" data-part class="card curve"><h2>\(t("now.curve"))</h2>\(CurveDrawing(coverage: coverage, now: now, texts: t).svg)</section>
            <section class="card plan"><h2>\(t("now.plan"))</h2>\(try await PlanDrawing.of(desk, visit).html(alert: record.alert))</section>
            <section id="groups" data-part class="card"><h2>\(t("now.groups"))</h2>\(groups(report))</section>
            <section id="grids" data-part class="card"><h2>\(t("now.grids"))</h2>\(grids(report))</section>
            <section id="channels" data-part class="card"><h2>\(t("now.channels"))</h2>\(ChannelTable(shown: shown).html(report, alert: record.alert))</section>
            <section id="failing" data-part class="card"><h2>\(t("now.failing"))</h2>\(failing)</section>
            </div>
            """
    }

    /// The clock to the deadline of households, then of vulnerable persons.
    private func clock(_ report: CoverageReport, now: Moment) -> HTML {
        let deadlines = [("households", report.deadline.households), ("vulnerable", report.deadline.vulnerable)]
        let lines = deadlines.compactMap { name, moment -> HTML? in
            moment.map { moment in
                let left = moment - now
                let word = left < .zero ? t("now.over") : t("now.left")
                return """
                    <p class="clock"><span>\(t("deadline.\(name)"))</span> <b data-until="\(moment.milliseconds)" data-now="\(now.milliseconds)" \
                    data-left="\(t("now.left"))" data-over="\(t("now.over"))">\(word) \(shown.span(left))</b> <small>\(shown.clock(moment))</small></p>
                    """
            }
        }
        return lines.isEmpty ? "<p class=\"clock quiet\">\(t("now.noclock"))</p>" : HTML.joined(lines)
    }

    private func groups(_ report: CoverageReport) -> HTML {
        let rows: [(String, Int, Int)] = [
            ("residents", report.covered.residents, report.target.residents),
            ("households", report.covered.households, report.target.households),
            ("vulnerable", report.covered.vulnerable, report.target.vulnerable),
            ("migrants", report.covered.migrants, report.target.migrants),
            ("places", report.covered.places, report.target.places),
        ]
        let cells = rows.map { name, part, whole -> [HTML] in
            [
                "\(t("group.\(name)"))", shown.bar(part, of: whole), "\(part) / \(whole)",
                whole == 0 ? "\(t("figure.none"))" : "\(shown.percent(part, of: whole))",
                whole - part == 0 ? "✓" : "<b>\(t("figure.lacking", ["n": whole - part]))</b>",
            ]
        }
        let unknown: HTML =
            report.unknown.households > 0
            ? "<p class=\"warn\">\(t("now.unknown", ["n": report.unknown.households]))</p>" : .none
        return Table.of(
            t("now.groups"), [t("group.name"), "", "#\(t("group.covered"))", "#\(t("group.rate"))", "#\(t("group.missing"))"],
            cells,
            empty: t("figure.nobody")) + unknown
    }

    private func grids(_ report: CoverageReport) -> HTML {
        GridBars(shown: shown).html(report)
    }
}

/// Coverage of each grid as a bar with its figures.
struct GridBars: Sendable {
    let shown: Shown

    func html(_ report: CoverageReport) -> HTML {
        let t = shown.texts
        let cells = report.grids.map { grid -> [HTML] in
            [
                "\(grid.grid)", shown.bar(grid.residentsCovered, of: grid.residents), "\(grid.covered) / \(grid.households)",
                "\(shown.percent(grid.residentsCovered, of: grid.residents))",
                grid.covered == grid.households ? "✓" : "<b>\(t("figure.lacking", ["n": grid.households - grid.covered]))</b>",
            ]
        }
        return Table.of(
            t("now.grids"), [t("grid.name"), "", "#\(t("group.covered"))", "#\(t("group.rate"))", "#\(t("group.missing"))"],
            cells,
            empty: t("figure.nobody"))
    }
}

/// Deliveries by channel and stage.
struct ChannelTable: Sendable {
    let shown: Shown

    func html(_ report: CoverageReport, alert: AlertID?) -> HTML {
        let t = shown.texts
        let cells = report.channels.map { channel -> [HTML] in
            let name = t.word("channel", channel.channel.rawValue)
            return [
                alert.map { "<a href=\"/alerts/\($0)/deliveries?channel=\(channel.channel.rawValue)\">\(name)</a>" } ?? "\(name)",
                "\(channel.deliveries)", "\(channel.dispatched)", "\(channel.delivered)", "\(channel.presented)",
                "\(channel.confirmed)",
                channel.failed == 0 ? "0" : "<b class=\"bad\">\(channel.failed)</b>",
            ]
        }
        let heads = ["deliveries", "dispatched", "delivered", "presented", "confirmed", "failed"].map { "#\(t("stage.\($0)"))" }
        return Table.of(t("now.channels"), [t("channel.name")] + heads, cells, empty: t("channel.none"))
    }
}

/// What does not work just now.
struct FailingList: Sendable {
    let desk: ConsoleDesk
    let shown: Shown

    private static let most = 12

    func html(_ coverage: AlertCoverage) async throws -> HTML {
        let t = shown.texts
        let (links, connected, mutes) = try await desk.state {
            ($0.coverage.links, $0.coverage.isBrokerConnected, $0.mutes)
        }
        let now = desk.now
        // What was made silent gets no command; whom it would have reached is missing until somebody else tells them.
        var rows: [[HTML]] = mutes.values.filter { now < $0.until }.sorted { $0.device < $1.device }.compactMap { muted in
            guard let device = coverage.endpoints.device(muted.device) else { return nil }
            return [
                "<a href=\"/devices/\(muted.device)\">\(muted.device)</a>", "\(t.word("channel", device.channel.rawValue))",
                "\(device.grid)", "<b class=\"warn\">\(t("mute.on"))</b> \(muted.reason)", "\(device.reach.count)",
            ]
        }
        for table in coverage.deliveries where table.action == .present && !table.channel.isOverGateways {
            for row in table.endpoints.indices where !table.isSettled(row) {
                let name = table.endpoints[row]
                guard table.failures[row] != nil || links.isOnline(name) == false else { continue }
                let reason = table.failures[row]?.rawValue ?? "offline"
                rows.append([
                    "<a href=\"/devices/\(name)\">\(name)</a>", "\(t.word("channel", table.channel.rawValue))",
                    "\(coverage.endpoints.device(name)?.grid)", "<b class=\"bad\">\(t.word("failure", reason))</b>",
                    "\(coverage.endpoints.device(name)?.reach.count ?? 0)",
                ])
            }
        }
        let more: HTML =
            rows.count > Self.most ? "<p class=\"quiet\">\(t("figure.more", ["n": rows.count - Self.most]))</p>" : .none
        let broker: HTML = connected ? .none : "<p class=\"bad\">\(t("now.nobroker"))</p>"
        return broker
            + Table.of(
                t("now.failing"),
                [t("device.name"), t("channel.name"), t("grid.name"), t("failure.name"), "#\(t("device.reach"))"],
                Array(rows.prefix(Self.most)), empty: t("failure.nothing")) + more
    }
}
