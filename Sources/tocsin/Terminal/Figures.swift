import Alerts
import Coverage

/// Figures as people read them.
enum Figures {
    /// A rate with what is missing beside it: `99.94%，尚有1户未覆盖`; a whole one says that nobody is missing.
    static func rate(residents covered: Int, of whole: Int, missingHouseholds missing: Int) -> String {
        guard let percent = Rate.percent(covered, of: whole) else { return "无对象（nobody to cover）" }
        return missing > 0 ? "\(percent)，尚有\(missing)户未覆盖" : "\(percent)，全部覆盖"
    }

    /// The rate of a report with what is missing beside it.
    static func rate(_ report: CoverageReport) -> String {
        rate(
            residents: report.covered.residents, of: report.target.residents, missingHouseholds: report.missing.households)
    }

    /// A published share as a percentage, rounded down to two decimals.
    static func percent(_ share: Double?) -> String {
        guard let share else { return "–" }
        // Published shares are hundred-thousandths; rounding finds them again, whatever the binary form made of them.
        return percent(Int((share * 100_000).rounded()), of: 100_000)
    }

    /// A rate alone; a dash where there is nobody to cover.
    static func percent(_ part: Int, of whole: Int) -> String { Rate.percent(part, of: whole) ?? "–" }

    /// Seconds as they are said: `4.2 s`, `1 min 28 s`, `2 h 05 min`; a dash for what has not come.
    static func duration(_ seconds: Double?) -> String {
        guard let seconds else { return "–" }
        let tenths = Int((seconds * 10).rounded(.up))
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        let whole = Int(seconds.rounded(.up))
        if whole < 3600 { return "\(whole / 60) min \(twoDigits(whole % 60)) s" }
        return "\(whole / 3600) h \(twoDigits(whole / 60 % 60)) min"
    }

    /// The time of day with seconds, `14:03:05`.
    static func clock(_ stamp: Timestamp) -> String {
        let second = stamp.local.secondOfDay
        return "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60)):\(twoDigits(second % 60))"
    }

    /// Day and time, `2026-07-01 14:03:05`.
    static func time(_ stamp: Timestamp) -> String { "\(stamp.local.date) \(clock(stamp))" }

    private static func twoDigits(_ value: Int) -> String { "\(value < 10 ? "0" : "")\(value)" }
}
