public import Alerts
import Foundation

/// The days that are assessed, and the time of them that has passed.
struct Period: Hashable, Sendable {
    let from: CivilDate
    let to: CivilDate
    let zone: TimeZone
    /// Midnight of the first day.
    let begin: Moment
    /// Midnight after the last day, or the moment of the assessment if that comes first; never before `begin`.
    let end: Moment

    init(from: CivilDate, to: CivilDate, now: Moment, zone: TimeZone) {
        self.from = from
        self.to = to
        self.zone = zone
        begin = Period.midnight(of: from, in: zone)
        end = max(begin, min(now, Period.midnight(of: CivilDate(daysSinceEpoch: to.daysSinceEpoch + 1), in: zone)))
    }

    /// The first moment of a day. Where a clock is put on at midnight, the offset that holds just before decides.
    static func midnight(of day: CivilDate, in zone: TimeZone) -> Moment {
        let greenwich = Moment(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000)
        let guess = greenwich - .minutes(Int64(greenwich.stamped(in: zone).offsetMinutes))
        return greenwich - .minutes(Int64(guess.stamped(in: zone).offsetMinutes))
    }

    /// The time of the period that has passed.
    var window: Range<Moment> { begin..<end }

    /// The last day of which some has passed; the day before the first where none has.
    var lastDay: CivilDate {
        begin < end ? (end - .milliseconds(1)).stamped(in: zone).local.date : CivilDate(daysSinceEpoch: from.daysSinceEpoch - 1)
    }

    /// The days that have begun; nil where none has.
    var days: ClosedRange<CivilDate>? { from <= lastDay ? from...lastDay : nil }

    /// The calendar half-years that the days so far touch by at least so many days.
    func halfYears(touchedBy days: Int) -> [HalfYear] {
        let last = lastDay
        guard from <= last else { return [] }
        var result: [HalfYear] = []
        var half = HalfYear(containing: from)
        while half.first <= last {
            let touched = Int(min(half.last, last).daysSinceEpoch - max(half.first, from).daysSinceEpoch) + 1
            if touched >= days { result.append(half) }
            half = half.next
        }
        return result
    }
}

/// January to June, or July to December.
public struct HalfYear: Hashable, Sendable {
    let year: Int
    let isSecond: Bool

    /// The half-year of a day.
    public init(containing day: CivilDate) {
        let (year, month, _) = day.components
        self.year = year
        isSecond = month > 6
    }

    private init(year: Int, isSecond: Bool) {
        self.year = year
        self.isSecond = isSecond
    }

    /// The one after it.
    public var next: HalfYear { HalfYear(year: isSecond ? year + 1 : year, isSecond: !isSecond) }

    /// Its first day.
    public var first: CivilDate { CivilDate(year: year, month: isSecond ? 7 : 1, day: 1) ?? CivilDate(daysSinceEpoch: .max) }

    /// Its last day.
    public var last: CivilDate { CivilDate(daysSinceEpoch: next.first.daysSinceEpoch - 1) }

    /// The half-year as people write it.
    public var chinese: String { "\(year)年\(isSecond ? "下" : "上")半年" }

    /// The same in English.
    public var english: String { "\(isSecond ? "second" : "first") half of \(year)" }
}
