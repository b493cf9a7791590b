import Foundation

/// The outcome of one run: how fast, and how much processor time the client took for it. The second number hardly depends
/// on what else the machine does.
struct Measurement {
    var perSecond: Double
    var microsecondsPerMessage: Double
}

/// The runs of one client.
struct Series {
    let name: String
    var runs: [Measurement] = []

    func report(against mark: Series) {
        let rate = median(runs.map(\.perSecond))
        let work = median(runs.map(\.microsecondsPerMessage))
        let ratio = rate / mark.median(mark.runs.map(\.perSecond))
        let effort = work / mark.median(mark.runs.map(\.microsecondsPerMessage))
        let padded = name.padding(toLength: 42, withPad: " ", startingAt: 0)
        print(
            "  \(padded) \(String(format: "%7.0f/s  %.2f of baseline.c; processor %5.2f µs a message, %.2f", rate, ratio, work, effort))"
        )
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
