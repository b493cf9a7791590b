import Alerts

/// The form of an alert.
struct ComposeForm: Sendable {
    let fields: ComposeFields
    let visit: Visit
    let kinds: [String]
    let grids: [String]

    private var t: Texts { visit.texts }

    func html(_ findings: [String]) -> HTML {
        let isCancel = !fields.cancel.isEmpty
        let complaint: HTML =
            findings.isEmpty ? .none : "<ul class=\"card bad\" role=\"alert\">\(findings.map { "<li>\($0)</li>" as HTML })</ul>"
        let templates = kinds.map { "<option value=\"\($0)\">" as HTML }
        return """
            <h1>\(isCancel ? t("compose.cancel") : t("nav.compose"))</h1>\(complaint)
            <form class="card compose" method="post" action="/compose">\(visit.formField)<input type="hidden" name="cancel" value="\(fields.cancel)">
            <label class="switch"><input type="checkbox" name="drill" value="yes"\(fields.isDrill ? " checked" : HTML.none)> <b>\(t("compose.drill"))</b> <span class="quiet">\(t("compose.drill.hint"))</span></label>
            <label>\(t("alerts.event"))<input name="event" list="kinds" required maxlength="60" value="\(fields.event)"></label><datalist id="kinds">\(templates)</datalist>
            <fieldset><legend>\(t("alerts.colour"))</legend>\(colours)</fieldset>
            <label>\(t("compose.headline"))<input name="headline" required maxlength="160" value="\(fields.headline)"></label>
            <label>\(t("compose.text"))<textarea name="text" rows="4" required maxlength="2000">\(fields.text)</textarea></label>
            <label>\(t("compose.instruction"))<textarea name="instruction" rows="2" maxlength="2000">\(fields.instruction)</textarea></label>
            \(isCancel ? HTML.none : place)
            <p class="quiet">\(t("compose.hint"))</p>
            <button class="primary" name="step" value="preview">\(t("compose.preview"))</button></form>
            """
    }

    private var colours: HTML {
        HTML.joined(
            Colour.allCases.map { colour -> HTML in
                let isChosen = fields.colour == colour.rawValue
                return
                    "<label class=\"choice\"><input type=\"radio\" name=\"colour\" value=\"\(colour.rawValue)\"\(isChosen ? " checked" : HTML.none) required> <span class=\"badge \(colour.rawValue)\">\(t("colour.\(colour.rawValue)"))</span></label>"
            })
    }

    private var place: HTML {
        let options = grids.map { grid -> HTML in
            "<option value=\"\(grid)\"\(fields.grid == grid ? " selected" : HTML.none)>\(grid)</option>"
        }
        return """
            <div class="pair"><label>\(t("compose.area"))<select name="grid"><option value="">\(t("rule.whole"))</option>\(options)</select></label>
            <label>\(t("compose.hours"))<input name="hours" type="number" min="1" max="72" value="\(fields.hours)"></label></div>
            """
    }
}
