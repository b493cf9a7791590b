import Alerts
import Community
import Coverage
import Record

// When there is not enough to go by, there is no score: 依据不足，不支持给分.

extension Review {
    /// Why the evidence does not carry a score; empty where it does.
    func insufficiencies() -> [String] {
        var reasons: [String] = []
        if judged.isEmpty { reasons.append(Wording.both("期内没有可评判的预警或演练", "no judged alert or drill in the period")) }
        reasons += registerProblems()
        reasons += judged.compactMap { clockProblem($0.record) }
        if let problem = lateProblem(judged) { reasons.append(problem) }
        return reasons.reduce(into: []) { list, reason in if !list.contains(reason) { list.append(reason) } }
    }

    /// The register at the end of the period, and each version that a judged alert was measured with, on the day of that alert.
    private func registerProblems() -> [String] {
        guard let register else { return [Wording.both("没有名册", "no register is in force")] }
        var problems = problems(of: register, on: period.lastDay, away: 0)
        for alert in judged { problems += self.problems(measuring: alert) }
        return problems
    }

    /// What is wrong with the register that an alert was measured with.
    func problems(measuring alert: ReviewedAlert) -> [String] {
        let facts = alert.record.accepted
        guard let register = ledger.registers.last(where: { $0.version == facts.register }) else {
            return [Wording.both("预警 \(facts.alert) 的名册版本缺失", "the register version of an alert is missing")]
        }
        return problems(of: register, on: ledger.day(of: facts.start), away: alert.report?.away.households ?? 0)
    }

    private func problems(of register: RegisterRecord, on day: CivilDate, away: Int) -> [String] {
        [ageProblem(register, day), referenceProblem(register), exclusionProblem(register, day, away: away)].compactMap(\.self)
    }

    private func ageProblem(_ register: RegisterRecord, _ day: CivilDate) -> String? {
        let (oldest, unvisited) = register.oldestVisit(on: day)
        if unvisited > 0 {
            return Wording.both(
                "名册第\(register.version)版有\(unvisited)户没有核对日期",
                "register \(register.version): \(unvisited) households have no date of a visit")
        }
        guard let oldest else {
            return Wording.both("名册第\(register.version)版没有住户", "register \(register.version) has no household")
        }
        let age = Int(day.daysSinceEpoch - oldest.daysSinceEpoch)
        let limit = convention.count(.registerAgeDays)
        guard age > limit else { return nil }
        return Wording.both(
            "名册第\(register.version)版最早一次核对距\(day)已\(age)天（上限\(limit)天）",
            "register \(register.version): on \(day) the oldest visit was \(age) days ago, more than \(limit)")
    }

    private func referenceProblem(_ register: RegisterRecord) -> String? {
        guard let reference = register.reference, reference.residents > 0 else {
            return Wording.both("名册没有参照人口", "register \(register.version) has no reference population")
        }
        let distance = abs(register.residents - reference.residents)
        guard distance * 100_000 > convention.hundredThousandths(.referenceTolerance) * reference.residents else { return nil }
        return Wording.both(
            "名册第\(register.version)版\(register.residents)人与参照人口\(reference.residents)人相差超过\(percent(.referenceTolerance))",
            "register \(register.version): \(register.residents) residents are more than \(percent(.referenceTolerance)) away from the "
                + "reference population of \(reference.residents)")
    }

    private func exclusionProblem(_ register: RegisterRecord, _ day: CivilDate, away: Int) -> String? {
        let left = register.exclusions(on: day).count + away
        let dwellings = register.dwellings(on: day)
        guard left * 100_000 > convention.hundredThousandths(.exclusionShare) * dwellings else { return nil }
        return Wording.both(
            "\(day)有\(left)户被排除或外出，超过\(dwellings)户的\(percent(.exclusionShare))",
            "on \(day) \(left) of \(dwellings) dwellings were excluded or away, more than \(percent(.exclusionShare))")
    }

    func percent(_ name: FigureName) -> String { Rate.percent(convention.hundredThousandths(name), of: 100_000) ?? "" }

    /// Whether the clock was synchronised from an alert's start to its last deadline, as far as that lies before the assessment.
    func clockProblem(_ record: AlertRecord) -> String? {
        let facts = record.accepted
        let last = [facts.deadlines.households, facts.deadlines.vulnerable].compactMap(\.self).max() ?? facts.at
        // While the service was away the lines say nothing of the clock: the look begins with the acceptance.
        switch ledger.clock.finding(in: facts.at...max(facts.at, min(last, period.end))) {
        case .synchronised: return nil
        case .unsynchronised:
            return Wording.both("预警 \(facts.alert) 期间时钟未同步", "the clock was not synchronised during alert \(facts.alert)")
        case .unknown:
            return Wording.both(
                "预警 \(facts.alert) 时没有时钟同步记录", "no line says that the clock was synchronised at alert \(facts.alert)")
        }
    }

    /// Whether too much of the evidence was typed in afterwards.
    func lateProblem(_ alerts: [ReviewedAlert]) -> String? {
        let late = alerts.reduce(0) { $0 + ($1.report?.late ?? 0) }
        let evidence = alerts.reduce(0) { $0 + ($1.report?.covered.households ?? 0) }
        guard late > 0, late * 100_000 > convention.hundredThousandths(.lateShare) * evidence else { return nil }
        return Wording.both(
            "补录\(late)条，超过证据\(evidence)条的\(percent(.lateShare))",
            "\(late) of \(evidence) pieces of evidence were typed in afterwards, more than \(percent(.lateShare))")
    }

    /// Half-years that needed a full drill of the whole community and had too few that were judged.
    func halfYearsWithoutDrill() -> [HalfYear] {
        let drills = judged.filter { $0.isDrill && $0.record.accepted.isWhole }
        return period.halfYears(touchedBy: convention.count(.halfYearDays)).filter { half in
            let names = drills.filter { HalfYear(containing: ledger.day(of: $0.record.accepted.start)) == half }
                .compactMap(\.record.accepted.drill)
            return Set(names).count < convention.count(.drillsPerHalfYear)
        }
    }
}
