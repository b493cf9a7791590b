import Alerts
import Community
import Coverage
import Record

/// An alert's story: what happened when, receipts gathered by minute and channel.
struct Story: Sendable {
    let shown: Shown
    let start: Moment?

    private var t: Texts { shown.texts }

    /// A line of the story.
    private struct Step {
        var at: Moment
        var seq: Int
        var kind: String
        var text: String
    }

    func html(_ lines: [StoryReading.Line]) -> HTML {
        let steps = steps(lines).sorted { ($0.at, $0.seq) < ($1.at, $1.seq) }
        guard !steps.isEmpty else { return "<p class=\"quiet\">\(t("story.none"))</p>" }
        let items = steps.map { step -> HTML in
            let since: HTML =
                start.map { start in step.at >= start ? "<small>+\(shown.span(step.at - start))</small>" : .none } ?? .none
            return
                "<li class=\"\(step.kind)\">\(shown.timeTag(step.at)) \(since)<span>\(step.text)</span> <small class=\"quiet\">#\(step.seq)</small></li>"
        }
        return "<ol class=\"story\">\(items)</ol>"
    }

    private func steps(_ lines: [StoryReading.Line]) -> [Step] {
        var gathered: [String: (first: StoryReading.Line, count: Int, text: String)] = [:]
        var steps: [Step] = []
        for line in lines {
            if let (key, text, count) = gathering(line) {
                let known = gathered[key]
                gathered[key] = (known?.first ?? line, (known?.count ?? 0) + count, text)
            } else if let (kind, text) = telling(line.entry) {
                steps.append(Step(at: line.at, seq: line.seq, kind: kind, text: text))
            }
        }
        return steps
            + gathered.values.map { Step(at: $0.first.at, seq: $0.first.seq, kind: "many", text: "\($0.text) × \($0.count)") }
    }

    /// What comes in masses is told once a minute: by channel and stage.
    private func gathering(_ line: StoryReading.Line) -> (key: String, text: String, count: Int)? {
        let minute = line.at.milliseconds / 60_000
        func told(_ channel: Channel, _ word: String, _ count: Int) -> (String, String, Int) {
            let text = "\(t.word("channel", channel.rawValue)) \(word)"
            return ("\(minute) \(text)", text, count)
        }
        switch line.entry {
        case .deliveriesDispatched(let moved): return told(moved.channel, t("stage.dispatched"), moved.endpoints.count)
        case .deliveriesRepeated(let moved): return told(moved.channel, t("story.repeated"), moved.endpoints.count)
        case .deliveriesFailed(let moved):
            return told(
                moved.channel, "\(t("stage.failed")) \(t.word("failure", moved.reason?.rawValue ?? "fault"))",
                moved.endpoints.count)
        case .deliveriesWithdrawn(let moved): return told(moved.channel, t("story.withdrawn"), moved.endpoints.count)
        case .receiptAccepted(let receipt):
            if let reason = receipt.failed {
                return told(receipt.channel, "\(t("stage.failed")) \(t.word("failure", reason.rawValue))", 1)
            }
            return told(receipt.channel, receipt.stage.map { t.word("stage", $0.rawValue) } ?? t("story.withdrawnanswer"), 1)
        case .doorRecorded(let door):
            let text = t("story.door", ["result": t("door.\(door.result.rawValue)")]) + late(door.late)
            return ("\(minute) \(text)", text, 1)
        default: return nil
        }
    }

    private func telling(_ entry: Entry) -> (kind: String, text: String)? {
        switch entry {
        case .alertAccepted(let line):
            ("strong", t("story.accepted", ["rule": t.word("rule", line.rule), "n": line.target.count, "source": line.source]))
        case .alertHeld(let line): ("strong", "\(t("fate.held"))：\(t.word("held.reason", line.reason))")
        case .alertRecorded(let line): ("strong", "\(t("fate.recorded"))：\(t.word("reason", line.reason.rawValue))")
        case .alertApproved(let line) where line.lapsed == true: ("strong", t("story.lapsed"))
        case .alertApproved(let line): ("strong", t("story.approved", ["by": line.by?.description ?? "–"]))
        case .alertRejected(let line): ("strong", t("story.rejected", ["by": line.by?.description ?? "–"]))
        case .alertRepeated: ("plain", t("story.again"))
        case .alertConflicting: ("bad", t("story.conflict"))
        case .alertRelayed: ("plain", t("story.relayed"))
        case .alertEnded(let line): ("strong", t.word("ended", line.cause.rawValue))
        case .alertClosed: ("plain", t("story.closed"))
        case .deliveriesPlanned(let plan):
            ("plain", t("story.planned", ["channel": t.word("channel", plan.channel.rawValue), "n": plan.endpoints.count]))
        case .coverageDecided(let figures): ("strong", "\(t("story.decided")) \(Self.rate(figures.coverage, shown))")
        case .coverageFinal(let figures): ("strong", "\(t("story.final")) \(Self.rate(figures.coverage, shown))")
        case .dutyAcknowledged(let line): ("good", t("story.acknowledged", ["by": line.by?.description ?? "–"]))
        case .alertComposed(let line): ("plain", t("story.composed", ["by": line.by?.description ?? "–"]))
        default: people(entry)
        }
    }

    /// What people said and did.
    private func people(_ entry: Entry) -> (kind: String, text: String)? {
        switch entry {
        case .dutyWoken(let line):
            (
                line.failed == nil ? "plain" : "bad",
                t("story.woken", ["by": line.staff, "channel": t.word("channel", line.channel.rawValue)])
                    + (line.failed.map { " \(t.word("failure", $0.rawValue))" } ?? "")
            )
        case .callPlanned(let line): ("plain", t("story.called", ["n": line.callees.count]))
        case .callStepped(let line): ("strong", t("story.stepped", ["step": t("step.\(line.step.rawValue)")]))
        case .callAnswered(let line):
            ("good", t("story.answered", ["by": line.callee, "means": t("means.\(line.means.rawValue)")]) + late(line.late))
        case .roundRecorded(let line):
            (
                "plain",
                t("story.round", ["n": line.buildings.count, "means": t("round.\(line.means.rawValue)")]) + late(line.late)
            )
        case .recordVoided(let line): ("plain", t("story.voided", ["record": line.record]))
        case .recordRefused(let line):
            ("bad", t("story.refusedrecord", ["reason": t("refused.\(line.reason.rawValue)")]))
        case .helpCalled(let line): ("bad", t("story.help", ["need": t("help.need.\(line.need.rawValue)")]))
        case .taskAssigned(let line): ("plain", t("story.assigned", ["n": line.list.count]))
        case .taskClosed(let line): ("plain", t("story.taskclosed", ["n": line.list.count]))
        case .taskHandedOver(let line): ("plain", t("story.handedover", ["n": line.list.count]))
        default: nil
        }
    }

    private func late(_ late: Bool?) -> String { late == true ? "（\(t("late.mark"))）" : "" }

    private static func rate(_ figures: JSONValue, _ shown: Shown) -> String {
        guard let report = try? figures.decoded(CoverageReport.self) else { return "" }
        let verdict = report.withinDeadline.map { $0 ? shown.texts("verdict.met") : shown.texts("verdict.missed") } ?? ""
        return "\(shown.rate(report)) \(verdict)"
    }
}
