import Alerts
import Coverage

extension Review {
    func criteria(operation checks: [Assessment.Check]) -> [Assessment.Criterion] {
        let isOperating = checks.allSatisfy(\.met)
        let rates = judged.map { $0.report?.rate }
        let shortfalls = judged.compactMap { $0.isFull ? nil : $0.shortfall }
        let missing = judged.reduce(0) { $0 + ($1.report?.missing.households ?? 0) }
        return [
            .init(id: "operation", text: "社区灾害事故预警系统正常运转", met: isOperating, checks: checks),
            .init(
                id: "timeliness", text: "预警信息在短时间内覆盖", met: !judged.isEmpty && judged.allSatisfy(\.isFull),
                figure: least(judged.map(\.timelyRate)), required: 1,
                reason: shortfalls.isEmpty ? nil : Wording.joined(shortfalls)),
            .init(
                id: "coverage", text: "覆盖全体居民，覆盖率100%", met: !judged.isEmpty && missing == 0 && least(rates) == 1,
                figure: least(rates), required: 1, missing: missing),
        ]
    }

    /// The least of some rates; nil where there is none, or one is not known.
    private func least(_ rates: [Double?]) -> Double? { rates.contains(nil) ? nil : rates.compactMap(\.self).min() }

    /// The points that are suggested, nil where the evidence does not carry any, and why.
    func suggestion(_ criteria: [Assessment.Criterion]) -> (points: Int?, reason: String?) {
        let insufficient = insufficiencies()
        guard insufficient.isEmpty else { return (nil, Review.unsupported(insufficient)) }
        let (points, reason) = points(criteria)
        let withoutDrill = halfYearsWithoutDrill()
        // A drill that was not held never earns points; neither does it hide that there are none to earn.
        guard points > 0, !withoutDrill.isEmpty else { return (points, reason) }
        return (
            nil,
            Review.unsupported(withoutDrill.map { Wording.both("\($0.chinese)没有全员演练", "no full drill in the \($0.english)") })
        )
    }

    static func unsupported(_ reasons: [String]) -> String { "依据不足，不支持给分：" + Wording.joined(reasons) }

    private func points(_ criteria: [Assessment.Criterion]) -> (points: Int, reason: String?) {
        let checks = criteria.first?.checks ?? []
        let failed = checks.filter { !$0.met }
        let isFull = criteria.dropFirst().allSatisfy(\.met)
        let partial = convention.count(.partialPoints)
        let label = Wording.both(
            "评分表没有中间分，\(partial)分是本项目的约定", "the sheet gives no middle value; \(partial) is this project's convention")
        if failed.isEmpty, isFull { return (convention.fullPoints, nil) }
        let share = convention.hundredThousandths(.partialShare)
        if failed.isEmpty, judged.allSatisfy({ $0.isPartial(share: share) }) { return (partial, label) }
        if isFull, failed.count == 1, let check = failed.first, isMended(check) {
            let mended = Wording.both("\(check.id) 已整改并复测", "\(check.id) was mended and tested since")
            return (partial, Wording.joined([label, mended]))
        }
        return (0, shortcomings(criteria))
    }

    private func shortcomings(_ criteria: [Assessment.Criterion]) -> String {
        Wording.joined(
            criteria.filter { !$0.met }.map { criterion in
                let failed = criterion.checks?.filter { !$0.met }.map(\.id).joined(separator: ", ") ?? ""
                return failed.isEmpty
                    ? Wording.both("\(criterion.text)：未满足", "\(criterion.id): not met")
                    : Wording.both("\(criterion.text)：未满足", "\(criterion.id): not met (\(failed))")
            })
    }
}
