import Alerts
import Community
import Coverage
import Record

extension Review {
    /// The time of the period in which a service could be expected: from its very first start on.
    var observed: Range<Moment>? {
        guard let first = ledger.service.firstStart, first < period.end else { return nil }
        let window = max(first, period.begin)..<period.end
        return window.isEmpty ? nil : window
    }

    /// Times without service or broker.
    var downtime: Stretches {
        ledger.service.outages(until: period.end, silence: ledger.silence).union(ledger.service.brokerLosses(until: period.end))
    }

    func availabilityFigure(in window: Range<Moment>) -> Double? {
        let whole = (window.upperBound - window.lowerBound).milliseconds
        let down = downtime.clipped(to: window).total.milliseconds
        return Rate.share(Int(whole - down), of: Int(whole))
    }

    func isAvailable(in window: Range<Moment>) -> Bool {
        availabilityFigure(in: window).map { $0 >= convention.figure(.availability) } ?? false
    }

    func availability() -> Assessment.Check {
        let required = convention.figure(.availability)
        guard let observed, let figure = availabilityFigure(in: observed) else {
            return check("availability", nil, required, Wording.both("期内服务未运行", "the service did not run in the period"))
        }
        var reasons: [String] = []
        if figure < required {
            let down = Wording.span(downtime.clipped(to: observed).total)
            reasons.append(Wording.both("服务或消息代理中断共\(down.chinese)", "service or broker were away for \(down.english)"))
        }
        for alert in missedInOutage {
            let id = alert.record.accepted.alert
            reasons.append(Wording.both("预警 \(id) 因中断而误时", "alert \(id) was missed in an outage"))
        }
        return check("availability", figure, required, reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    /// Judged alerts that an outage swallowed: sent while the service was down and not everybody reached in time, or sent while it or
    /// the broker was away, for as long as households have to be reached.
    var missedInOutage: [ReviewedAlert] {
        let down = downtime
        return judged.filter { alert in
            let facts = alert.record.accepted
            guard !alert.isDrill, facts.sent < facts.at, let outage = down.stretch(around: facts.sent) else { return false }
            if facts.start < facts.at, alert.report?.withinDeadline != true { return true }
            guard let deadline = facts.deadlines.households else { return false }
            return min(outage.upperBound, facts.at) - facts.sent >= deadline - facts.start
        }
    }

    /// Time without a named duty officer, by the register version in force at each moment.
    func dutyGaps(in window: Range<Moment>) -> Stretches {
        var covered: [Range<Moment>] = []
        for (index, register) in ledger.registers.enumerated() {
            let next = index + 1 < ledger.registers.count ? ledger.registers[index + 1].adoptedAt : window.upperBound
            guard register.adoptedAt < min(next, window.upperBound) else { continue }
            covered += register.duty.clipped(to: register.adoptedAt..<min(next, window.upperBound)).ranges
        }
        return Stretches(covered).gaps(in: window).longer(than: .minutes(Int64(convention.count(.dutyGapMinutes))))
    }

    func duty() -> Assessment.Check {
        guard let observed else {
            return check("duty", nil, 0, Wording.both("期内服务未运行", "the service did not run in the period"))
        }
        let gaps = dutyGaps(in: observed)
        var reason: String?
        if !gaps.isEmpty {
            let hours = Wording.hours(gaps.total)
            reason = Wording.both("值班表缺\(hours)小时", "\(hours) hours without a named duty officer")
        }
        return check("duty", Wording.hourFigure(gaps.total), 0, reason)
    }
}
