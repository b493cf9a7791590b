import Community
import Record

/// One sheet of A4 of a form, blank or with the doors of a grid.
struct PaperSheet: Sendable {
    /// A door that is printed on it.
    struct Door: Sendable {
        let building: String
        let room: String
        let residents: Int
        let needs: [Need]
    }

    let form: PaperForm
    let community: String
    let texts: Texts

    func html(_ sheet: Int, grid: String?, doors: [Door]) -> HTML {
        let t = texts
        let heads = form.columns.map { "<th scope=\"col\">\(t("column.\($0)"))</th>" as HTML }
        let rows = (0..<PaperForm.rows).map { index -> HTML in
            let door = doors.indices.contains(index) ? doors[index] : nil
            let cells = form.columns.map { column -> HTML in "<td>\(door.map { text($0, column) })</td>" }
            return "<tr><td class=\"number\">\(index + 1)</td>\(cells)</tr>"
        }
        return """
            <section class="paper form-\(form.rawValue)"><header><h1>\(community) \(t("form.\(form.rawValue)"))</h1>
            <p class="sheetnumber">\(FormIssued.number(form.rawValue, sheet))</p></header>
            <p class="blanks"><span>\(t("sheet.warning"))</span><span>\(t("sheet.date"))</span>\
            <span>\(grid.map { "\(t("grid.name")) \($0)" } ?? t("sheet.grid"))</span><span>\(t("sheet.person"))</span></p>
            <table><thead><tr><th scope="col" class="number">\(t("uncovered.number"))</th>\(heads)</tr></thead><tbody>\(rows)</tbody></table>
            \(form.kind == .door ? codes : HTML.none)
            <p class="small">\(t("sheet.foot"))</p></section>
            """
    }

    private func text(_ door: Door, _ column: String) -> HTML {
        switch column {
        case "building": "\(door.building)"
        case "room": "\(door.room)"
        case "residents": "\(door.residents)"
        case "needs": "\(door.needs.map { texts("need.\($0.rawValue)") }.joined(separator: "，"))"
        default: .none
        }
    }

    /// What the codes mean, on the sheet itself.
    private var codes: HTML {
        let list = PaperForm.results.map { "\(PaperForm.code($0)) \(texts("door.\($0.rawValue)"))" }.joined(separator: "　")
        return "<p class=\"small\">\(texts("column.code"))：\(list)　9 \(texts("help.title"))</p>"
    }
}
