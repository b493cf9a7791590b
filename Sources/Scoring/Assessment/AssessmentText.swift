import Alerts
import Coverage

/// An assessment line by line, in Chinese and English, for whoever shows it: a terminal, a page, a print.
public struct AssessmentText: Hashable, Sendable {
    /// One line.
    public struct Line: Hashable, Sendable {
        /// How deep it belongs under the lines before it: 0 or 1.
        public var level: Int
        /// What it is about.
        public var label: String
        /// What was found.
        public var value: String
        /// Whether that is good; nil where it is neither.
        public var verdict: Verdict?
    }

    /// Whether something is met.
    public enum Verdict: String, Hashable, Sendable {
        case met, unmet, insufficient
    }

    /// The lines, from the result down to what it rests on.
    public let lines: [Line]

    /// The lines of an assessment.
    public init(_ assessment: Assessment) {
        lines =
            Self.head(assessment) + assessment.criteria.flatMap(Self.criterion) + Self.foundation(assessment)
            + assessment.alerts.map(Self.alert)
            + assessment.counterEvidence.map { Line(level: 1, label: $0.kind, value: $0.text) }
            + assessment.changes.map(Self.change) + Self.foot(assessment)
    }

    private static func head(_ assessment: Assessment) -> [Line] {
        let points = assessment.suggested.map { "\($0) / \(assessment.full)" }
        return [
            Line(
                level: 0, label: "\(assessment.item) \(assessment.name)",
                value: points ?? Wording.both("依据不足，不支持给分", "no score without evidence"),
                verdict: assessment.suggested.map { $0 == assessment.full ? .met : .unmet } ?? .insufficient),
            Line(level: 0, label: Wording.both("期间", "period"), value: "\(assessment.from) – \(assessment.to)"),
        ] + (assessment.reason.map { [Line(level: 0, label: Wording.both("理由", "reason"), value: $0)] } ?? [])
    }

    private static func criterion(_ criterion: Assessment.Criterion) -> [Line] {
        let checks = criterion.checks.map { "\($0.count(where: \.met))/\($0.count)" }
        var value = checks ?? criterion.figure.map(percent) ?? Wording.both("不适用", "not applicable")
        if let missing = criterion.missing, missing > 0 {
            value += "，" + Wording.both("尚有\(missing)户未覆盖", "\(missing) households missing")
        }
        if let reason = criterion.reason { value += "；" + reason }
        let head = Line(level: 0, label: criterion.text, value: value, verdict: criterion.met ? .met : .unmet)
        return [head] + (criterion.checks ?? []).map(check)
    }

    private static func check(_ check: Assessment.Check) -> Line {
        let figure = check.figure.map { shown($0, check.id) } ?? "–"
        let required = check.required.map { " (\(shown($0, check.id)))" } ?? ""
        let value = figure + required + (check.reason.map { " " + $0 } ?? "")
        return Line(level: 1, label: labels[check.id] ?? check.id, value: value, verdict: check.met ? .met : .unmet)
    }

    private static let labels = [
        "complete": Wording.both("官方预警齐全", "complete"), "availability": Wording.both("可用率", "availability"),
        "channels": Wording.both("渠道测试天数", "channels, days since test"), "terminals": Wording.both("终端完好", "terminals"),
        "duty": Wording.both("无人值班小时", "duty, hours without"), "monitoring": Wording.both("四类监测", "monitoring"),
        "means": Wording.both("新旧手段", "means"),
    ]

    private static func shown(_ figure: Double, _ check: String) -> String {
        ["complete", "availability", "terminals"].contains(check) ? percent(figure) : Wording.number(figure)
    }

    private static func percent(_ share: Double) -> String {
        Rate.percent(Int((share * 100_000).rounded()), of: 100_000) ?? ""
    }

    private static func foundation(_ assessment: Assessment) -> [Line] {
        let condition = assessment.basicCondition
        let (word, verdict): (String, Verdict) =
            switch condition.verdict {
            case .met: (Wording.both("满足", "met"), .met)
            case .notMet: (Wording.both("不满足", "not met"), .unmet)
            case .insufficient: (Wording.both("依据不足", "insufficient"), .insufficient)
            }
        let counts = assessment.counts
        return [
            Line(
                level: 0, label: "基本条件\(condition.id) \(condition.text)",
                value: condition.reason.map { "\(word)；\($0)" } ?? word, verdict: verdict),
            Line(
                level: 0, label: Wording.both("评判", "judged"),
                value: Wording.both("预警\(counts.actual)条，演练\(counts.drills)次", "\(counts.actual) alerts, \(counts.drills) drills")
            ),
        ]
    }

    private static func alert(_ alert: Assessment.JudgedAlert) -> Line {
        let mark = alert.status == .exercise ? "【演练】" : ""
        var value = alert.rate.map(percent) ?? "–"
        if let missing = alert.missing, missing > 0 {
            value += "，" + Wording.both("尚有\(missing)户未覆盖", "\(missing) households missing")
        }
        if let reason = alert.reason { value += "；" + reason }
        let verdict: Verdict? = alert.judged ? alert.withinDeadline == true ? .met : .unmet : nil
        return Line(
            level: 1, label: "\(mark)\(alert.event) \(alert.colour.rawValue) \(alert.alert)", value: value, verdict: verdict)
    }

    private static func change(_ change: Assessment.Change) -> Line {
        let figures = [change.from, change.to].compactMap { $0.map(Wording.number) }.joined(separator: " → ")
        let words = [figures, change.by ?? "", change.date.description, change.reason ?? ""].filter { !$0.isEmpty }
        return Line(level: 1, label: Wording.both("改动", "changed") + " " + change.what, value: words.joined(separator: "，"))
    }

    private static func foot(_ assessment: Assessment) -> [Line] {
        let convention = Wording.both(
            "评分口径为本项目约定 \(assessment.convention)，《\(assessment.standard)》未作规定",
            "by the convention \(assessment.convention); the standard defines neither 短时间 nor partial points")
        return [
            Line(level: 0, label: Wording.both("口径", "convention"), value: convention),
            Line(
                level: 0, label: Wording.both("见证", "witness"),
                value: assessment.witness ?? Wording.both("未经外部见证", "not witnessed from outside"),
                verdict: assessment.witness == nil ? .insufficient : .met),
        ]
    }
}
