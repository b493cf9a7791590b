import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Intake
import Record

/// What is done with devices: tested now, silently; made silent for a reason until a time.
struct DeviceOrders: ConsoleRoutes {
    let desk: ConsoleDesk

    private static let longestMute = Span.hours(24 * 31)

    func add(to router: Router<ConsoleRequest>) {
        router.post("devices/test") { request, _ in try await test(request) }
        router.post("devices/{device}/mute") { request, context in try await mute(request, context, isEnd: false) }
        router.post("devices/{device}/unmute") { request, context in try await mute(request, context, isEnd: true) }
    }

    /// A silent check of all devices: a Test message, which never reaches a resident. Devices answer that they have it.
    private func test(_ request: Request) async throws -> Response {
        let form = try await Form.read(request)
        _ = try desk.sender(request, form, .act)
        let community = desk.backstage.community
        let now = desk.now.stamped(in: desk.backstage.zone)
        let area = Area(
            areaDesc: desk.backstage.register(nil)?.profile.name ?? community,
            geocodes: [NamedValue(valueName: "CPEAS Geographic Code", value: community)])
        var draft = AlertDraft(sender: "tocsin@\(community)", sent: now, event: "设备静默测试", areas: [area])
        draft.status = .test
        draft.colour = .blue
        draft.category = .safety
        draft.headline = "设备静默测试"
        draft.description = "仅检查设备在线与应答，不播放。"
        draft.senderName = desk.backstage.register(nil)?.profile.name
        draft.expires = Timestamp(moment: now.moment + .hours(1), offsetMinutes: now.offsetMinutes)
        let taken = try await AlertEntrance(desk: desk).take(CAPWriter.xml(try draft.alert()), source: SourceRule.console)
        guard taken.fate == .accepted else {
            throw Problem(.conflict, "tested just now", detail: "一分钟内刚测试过，请稍候再试。 Devices were tested within the last minute.")
        }
        return .redirect(to: "/alerts/\(taken.alert)/deliveries")
    }

    private func mute(_ request: Request, _ context: ConsoleRequest, isEnd: Bool) async throws -> Response {
        let form = try await Form.read(request)
        let caller = try desk.sender(request, form, .act)
        guard let device = context.parameters.get("device"), try await desk.state({ $0.coverage.device(device) != nil }) else {
            throw Problem.notFound
        }
        let now = desk.now
        let hours = min(max(form["hours"].flatMap { Int64($0) } ?? 0, isEnd ? 0 : 1), Self.longestMute.milliseconds / 3_600_000)
        let reason = String((isEnd ? "ended" : form["reason"] ?? "").prefix(200))
        guard !reason.isEmpty else { throw Problem(.unprocessableContent, "no reason", detail: "请写明原因。 Say why.") }
        try PublicWords.check(reason, desk)
        let line = DeviceMuted(
            device: device, reason: reason, until: isEnd ? now : now + .hours(hours),
            by: try await desk.pseudonym(of: caller.account))
        let written = try await Deed(desk: desk).write([.deviceMuted(line)])
        return try Deed.redirect(to: "/devices/\(device)", written.map { [$0] } ?? [])
    }
}

/// Whether a device is made silent, and the forms for it.
struct MuteView: Sendable {
    let shown: Shown
    let visit: Visit
    let now: Moment

    private var t: Texts { shown.texts }

    /// The mark of a device that is silent just now; nothing otherwise.
    static func mark(_ muted: DeviceMuted?, _ now: Moment, _ shown: Shown) -> HTML {
        guard let muted, now < muted.until else { return .none }
        return " <b class=\"badge none\" title=\"\(muted.reason)\">\(shown.texts("mute.on")) \(shown.timeTag(muted.until))</b>"
    }

    func html(_ device: String, _ last: DeviceMuted?) -> HTML {
        let isOn = last.map { now < $0.until } ?? false
        guard isOn || visit.has(.act) else { return .none }
        let state: HTML =
            isOn
            ? "<p class=\"warn\"><b>\(t("mute.on"))</b> \(last.map { shown.timeTag($0.until) }) · \(last?.reason)</p>" : .none
        return
            "<section class=\"card noprint\"><h2>\(t("mute.title"))</h2><p class=\"quiet\">\(t("mute.hint"))</p>\(state)\(visit.has(.act) ? form(device, isOn) : .none)</section>"
    }

    private func form(_ device: String, _ isOn: Bool) -> HTML {
        guard !isOn else {
            return """
                <form method="post" action="/devices/\(device)/unmute">\(visit.formField)<button>\(t("mute.end"))</button></form>
                """
        }
        let hours = [1, 4, 12, 24, 72, 168].map { "<option value=\"\($0)\">\(t("mute.hours", ["n": $0]))</option>" as HTML }
        return """
            <form class="inline" method="post" action="/devices/\(device)/mute">\(visit.formField)
            <label>\(t("mute.reason"))<input name="reason" required maxlength="200"></label>
            <label>\(t("mute.until"))<select name="hours">\(hours)</select></label><button>\(t("mute.do"))</button></form>
            """
    }
}
