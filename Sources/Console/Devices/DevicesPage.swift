import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// All devices: whether they are there, what is broken, when they were tested.
struct DevicesPage: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("devices") { request, context -> Response in
            let visit = try desk.visit(request, context, .watch)
            return try await page(visit)
        }
    }

    private func page(_ visit: Visit) async throws -> Response {
        let t = visit.texts
        let shown = Shown(texts: t, zone: desk.backstage.zone)
        let (devices, links, mutes) = try await desk.state {
            ($0.coverage.roster?.devices ?? [], $0.coverage.links, $0.mutes)
        }
        let now = desk.now
        let records = try await desk.chronicle.read { $0.devices }
        let rank: (RosterDevice) -> Int = {
            links.isOnline($0.device) == true ? (links.device($0.device).faults.isEmpty ? 2 : 1) : 0
        }
        let sorted = devices.sorted { (rank($0), $0.device) < (rank($1), $1.device) }
        let rows = sorted.map { device -> [HTML] in
            let link = links.device(device.device)
            let record = records[device.device]
            return [
                "<a href=\"/devices/\(device.device)\"><b>\(device.device)</b></a>",
                "\(t.word("channel", device.channel.rawValue))", "\(device.grid)",
                DeviceState.html(links.isOnline(device.device), link.faults, t) + MuteView.mark(mutes[device.device], now, shown),
                "\(device.reach.count)",
                device.channel == .loudspeaker
                    ? (device.accepted.map { "\($0)" } ?? "<b class=\"warn\">\(t("device.notaccepted"))</b>") : "–",
                device.channel == .loudspeaker ? (device.indoorTest.map { "\($0)" } ?? "\(t("figure.no"))") : "–",
                record?.answered.map { shown.timeTag($0) } ?? "\(t("figure.never"))",
                record?.tested.map { "\($0.test.passed ? "✓" : "✗") \(shown.timeTag($0.at))" } ?? "\(t("figure.never"))",
            ]
        }
        let online = devices.count { links.isOnline($0.device) == true }
        let faulty = devices.count { !links.device($0.device).faults.isEmpty }
        let heads = [
            t("device.name"), t("channel.name"), t("grid.name"), t("device.state"), "#\(t("device.reach"))", t("device.accepted"),
            t("device.indoor"),
            t("device.answered"), t("device.tested"),
        ]
        let body: HTML = """
            <h1>\(t("nav.devices"))</h1><p id="sum" data-part class="lead">\(t("now.devices.count", ["online": online, "all": devices.count])) · \(t("device.faulty", ["n": faulty]))</p>
            \(visit.has(.act) ? test(visit) : .none)<div id="devices" data-part>\(Table.of(t("nav.devices"), heads, rows, empty: t("device.none")))</div>
            """
        return desk.frame.page(t("nav.devices"), visit, live: ["device"], body)
    }

    private func test(_ visit: Visit) -> HTML {
        """
        <form class="noprint" method="post" action="/devices/test">\(visit.formField)<button class="primary">\(visit.texts("device.test"))</button> \
        <small class="quiet">\(visit.texts("device.test.hint"))</small></form>
        """
    }
}

/// Whether a device is there, in words.
enum DeviceState {
    static func html(_ online: Bool?, _ faults: [String], _ t: Texts) -> HTML {
        let faulty: HTML = faults.isEmpty ? .none : " <b class=\"warn\">\(faults.joined(separator: ", "))</b>"
        switch online {
        case true?: return "<span class=\"good\">● \(t("device.online"))</span>\(faulty)"
        case false?: return "<span class=\"bad\">○ \(t("device.offline"))</span>\(faulty)"
        case nil: return "<span class=\"quiet\">◌ \(t("device.unheard"))</span>"
        }
    }
}
