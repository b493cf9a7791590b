import Alerts
import Coverage
import Foundation
import Record

/// How figures and times are shown to people.
struct Shown: Sendable {
    let texts: Texts
    let zone: TimeZone

    /// `14:03:05`.
    func clock(_ moment: Moment) -> String { String(stamp(moment).dropFirst(11).prefix(8)) }

    /// `2026-07-01 14:03:05`.
    func time(_ moment: Moment) -> String { stamp(moment).prefix(19).replacingOccurrences(of: "T", with: " ") }

    /// A time for people and machines.
    func timeTag(_ moment: Moment, short: Bool = false) -> HTML {
        "<time datetime=\"\(stamp(moment))\">\(short ? clock(moment) : time(moment))</time>"
    }

    private func stamp(_ moment: Moment) -> String { moment.stamped(in: zone).description }

    /// `2:05` or `1:02:05`, without a sign.
    func span(_ span: Span) -> String {
        let seconds = abs(span.milliseconds) / 1000
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
    }

    /// `99.94%`, rounded down; `–` for an empty whole.
    func percent(_ part: Int, of whole: Int) -> String { Rate.percent(part, of: whole) ?? "–" }

    /// A rate that was rounded down to five decimals, as percent with two.
    func percent(_ rate: Double?) -> String {
        guard let rate else { return texts("figure.none") }
        let hundredths = Int((rate * 100_000).rounded()) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }

    /// `99.94%，尚有1户未覆盖`: never a rate without what is missing beside it.
    func rate(_ report: CoverageReport) -> String {
        let rate = percent(report.covered.residents, of: report.target.residents)
        return rate + texts("figure.comma") + missing(report)
    }

    /// `尚有1户未覆盖`.
    func missing(_ report: CoverageReport) -> String {
        guard report.target.households > 0 else { return texts("figure.nobody") }
        let count = report.missing.households
        return count == 0 ? texts("figure.complete") : texts("figure.missing", ["n": count])
    }

    /// Seconds since the start, for people.
    func seconds(_ seconds: Double?) -> String {
        guard let seconds else { return "–" }
        return seconds < 120 ? "\(Int(seconds.rounded(.up))) s" : span(.milliseconds(Int64(seconds * 1000)))
    }

    /// Whether everything was done in time.
    func verdict(_ report: CoverageReport) -> HTML {
        switch report.withinDeadline {
        case true?: "<span class=\"good\">✓ \(texts("verdict.met"))</span>"
        case false?: "<span class=\"bad\">✗ \(texts("verdict.missed"))</span>"
        case nil:
            if let ended = report.ended {
                "<span>\(texts.word("ended", ended))</span>"
            } else {
                "<span>\(texts("verdict.open"))</span>"
            }
        }
    }

    /// A colour as a badge with its word, never by colour alone.
    func badge(_ colour: Colour?, status: Status) -> HTML {
        let word = colour.map { texts("colour.\($0.rawValue)") } ?? texts("colour.none")
        let drill: HTML =
            status == .actual ? .none : "<span class=\"badge drill\">\(texts.word("status", status.rawValue))</span>"
        return "\(drill)<span class=\"badge \(colour?.rawValue ?? "none")\">\(word)</span>"
    }

    /// A share as a bar: an image with its text beside it.
    func bar(_ part: Int, of whole: Int) -> HTML {
        let width = whole > 0 ? Double(part * 1000 / whole) / 10 : 0
        let kind = part == whole && whole > 0 ? "full" : "part"
        return """
            <svg class="bar \(kind)" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect width="100" height="8" class="empty"/><rect width="\(width)" height="8" class="fill"/></svg>
            """
    }
}
