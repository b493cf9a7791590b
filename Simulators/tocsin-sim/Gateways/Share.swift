import Alerts
import ArgumentParser
import Simulation

/// Values that several groups of options have.
enum Share {
    /// A share, 0...1.
    static func checked(_ value: Double, _ name: String) throws -> Double {
        guard (0...1).contains(value) else { throw ValidationError("--\(name) must be 0 to 1.") }
        return value
    }

    /// A range of seconds.
    static func seconds(_ text: String, _ name: String) throws -> ClosedRange<Span> {
        guard let range = ClosedRange<Span>(seconds: text) else { throw ValidationError("--\(name) must be like 0.5..3.") }
        return range
    }
}
