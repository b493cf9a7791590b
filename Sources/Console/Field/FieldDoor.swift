import Alerts
import Community
import Record

/// The buttons of a door: what was found there.
struct FieldDoor: Sendable {
    let texts: Texts
    let path: String

    /// The buttons of one door.
    func form(_ door: FieldSheet.Door) -> HTML {
        let undo: HTML =
            door.mine.map { record in
                Self.form(
                    "void", path: path,
                    "<input type=\"hidden\" name=\"void\" value=\"\(record)\"><button class=\"small\">\(texts("field.undo.last"))</button>"
                )
            } ?? .none
        return "\(Self.form("door", path: path, buttons(door.household.description, hasPersons: !door.persons.isEmpty)))\(undo)"
    }

    /// The same for whichever door is tapped, for browsers with script: it slides up from the lower edge, where the thumb is.
    var sheet: HTML {
        """
        <div id="sheet" hidden><div><h2 id="which"></h2>\(Self.form("door", path: path, buttons("", hasPersons: true)))\
        <div id="undo">\(Self.form(
            "void", path: path,
            "<input type=\"hidden\" name=\"void\"><button class=\"small\">\(texts("field.undo.last"))</button>"))</div>\
        <button type="button" class="small" id="shut">\(texts("field.shut"))</button></div></div>
        """
    }

    private func buttons(_ household: String, hasPersons: Bool) -> HTML {
        let told = SpokenWith.allCases.map { button("told:\($0.rawValue)", texts.word("field.whom", $0.rawValue), "go") }
        let helper: HTML =
            hasPersons ? "<div class=\"persons\">\(button("helper", texts("field.result.helper"), "go"))</div>" : .none
        let others = [
            ("heard", "heard"), ("notice", "notice"), ("away", "away"), ("away:relative", "awayword"), ("refused", "refused"),
            ("needsCarrying", "needsCarrying"), ("wrongEntry", "wrongEntry"), ("unsafe", "unsafe"),
        ].map { button($0.0, texts.word("field.result", $0.1), $0.0 == "unsafe" || $0.0 == "needsCarrying" ? "alarm" : "") }
        return """
            <input type="hidden" name="household" value="\(household)"><p>\(texts("field.told"))</p><div class="pair">\(told)</div>\(helper)
            <p>\(texts("field.else"))</p><div class="pair">\(others)</div>
            """
    }

    private func button(_ value: String, _ text: String, _ kind: String) -> HTML {
        "<button class=\"\(kind)\" name=\"result\" value=\"\(value)\">\(text)</button>"
    }

    /// A form of a deed, which the script may keep and send later. The record's name makes the same tap sent twice one record.
    static func form(_ deed: String, path: String, _ body: HTML) -> HTML {
        let record = RecordID(rawValue: .random(in: 1 ... .max))
        return """
            <form class="tap" method="post" action="\(path)"><input type="hidden" name="do" value="\(deed)">\
            <input type="hidden" name="record" value="\(record)">\(body)</form>
            """
    }
}
