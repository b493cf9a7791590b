import Foundation

/// The outcome of one run: how fast, and how much processor time the client took for it. The second number hardly depends
/// on what else the machine does.
public struct Measurement: Sendable {
    /// Messages a second.
    public var perSecond: Double
    /// Processor time of the client for each, in microseconds.
    public var microsecondsPerMessage: Double

    /// A run of so many messages.
    public init(perSecond: Double, microsecondsPerMessage: Double) {
        self.perSecond = perSecond
        self.microsecondsPerMessage = microsecondsPerMessage
    }
}

/// The runs of one client.
public struct Series {
    private let name: String
    /// The runs so far.
    public var runs: [Measurement] = []

    /// No runs yet.
    public init(name: String) { self.name = name }

    /// Prints the median of the runs, and what it is of the median of another series, that of a C program.
    public func report(against mark: Series, of program: String = "baseline.c") {
        let rate = median(runs.map(\.perSecond))
        let work = median(runs.map(\.microsecondsPerMessage))
        let ratio = rate / mark.median(mark.runs.map(\.perSecond))
        let effort = work / mark.median(mark.runs.map(\.microsecondsPerMessage))
        let padded = name.padding(toLength: 42, withPad: " ", startingAt: 0)
        print(
            "  \(padded) \(String(format: "%7.0f/s  %.2f of \(program); processor %5.2f µs a message, %.2f", rate, ratio, work, effort))"
        )
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
