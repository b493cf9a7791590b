import Alerts
import Community
import Record
import Scoring

/// The half-year duty: whether this half-year and the one before have their full drill, and how long there is for it.
struct DrillCalendar: Sendable {
    let shown: Shown
    let today: CivilDate

    private var t: Texts { shown.texts }

    func html(_ drills: [DrillView]) -> HTML {
        let this = HalfYear(containing: today)
        let before = HalfYear(containing: CivilDate(daysSinceEpoch: this.first.daysSinceEpoch - 1))
        return HTML.joined([this, before].map { card($0, drills) })
    }

    private func card(_ half: HalfYear, _ drills: [DrillView]) -> HTML {
        let inHalf = drills.filter { view in
            let day = view.drill.from.stamped(in: shown.zone).local.date
            return half.first <= day && day <= half.last
        }
        let held = inHalf.first { $0.drill.full && $0.state == .over && $0.alerts.contains { $0.isWarning } && $0.gaveWay == nil }
        let planned = inHalf.filter { $0.drill.full && $0.state != .over }.min { $0.drill.from < $1.drill.from }
        let name = t.language == .zh ? half.chinese : half.english
        return "<div class=\"card\"><h2>\(name)</h2>\(state(half, held: held, planned: planned))</div>"
    }

    private func state(_ half: HalfYear, held: DrillView?, planned: DrillView?) -> HTML {
        if let held {
            return
                "<p class=\"lead good\">✓ \(t("drills.held")) <a href=\"/drills/\(FormText.encoded(held.drill.drill))/report\">\(held.drill.drill)</a> \(shown.timeTag(held.drill.from))</p>"
        }
        if let planned {
            return
                "<p class=\"lead\">… \(t("drills.planned")) <b>\(planned.drill.drill)</b> \(shown.timeTag(planned.drill.from))</p>"
        }
        let left = Int(half.last.daysSinceEpoch - today.daysSinceEpoch)
        return left >= 0
            ? "<p class=\"lead warn\">✗ \(t("drills.due", ["n": left, "day": half.last]))</p>"
            : "<p class=\"lead bad\">✗ \(t("drills.missed"))</p>"
    }
}

/// Residents among all who took part in a drill (item 7.3: residents ÷ participants, not the other way round).
struct DrillRatio: Sendable {
    let shown: Shown
    let share: Double

    func html(_ view: DrillView) -> HTML {
        let t = shown.texts
        guard let (count, all, isMet) = view.residents(share) else { return "<span class=\"quiet\">\(t("drills.nobody"))</span>" }
        let required = Int((share * 100).rounded())
        return """
            <span class="\(isMet ? "good" : "bad")">\(isMet ? "✓" : "✗") \(shown.percent(count, of: all))</span> \
            <small>\(t("drills.share", ["residents": count, "all": all, "required": required]))</small>
            """
    }
}

/// Sign-in and faults during a drill.
struct DrillForms: Sendable {
    let visit: Visit
    let path: String
    let grids: [String]

    var html: HTML {
        let t = visit.texts
        let groups = DrillSignedIn.Group.allCases.map {
            "<option value=\"\($0.rawValue)\">\(t("group.drill.\($0.rawValue)"))</option>" as HTML
        }
        let kinds = DrillFaulted.Kind.allCases.map {
            "<option value=\"\($0.rawValue)\">\(t("fault.\($0.rawValue)"))</option>" as HTML
        }
        let places = grids.map { "<option value=\"\($0)\">\($0)</option>" as HTML }
        return """
            <div class="pair"><form class="inline" method="post" action="\(path)/people">\(visit.formField)
            <label>\(t("drills.group"))<select name="group">\(groups)</select></label>
            <label>\(t("drills.count"))<input name="count" type="number" min="-9999" max="99999" required></label>
            <label>\(t("grid.name"))<select name="grid"><option value="">–</option>\(places)</select></label><button>\(t("drills.signin"))</button></form>
            <form class="inline" method="post" action="\(path)/fault">\(visit.formField)
            <label>\(t("drills.fault"))<select name="kind">\(kinds)</select></label>
            <label>\(t("drills.detail"))<input name="detail" required maxlength="300"></label><button>\(t("drills.addfault"))</button></form></div>
            """
    }
}
