import Alerts
import Community
import Coverage
import Dissemination
import Record

/// The answer of calls (叫应) of one alert: who was called, how often, who answered how and when, and where it goes next.
struct CallsView: Sendable {
    let shown: Shown
    let visit: Visit
    let names: RegisterNames
    let now: Moment

    private var t: Texts { shown.texts }

    func html(_ running: TaskLook.Running, street: [Pseudonym]) -> HTML {
        let calls = running.coverage.calls.calls
        guard !calls.isEmpty else { return "<p class=\"quiet\">\(t("calls.nobody"))</p>" }
        let states = calls.map { CallState($0, of: running) }
        let waiting = states.filter { $0.answer == nil && !isFilled($0) }
        let rest = states.filter { $0.answer != nil || isFilled($0) }
        let heads = [
            t("calls.who"), t("calls.phone"), t("calls.tried"), t("calls.answer"), t("calls.next"), t("calls.do"),
        ]
        let open = Table.of(
            t("calls.waiting"), heads, waiting.map { row($0, running.alert) }, empty: t("calls.allanswered"))
        return summary(running, waiting.count) + streetNotice(street) + open + answered(rest, heads, running.alert)
    }

    private func answered(_ states: [CallState], _ heads: [String], _ alert: AlertID) -> HTML {
        guard !states.isEmpty else { return .none }
        let title = t("calls.answered", ["n": states.count])
        let rows = states.map { Array(row($0, alert).dropLast()) }
        return """
            <details id="answered-\(alert)"><summary>\(title)</summary>\(Table.of(title, Array(heads.dropLast()), rows, empty: ""))</details>
            """
    }

    private func isFilled(_ state: CallState) -> Bool { if case .filled? = state.next { true } else { false } }

    private func summary(_ running: TaskLook.Running, _ waiting: Int) -> HTML {
        guard let figures = running.coverage.callFigures(asOf: now) else { return .none }
        let mark = figures.filled == figures.called ? "✓" : "✗"
        let deadline: HTML =
            figures.deadline.map { moment in
                """
                <b data-until="\(moment.milliseconds)" data-now="\(now.milliseconds)" data-left="\(t("now.left"))" data-over="\(t("now.over"))">\
                \(moment < now ? t("now.over") : t("now.left")) \(shown.span(moment - now))</b>
                """
            } ?? .none
        return """
            <p class="lead">\(mark) \(t("calls.sum", ["filled": figures.filled, "called": figures.called, "waiting": waiting])) \(deadline)</p>
            """
    }

    private func streetNotice(_ street: [Pseudonym]) -> HTML {
        guard !street.isEmpty else { return .none }
        let people = street.prefix(6).map { names.called($0, t) }.joined(separator: "、")
        return "<p class=\"bad\" role=\"alert\"><b>\(t("calls.street"))</b> \(people)</p>"
    }

    private func row(_ state: CallState, _ alert: AlertID) -> [HTML] {
        let callee = state.call.callee
        let standsFor: HTML =
            callee.standsFor.map { "<small class=\"quiet\">\(t("calls.standsfor", ["name": names.called($0, t)]))</small>" }
            ?? .none
        return [
            "<b>\(names.called(callee.staff, t))</b> \(standsFor)",
            PhoneLink.html(names.member(callee.staff)?.phone), tried(state), answer(state), next(state),
            state.answer == nil && visit.has(.act) ? answering(callee.staff, alert) : .none,
        ]
    }

    private func tried(_ state: CallState) -> HTML {
        guard !state.attempts.isEmpty else {
            return "<span class=\"quiet\">\(t("calls.noway")) · \(shown.clock(state.call.planned))</span>"
        }
        let parts = state.attempts.map { attempt -> HTML in
            let outcome: HTML =
                attempt.failure.map { "<b class=\"bad\">\(t.word("failure", $0.rawValue))</b>" }
                ?? "\(t.word("stage", attempt.stage.rawValue))"
            return
                "<span class=\"nobreak\">\(t.word("channel", attempt.channel.rawValue)) \(t("calls.times", ["n": attempt.tries])) \(outcome)</span> "
        }
        return HTML.joined(parts) + "<small class=\"quiet\">\(shown.clock(state.call.planned))</small>"
    }

    private func answer(_ state: CallState) -> HTML {
        guard let answer = state.answer else { return "<b class=\"bad\">✗ \(t("calls.silent"))</b>" }
        let late: HTML = answer.isLate ? " <span class=\"badge none\">\(t("late.mark"))</span>" : .none
        let report: HTML = answer.reported.map { " · \(Self.report($0, t))" } ?? .none
        return
            "<span class=\"good\">✓ \(t("means.\(answer.means.rawValue)"))</span> \(shown.timeTag(answer.moment, short: true))\(late)\(report)"
    }

    private static func report(_ report: CalleeReport, _ t: Texts) -> String {
        let moved = [
            report.households.map { t("calls.households", ["n": $0]) }, report.residents.map { t("calls.people", ["n": $0]) },
        ]
        return ([t("report.\(report.state.rawValue)")] + moved.compactMap(\.self)).joined(separator: " ")
    }

    private func next(_ state: CallState) -> HTML {
        let taken = state.call.steps.map { step -> HTML in
            "<li>\(t("step.\(step.line.step.rawValue)")) \(shown.timeTag(step.at, short: true)) \((step.line.to ?? []).map { names.called($0, t) }.joined(separator: "、"))</li>"
        }
        let list: HTML = taken.isEmpty ? .none : "<ul class=\"steps\">\(taken)</ul>"
        switch state.next {
        case nil: return list
        case .filled?: return list + "<span class=\"good\">\(t("calls.filled"))</span>"
        case .exhausted?: return list + "<span class=\"quiet\">\(t("calls.exhausted"))</span>"
        case .step(let step, let moment)?:
            return list + """
                <span class="nobreak">→ \(t("step.\(step.rawValue)")) <b data-until="\(moment.milliseconds)" data-now="\(now.milliseconds)" \
                data-left="" data-over="">\(moment < now ? "" : shown.span(moment - now))</b></span>
                """
        }
    }

    /// Somebody who was reached in person or by radio has answered.
    private func answering(_ staff: Pseudonym, _ alert: AlertID) -> HTML {
        let name = names.called(staff, t)
        let means = [AnswerMeans.person, .radio].map {
            "<option value=\"\($0.rawValue)\">\(t("means.\($0.rawValue)"))</option>" as HTML
        }
        let states = CalleeReport.State.allCases.map {
            "<option value=\"\($0.rawValue)\">\(t("report.\($0.rawValue)"))</option>" as HTML
        }
        return """
            <form class="tight" method="post" action="/tasks/answer">\(visit.formField)<input type="hidden" name="alert" value="\(alert)">\
            <input type="hidden" name="staff" value="\(staff)">\
            <select name="means" aria-label="\(t("calls.how")) \(name)">\(means)</select>\
            <select name="report" aria-label="\(t("calls.reported")) \(name)"><option value="">\(t("calls.noreport"))</option>\(states)</select>\
            <button aria-label="\(t("calls.note")) \(name)">\(t("calls.note"))</button></form>
            """
    }
}

/// A number to be dialled by who may see it, with most of its digits hidden from who only looks on.
enum PhoneLink {
    static func html(_ phone: Phone?) -> HTML {
        guard let phone else { return "–" }
        return "<a class=\"nobreak\" href=\"tel:\(phone.number)\">\(phone.masked)</a>"
    }
}
