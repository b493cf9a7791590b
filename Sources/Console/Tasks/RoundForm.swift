import Alerts
import Community
import Coverage
import Record

/// The order of a round with whistle, gong or van: who goes, by what, past which buildings.
struct RoundForm: Sendable {
    let visit: Visit
    let names: RegisterNames
    let look: TaskLook

    private var t: Texts { visit.texts }

    func html() -> HTML {
        guard visit.has(.act), !look.alerts.isEmpty else { return .none }
        let alerts = look.alerts.map { running -> HTML in
            "<option value=\"\(running.alert)\">\(running.coverage.accepted.event) \(running.coverage.accepted.colour.map { t("colour.\($0.rawValue)") } ?? "")</option>"
        }
        let means = RoundRecorded.Means.allCases.map {
            "<option value=\"\($0.rawValue)\">\(t("round.\($0.rawValue)"))</option>" as HTML
        }
        return """
            <details class="card" id="round"><summary>\(t("round.order"))</summary>
            <form method="post" action="/tasks/round">\(visit.formField)
            <div class="inline"><label>\(t("alerts.event"))<select name="alert">\(alerts)</select></label>
            <label>\(t("round.who"))<select name="to" required><option value="">\(t("tasks.choose"))</option>\(StaffOptions(names: names, t: t).html())</select></label>
            <label>\(t("round.means"))<select name="means">\(means)</select></label></div>
            <fieldset><legend>\(t("round.buildings"))</legend>\(buildings)</fieldset>
            <button class="primary">\(t("round.send"))</button></form></details>
            """
    }

    /// Buildings by grid, with how many of their households are not reached, which are chosen beforehand.
    private var buildings: HTML {
        let missing = missingByBuilding
        var grids: [(grid: String, boxes: [HTML])] = []
        for (pseudonym, building) in names.buildings {
            let count = missing[pseudonym] ?? 0
            let box: HTML = """
                <label class="choice"><input type="checkbox" name="building" value="\(pseudonym)"> \(building.name)\
                \(count > 0 ? " <b class=\"bad\">\(t("figure.lacking", ["n": count]))</b>" as HTML : .none)</label>
                """
            if grids.last?.grid == building.grid {
                grids[grids.count - 1].boxes.append(box)
            } else {
                grids.append((building.grid, [box]))
            }
        }
        return HTML.joined(grids.map { "<p><b>\($0.grid)</b> \($0.boxes)</p>" as HTML })
    }

    private var missingByBuilding: [Pseudonym: Int] {
        var counts: [Pseudonym: Int] = [:]
        for running in look.alerts {
            let open = running.coverage
            open.targetSet.forEach { household in
                guard !open.has(.reached, household), !open.isAway(household) else { return }
                counts[open.register.households[Int(household)].building, default: 0] += 1
            }
        }
        return counts
    }
}
