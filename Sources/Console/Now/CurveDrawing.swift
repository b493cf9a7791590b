import Alerts
import Community
import Coverage
import Record

/// Coverage over time against the deadline.
struct CurveDrawing: Sendable {
    let coverage: AlertCoverage
    let now: Moment
    let texts: Texts

    private static let steps = 120
    private static let (width, height) = (600.0, 200.0)

    var svg: HTML {
        let total = coverage.target.residents
        guard total > 0 else { return "<p class=\"quiet\">\(texts("figure.nobody"))</p>" }
        let start = coverage.accepted.start
        let deadline = coverage.accepted.deadlines.households.map { ($0 - start).milliseconds }
        let elapsed = max((now - start).milliseconds, 1000)
        let horizon = Double(max(min(elapsed, 2 * (deadline ?? elapsed)), deadline ?? elapsed)) * 1.06
        let sums = cumulated(horizon)
        var path = "M0 \(Self.height)"
        for (step, sum) in sums.enumerated() {
            let x = Double(step + 1) / Double(Self.steps) * Self.width
            guard Double(step) / Double(Self.steps) * horizon <= Double(elapsed) else { break }
            path += "L\(Self.short(x)) \(Self.short(Self.height * (1 - Double(sum) / Double(total))))"
        }
        return """
            <svg class="chart" viewBox="-46 -10 656 240" role="img" aria-label="\(texts("now.curve"))">
            \(lines)<path class="line" d="\(path)"/>\(mark(deadline, horizon))
            </svg>
            """
    }

    /// Residents covered by the end of each step.
    private func cumulated(_ horizon: Double) -> [Int] {
        var added = Array(repeating: 0, count: Self.steps)
        let homes = coverage.register.households
        coverage.accepted.target.forEach { index in
            guard Int(index) < homes.count, let offset = coverage.reachedOffset(index) else { return }
            let step = Int(Double(offset) / horizon * Double(Self.steps))
            if step < Self.steps { added[step] += Int(homes[Int(index)].residents) }
        }
        var sum = 0
        return added.map { count in
            sum += count
            return sum
        }
    }

    private var lines: HTML {
        HTML.joined(
            [0, 25, 50, 75, 100].map { percent -> HTML in
                let y = Self.short(Self.height * (1 - Double(percent) / 100))
                return
                    "<line class=\"rule\" x1=\"0\" x2=\"600\" y1=\"\(y)\" y2=\"\(y)\"/><text x=\"-6\" y=\"\(y)\" dy=\"5\" text-anchor=\"end\">\(percent)%</text>"
            })
    }

    private func mark(_ deadline: Int64?, _ horizon: Double) -> HTML {
        let end: HTML =
            "<text x=\"600\" y=\"224\" text-anchor=\"end\">\(minutes(horizon / 1.06))</text><text x=\"0\" y=\"224\">0</text>"
        guard let deadline else { return end }
        let x = Double(deadline) / horizon * Self.width
        return """
            <line class="deadline" x1="\(Self.short(x))" x2="\(Self.short(x))" y1="-4" y2="\(Self.height)"/>\
            <text class="deadline" x="\(Self.short(x - 6))" y="190" text-anchor="end">\(texts("deadline.households")) \(minutes(Double(deadline)))</text><text x="0" y="224">0</text>
            """
    }

    private func minutes(_ milliseconds: Double) -> String { texts("figure.minutes", ["n": Self.short(milliseconds / 60_000)]) }

    private static func short(_ number: Double) -> String {
        let tenths = (number * 10).rounded() / 10
        return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
    }
}
