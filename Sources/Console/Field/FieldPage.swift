import Alerts
import Community
import Coverage
import Dissemination
import Hummingbird
import Record

/// A worker's list: the warnings, whether their call is answered, the doors in the order of the route, places, rounds, help.
///
/// Every button is a form of its own that works without script; with it, nothing is lost while there is no network.
struct FieldPage: Sendable {
    let frame: FieldFrame
    let sheet: FieldSheet
    let round: FieldRound?

    /// The most doors that one page shows; the others follow when these are done.
    private static let shownDoors = 120
    private static let shownClosed = 40

    private var t: Texts { frame.texts }
    private var shown: Shown { Shown(texts: t, zone: frame.desk.backstage.zone) }

    /// The whole list.
    func list() -> Response {
        let refused: HTML =
            frame.visit.path.hasSuffix("?refused=1") ? "<p class=\"bad card\" role=\"alert\">\(t("field.refused"))</p>" : .none
        return frame.page(
            t("field.title"), link: sheet.link.id.description, foot: foot,
            """
            \(refused)\(sheet.warnings.filter { $0.end == nil }.map { frame.warning($0) })
            \(answer)\(doors)\(places)\(rounds)\(help)\(closed)
            \(sheet.warnings.filter { $0.end != nil }.map { frame.warning($0) })
            <p class="quiet">\(owner)<br>\(t("field.until", ["time": String(shown.clock(sheet.link.until).prefix(5))]))</p>
            """)
    }

    /// One door with its buttons, for browsers without script.
    func door(_ name: String) -> Response {
        guard let door = sheet.doors.first(where: { $0.household.description == name }) else {
            return frame.notice("door", status: .notFound)
        }
        return frame.page(
            door.room, link: sheet.link.id.description,
            """
            <section class="card"><p class="quiet">\(door.building)</p><h1>\(door.room)</h1>\(needs(door))
            \(FieldDoor(texts: t, path: frame.path).form(door))</section>
            <p><a class="button" href="\(frame.path)">\(t("field.back"))</a></p>
            """)
    }

    private var owner: String {
        ([sheet.role.map { t.word("field.role", $0.rawValue) }].compactMap(\.self) + sheet.grids).joined(separator: " · ")
    }

    // MARK: the call

    private var answer: HTML {
        if !sheet.unanswered.isEmpty {
            return tap("answer", "<button class=\"great\">\(t("field.received"))</button>", mark: true)
        }
        let answers = sheet.warnings.filter { $0.end == nil }.compactMap(\.answer)
        guard let last = answers.max(by: { $0.moment < $1.moment }) else { return .none }
        let reported: HTML =
            last.reported.map { report in "<span class=\"quiet\">\(t.word("field.state", report.state.rawValue))</span>" }
            ?? .none
        return """
            <details class="card slim"><summary><b class="good">✓ \(t("field.answered", ["time": String(shown.clock(last.moment).prefix(5))]))</b> \(reported) \
            · \(t("field.report"))</summary>\(report)</details>
            """
    }

    private var report: HTML {
        let states = CalleeReport.State.allCases.map { state -> HTML in
            """
            <label class="choice"><input type="radio" name="state" value="\(state.rawValue)"\(state == .onPost ? " checked" as HTML : HTML.none)>\
            \(t.word("field.state", state.rawValue))</label>
            """
        }
        return tap(
            "answer",
            """
            \(states)
            <label class="number">\(t("field.households"))<input name="households" inputmode="numeric" pattern="[0-9]*" maxlength="5"></label>
            <label class="number">\(t("field.residents"))<input name="residents" inputmode="numeric" pattern="[0-9]*" maxlength="5"></label>
            <button>\(t("field.send"))</button>
            """, mark: true)
    }

    // MARK: doors

    private var doors: HTML {
        let open = sheet.openDoors
        guard !open.isEmpty else {
            return sheet.doors.isEmpty
                ? "<section class=\"card\"><p>\(t("field.doors.none"))</p></section>"
                : "<section class=\"card\"><p class=\"good\"><b>✓ \(t("field.doors.done"))</b></p></section>"
        }
        var building: String?
        let rows = open.prefix(Self.shownDoors).map { door -> HTML in
            let head: HTML = door.building == building || door.building.isEmpty ? .none : "<h3>\(door.building)</h3>"
            building = door.building
            return "\(head)\(row(door))"
        }
        let more: HTML =
            open.count > Self.shownDoors
            ? "<p class=\"quiet\">\(t("field.doors.more", ["n": open.count - Self.shownDoors]))</p>" : .none
        return """
            <section id="doors"><h2>\(t("field.doors.title", ["n": open.count]))</h2>\(rows)\(more)</section>
            \(FieldDoor(texts: t, path: frame.path).sheet)
            """
    }

    private func row(_ door: FieldSheet.Door) -> HTML {
        let last: HTML = door.last.map { "<span>\(t.word("field.result", $0.rawValue))</span>" } ?? .none
        let mine: HTML = door.mine.map { " data-mine=\"\($0)\"" } ?? .none
        let persons: HTML = door.persons.isEmpty ? .none : " data-persons"
        return """
            <a class="row" href="\(frame.path)?door=\(door.household)" data-door="\(door.household)"\(mine)\(persons)><b>\(door.room)</b>\
            \(needs(door))\(last)</a>
            """
    }

    private func needs(_ door: FieldSheet.Door) -> HTML {
        .joined(door.needs.map { "<i>\(t.word("field.need", $0.rawValue))</i>" as HTML })
    }

    private var closed: HTML {
        let closed = sheet.closedDoors
        guard !closed.isEmpty else { return .none }
        let rows = closed.prefix(Self.shownClosed).map { door -> HTML in
            let why =
                door.closed == .result && door.last != nil
                ? t.word("field.result", door.last?.rawValue ?? "") : t.word("field.closed", door.closed?.rawValue ?? "")
            let time = door.closedAt.map { String(shown.clock($0).prefix(5)) } ?? ""
            let undo: HTML =
                door.mine.map { record in
                    tap(
                        "void",
                        "<input type=\"hidden\" name=\"void\" value=\"\(record)\"><button class=\"small\">\(t("field.undo"))</button>"
                    )
                } ?? .none
            return """
                <div class="row done" data-door="\(door.household)"><b>\(door.building) \(door.room)</b><span>\(why) \(time)</span>\(undo)</div>
                """
        }
        return "<section><h2>\(t("field.closed.title", ["n": closed.count]))</h2>\(rows)</section>"
    }

    // MARK: places and rounds

    private var places: HTML {
        let open = sheet.places.filter { !$0.isClosed }
        guard !open.isEmpty else { return .none }
        let cards = open.map { place -> HTML in
            let buttons = zip(place.receivers.prefix(2), ["field.place.receiver", "field.place.substitute"]).map {
                receiver, key -> HTML in
                tap(
                    "place", "<input type=\"hidden\" name=\"receiver\" value=\"\(receiver)\"><button>\(t(key))</button>",
                    mark: true)
            }
            return "<div class=\"card\"><b>\(t.word("field.place", place.kind)) \(place.name)</b>\(buttons)</div>"
        }
        return "<section><h2>\(t("field.place.title", ["n": open.count]))</h2>\(cards)</section>"
    }

    private var rounds: HTML {
        guard !sheet.buildings.isEmpty else { return .none }
        let tasks = sheet.buildings.filter(\.isTask)
        let boxes = sheet.buildings.map { building -> HTML in
            """
            <label class="choice"><input type="checkbox" name="building" value="\(building.pseudonym)"\
            \(building.isTask ? " checked" as HTML : HTML.none)>\(building.name)</label>
            """
        }
        let means = RoundRecorded.Means.allCases.map { means -> HTML in
            "<button name=\"means\" value=\"\(means.rawValue)\">\(t.word("field.means", means.rawValue))</button>"
        }
        let isOpen: HTML = tasks.isEmpty && round == nil ? .none : " open"
        return """
            <section><details class="card" id="round"\(isOpen)><summary>\(t("field.round.title"))\
            \(tasks.isEmpty ? HTML.none : " · \(t("field.round.task", ["n": tasks.count]))" as HTML)</summary>
            <div id="begin"\(round == nil ? HTML.none : " hidden" as HTML)>\(tap("begin", "<p>\(t("field.round.begin"))</p><div class=\"pair\">\(means)</div>"))</div>
            <div id="end"\(round == nil ? " hidden" as HTML : HTML.none)>\(tap(
                "round",
                """
                <p><b id="began">\(round.map { t("field.round.since", ["time": String(shown.clock($0.startedAt).prefix(5))]) } ?? t("field.round.on"))</b></p>
                <input type="hidden" name="means" value="\(round?.means.rawValue ?? "whistle")"><input type="hidden" name="started" value="\(round.map { "\($0.startedAt.milliseconds)" } ?? "")">
                <p>\(t("field.round.passed"))</p>\(boxes)<button>\(t("field.round.end"))</button>
                """, mark: true))</div>
            </details></section>
            """
    }

    // MARK: help

    private var help: HTML {
        let sent = sheet.help.map { help -> HTML in
            """
            <p><b>\(t.word("field.help", help.need.rawValue))</b> \
            \(help.isTaken ? "<span class=\"good\">✓ \(t("field.help.taken"))</span>" as HTML : "<span class=\"bad\">\(t("field.help.sent"))</span>" as HTML)</p>
            """
        }
        let buttons = HelpCalled.Need.allCases.map { need -> HTML in
            "<button class=\"alarm\" name=\"need\" value=\"\(need.rawValue)\">\(t.word("field.help", need.rawValue))</button>"
        }
        return """
            <section id="help" class="card"><h2>\(t("field.help.title"))</h2>\(sent)<p class="quiet">\(t("field.help.text"))</p>
            \(tap("help", "<div class=\"pair\">\(buttons)</div>", mark: true))</section>
            """
    }

    private var foot: HTML { "<footer><a class=\"sos\" href=\"#help\">\(t("field.help.title"))</a></footer>" }

    /// A form that the script may keep. `mark` shows at the form itself what became of it.
    private func tap(_ deed: String, _ body: HTML, mark: Bool = false) -> HTML {
        FieldDoor.form(deed, path: frame.path, mark ? "\(body)<p class=\"mark\" hidden></p>" : body)
    }
}
