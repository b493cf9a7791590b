import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What one person has to see to, in the order of the route, with the handing over of it.
struct HolderView: Sendable {
    let shown: Shown
    let visit: Visit
    let names: RegisterNames
    let look: TaskLook

    private var t: Texts { shown.texts }
    private static let most = 200

    func html(_ holder: TaskLook.Holder, isOpen: Bool) -> HTML {
        let open = holder.open
        let closed = holder.tasks.count - open.count
        let doors = open.count { if case .door = $0.subject { true } else { false } }
        let urgent = open.count { !$0.persons.isEmpty }
        return """
            <details class="card holder" id="holder-\(holder.staff)"\(isOpen && !open.isEmpty ? " open" : HTML.none)>
            <summary>\(names.called(holder.staff, t)) · \(t("tasks.doors", ["n": doors]))\(open.count > doors ? " · \(t("tasks.others", ["n": open.count - doors]))" as HTML : .none)\
            \(urgent > 0 ? " · <b class=\"bad\">\(t("tasks.vulnerable", ["n": urgent]))</b>" as HTML : .none)\
            \(holder.since.map { " · \(t("tasks.since")) \(shown.timeTag($0, short: true))" as HTML } ?? .none)\
            \(closed > 0 ? " · <span class=\"good\">\(t("tasks.closed", ["n": closed]))</span>" as HTML : .none)</summary>
            <p>\(PhoneLink.html(names.member(holder.staff)?.phone))</p>
            \(HTML.joined(alerts(of: open).map { alert in list(alert, open.filter { $0.alert == alert }, holder.staff) }))</details>
            """
    }

    private func alerts(of tasks: [StaffTask]) -> [AlertID] {
        var seen: Set<AlertID> = []
        return tasks.map(\.alert).filter { seen.insert($0).inserted }
    }

    private func list(_ alert: AlertID, _ tasks: [StaffTask], _ staff: Pseudonym) -> HTML {
        guard let running = look.alerts.first(where: { $0.alert == alert }) else { return .none }
        let isSame = running.coverage.register.version == names.version
        let rows = tasks.prefix(Self.most).enumerated().map { number, task in
            row(number + 1, task, running.coverage, isSame: isSame)
        }
        let heads = [
            "", "#\(t("uncovered.number"))", t("grid.name"), t("home.building"), t("home.name"), t("group.vulnerable"),
            t("tasks.found"), t("tasks.since"),
        ]
        let more: HTML =
            tasks.count > Self.most ? "<p class=\"warn\">\(t("figure.more", ["n": tasks.count - Self.most]))</p>" : .none
        return """
            <form method="post" action="/tasks/handover">\(visit.formField)<input type="hidden" name="alert" value="\(alert)">\
            <input type="hidden" name="from" value="\(staff)">
            <h3>\(running.coverage.accepted.event)</h3>
            \(Table.of(t("tasks.title"), heads, rows, empty: t("tasks.none")))\(more)
            \(visit.has(.act) ? handover(staff) : .none)</form>
            """
    }

    private func row(_ number: Int, _ task: StaffTask, _ open: AlertCoverage, isSame: Bool) -> [HTML] {
        let since = shown.timeTag(task.since, short: true)
        switch task.subject {
        case .door(let household, let pseudonym, _):
            let home = isSame ? names.home(household) : nil
            let room = home?.household ?? pseudonym.description
            let needs = Set(task.persons.flatMap(\.needs)).sorted { $0.rawValue < $1.rawValue }.map { t("need.\($0.rawValue)") }
            let found = open.people.standing(of: household).compactMap(\.result).map { t("door.\($0.rawValue)") }
            let tick: HTML =
                visit.has(.act)
                ? "<input type=\"checkbox\" name=\"household\" value=\"\(pseudonym)\" aria-label=\"\(t("tasks.pick")) \(room)\">"
                : .none
            return [
                tick, "\(number)", "\(home.map { names.register.grids[Int($0.grid)] })", "\(home?.building)",
                "<a href=\"/alerts/\(task.alert)/homes/\(FormText.encoded(room))\">\(room)</a>",
                task.persons.isEmpty ? .none : "<b>\(task.persons.count)</b> \(needs.joined(separator: "，"))",
                "\(found.joined(separator: "，"))", since,
            ]
        case .place(let name):
            let place = names.place(name)
            return [
                .none, "\(number)", "\(place.map { names.register.grids[Int($0.grid)] })", "\(t("tasks.place"))",
                "\(place?.place ?? name.description)", .none, .none, since,
            ]
        case .round(let building, let means):
            let known = names.building(building)
            return [
                .none, "\(number)", "\(known?.grid)", "\(known?.name ?? building.description)",
                "\(t("tasks.round")) \(means.map { t("round.\($0.rawValue)") } ?? "")", .none, .none, since,
            ]
        }
    }

    private func handover(_ from: Pseudonym) -> HTML {
        """
        <div class="actions noprint"><label class="inlinelabel">\(t("tasks.to"))<select name="to" required><option value="">\(t("tasks.choose"))</option>\
        \(StaffOptions(names: names, t: t).html(except: from))</select></label>
        <button>\(t("tasks.handover"))</button><small class="quiet">\(t("tasks.handover.hint"))</small></div>
        """
    }
}

/// Who can be sent, as the options of a choice: grid workers first, then heads and duty officers, then helpers and receivers.
struct StaffOptions: Sendable {
    let names: RegisterNames
    let t: Texts

    private static let order: [StaffRole] = [.grid, .head, .duty, .helper, .receiver]

    func html(except: Pseudonym? = nil, chosen: Pseudonym? = nil, roles: [StaffRole] = StaffOptions.order) -> HTML {
        HTML.joined(
            roles.map { role -> HTML in
                let people = names.staff.filter { $0.member.role == role && $0.pseudonym != except }
                guard !people.isEmpty else { return .none }
                let options = people.map { person -> HTML in
                    let grids = person.member.grids.map { names.register.grids[Int($0)] }.joined(separator: " ")
                    return
                        "<option value=\"\(person.pseudonym)\"\(person.pseudonym == chosen ? " selected" : HTML.none)>\(person.member.name.text) \(grids)</option>"
                }
                return "<optgroup label=\"\(t("staff.\(role.rawValue)"))\">\(options)</optgroup>"
            })
    }
}
