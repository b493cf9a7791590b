import Alerts
import Community
import Coverage
import Foundation
import Record

/// The form by which a sheet is typed in: its head, and a row for each row of the paper, with what became of it.
struct LateForm: Sendable {
    let form: PaperForm
    let fields: Form
    let visit: Visit
    let names: RegisterNames
    let alerts: [AlertAccepted]
    let today: CivilDate
    let zone: TimeZone

    private var t: Texts { visit.texts }

    func html(_ outcomes: [Int: LateOutcome]) -> HTML {
        let tabs = PaperForm.allCases.map { other -> HTML in
            "<a class=\"button\"\(other == form ? " aria-current=\"page\"" : HTML.none) href=\"/late/\(other.rawValue)\">\(t("form.\(other.rawValue)"))</a> "
        }
        let isIncomplete = fields["sheet"] != nil && outcomes.isEmpty
        let complaint: HTML = isIncomplete ? "<p class=\"card bad\" role=\"alert\">\(t("late.incomplete"))</p>" : .none
        return """
            <h1>\(t("late.title")) <small>\(t("form.\(form.rawValue)"))</small></h1><p>\(tabs)</p>\(complaint)
            <form class="card" method="post" action="/late/\(form.rawValue)">\(visit.formField)
            <p class="quiet">\(t("late.lead"))</p>\(head)\(table(outcomes))
            <div class="actions"><button class="primary large">\(t("late.save"))</button></div></form>
            """
    }

    private var head: HTML {
        let options = alerts.map { alert -> HTML in
            let isChosen = fields["alert"] == alert.alert.description
            let time = Shown(texts: t, zone: zone).time(alert.start)
            let colour = alert.colour.map { t("colour.\($0.rawValue)") } ?? ""
            return
                "<option value=\"\(alert.alert)\"\(isChosen ? " selected" : HTML.none)>\(alert.event) \(colour) \(time)</option>"
        }
        let person = fields["person"].flatMap { Pseudonym($0) }
        let who: HTML =
            form == .calls
            ? .none
            : """
            <label>\(t("late.person"))<select name="person" required><option value="">\(t("tasks.choose"))</option>\
            \(StaffOptions(names: names, t: t).html(chosen: person))</select></label>
            """
        let pattern = "[Ff]\(form.rawValue)-[0-9]{1,6}"
        return """
            <div class="inline"><label>\(t("late.sheet"))<input name="sheet" required pattern="\(pattern)" placeholder="F\(form.rawValue)-000012" value="\(fields["sheet"])"></label>
            <label>\(t("alerts.event"))<select name="alert" required>\(options)</select></label>
            <label>\(t("late.day"))<input name="day" type="date" required value="\(fields["day"] ?? "\(today)")"></label>\(who)</div>
            """
    }

    private func table(_ outcomes: [Int: LateOutcome]) -> HTML {
        let columns = Self.columns(form.kind)
        let rows = (1...PaperForm.rows).map { number -> [HTML] in
            ["\(number)"] + columns.map { cell($0, number) } + [outcomes[number].map(outcome) ?? .none]
        }
        return staffList
            + Table.of(
                t("late.title"), ["#\(t("uncovered.number"))"] + columns.map { t("late.\($0)") } + [t("late.outcome")], rows,
                empty: "")
    }

    /// The identifiers of staff with their names, offered where one is typed in.
    private var staffList: HTML {
        guard form.kind == .answer else { return .none }
        let options = names.staff.map { "<option value=\"\($0.member.staff)\">\($0.member.name.text)</option>" as HTML }
        return "<datalist id=\"staff\">\(options)</datalist>"
    }

    private static func columns(_ kind: PaperForm.Kind) -> [String] {
        switch kind {
        case .door: ["room", "time", "result", "whom", "told", "corrects"]
        case .round: ["means", "buildings", "time", "end", "corrects"]
        case .answer: ["who", "time", "means", "report", "households", "people"]
        }
    }

    private func cell(_ column: String, _ number: Int) -> HTML {
        let name = "\(column)-\(number)"
        let label = "\(t("late.\(column)")) \(number)"
        let value = fields[name] ?? ""
        func choice(_ options: [(String, String)], empty: Bool = true) -> HTML {
            let list = options.map {
                "<option value=\"\($0.0)\"\($0.0 == value ? " selected" : HTML.none)>\($0.1)</option>" as HTML
            }
            return
                "<select name=\"\(name)\" aria-label=\"\(label)\">\(empty ? "<option value=\"\"></option>" : HTML.none)\(list)</select>"
        }
        switch column {
        case "result":
            return choice(PaperForm.results.map { ($0.rawValue, "\(PaperForm.code($0)) \(t("door.\($0.rawValue)"))") })
        case "whom": return choice(SpokenWith.allCases.map { ($0.rawValue, t("whom.\($0.rawValue)")) })
        case "means" where form.kind == .round:
            return choice(RoundRecorded.Means.allCases.map { ($0.rawValue, t("round.\($0.rawValue)")) })
        case "means":
            return choice([AnswerMeans.person, .radio].map { ($0.rawValue, t("means.\($0.rawValue)")) }, empty: false)
        case "report": return choice(CalleeReport.State.allCases.map { ($0.rawValue, t("report.\($0.rawValue)")) })
        case "who":
            return "<input name=\"\(name)\" list=\"staff\" aria-label=\"\(label)\" maxlength=\"64\" value=\"\(value)\">"
        case "told":
            return
                "<input type=\"checkbox\" name=\"\(name)\" value=\"yes\" aria-label=\"\(label)\"\(value == "yes" ? " checked" : HTML.none)>"
        case "time", "end": return "<input name=\"\(name)\" type=\"time\" aria-label=\"\(label)\" value=\"\(value)\">"
        case "households", "people":
            return "<input name=\"\(name)\" type=\"number\" min=\"0\" max=\"9999\" aria-label=\"\(label)\" value=\"\(value)\">"
        default: return "<input name=\"\(name)\" aria-label=\"\(label)\" maxlength=\"200\" value=\"\(value)\">"
        }
    }

    private func outcome(_ outcome: LateOutcome) -> HTML {
        switch outcome {
        case .kept(let seq, let record):
            "<span class=\"good nobreak\">✓ \(t("late.kept")) #\(seq)</span> \(record.map { "<code>\($0)</code>" as HTML })"
        case .refused(let reason, let seq): "<b class=\"bad\">✗ \(t("refused.\(reason.rawValue)"))</b> #\(seq)"
        case .fault(let fault): "<b class=\"bad\">✗ \(t("late.fault.\(fault.rawValue)"))</b>"
        case .unchanged: "<span class=\"warn\">\(t("late.unchanged"))</span>"
        }
    }
}
