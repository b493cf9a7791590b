import Foundation

/// How long single steps took, in microseconds.
public struct Times: Sendable {
    private var values: [Double] = []
    private let clock = ContinuousClock()

    /// Nothing measured yet.
    public init() {}

    /// Measures a step.
    public mutating func measure<Value, Failure: Error>(_ body: () throws(Failure) -> Value) throws(Failure) -> Value {
        let start = clock.now
        let value = try body()
        values.append((clock.now - start) / .microseconds(1))
        return value
    }

    /// Takes in a time measured elsewhere.
    public mutating func add(_ time: Duration) { values.append(time / .microseconds(1)) }

    /// The median.
    public var median: Double { values.isEmpty ? .infinity : values.sorted()[values.count / 2] }

    /// The median, high shares, and the longest, in words.
    public var words: String {
        let sorted = values.sorted()
        guard let most = sorted.last else { return "nothing measured" }
        let parts = [0.5, 0.9, 0.99].map { String(format: "%.1f", sorted[Int(Double(sorted.count - 1) * $0)]) }
        return "p50 \(parts[0]), p90 \(parts[1]), p99 \(parts[2]), most \(String(format: "%.1f", most)) µs of \(sorted.count)"
    }

    /// Prints the times and whether their median is below a floor.
    public func report(_ name: String, below floor: Duration) {
        let limit = floor / .microseconds(1)
        let share = String(format: "%.3f", median / limit)
        print("\(name): \(words); median is \(share) of the \(String(format: "%.0f", limit)) µs allowed")
    }
}
