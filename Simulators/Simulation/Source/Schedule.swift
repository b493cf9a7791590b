import Alerts
import Foundation

/// What a source sends and when.
public struct Schedule: Sendable, Hashable {
    /// Why a schedule cannot be used, and where.
    public struct Problem: Error, Sendable, Hashable, CustomStringConvertible {
        /// The line, from 1.
        public var line: Int
        /// What is wrong there.
        public var text: String

        /// For people: `line 3: …`.
        public var description: String { "line \(line): \(text)" }
    }

    /// The steps, earliest first.
    public let steps: [ScheduleStep]

    /// A schedule of steps made elsewhere, in the order given where the times are equal.
    public init(_ steps: [ScheduleStep]) {
        self.steps = steps.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    }

    /// Reads JSON Lines: an object a line, empty lines and lines that begin with `#` left out.
    public init(jsonLines text: String) throws(Problem) {
        var steps: [(line: Int, step: ScheduleStep)] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let bare = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
            if bare.isEmpty || bare == "\r" || bare.hasPrefix("#") { continue }
            do { steps.append((index + 1, try JSONDecoder().decode(ScheduleStep.self, from: Data(bare.utf8)))) } catch {
                throw Problem(line: index + 1, text: "it is not a JSON object with \"at\" in seconds and \"file\" or \"again\"")
            }
        }
        steps = steps.enumerated().sorted { ($0.element.step.at, $0.offset) < ($1.element.step.at, $1.offset) }.map(\.element)
        var known: Set<String> = []
        for (line, step) in steps {
            if let text = Schedule.problem(in: step, after: known) { throw Problem(line: line, text: text) }
            if let name = step.step { known.insert(name) }
        }
        self.steps = steps.map(\.step)
    }

    private static func problem(in step: ScheduleStep, after known: Set<String>) -> String? {
        if !(step.at >= 0 && step.at <= 31_536_000) { return "\"at\" is not in 0 to 31536000 seconds" }
        if (step.file == nil) == (step.again == nil) { return "it needs either \"file\" or \"again\"" }
        if step.changed == true, step.again == nil { return "\"changed\" goes with \"again\" only" }
        for name in (step.references ?? []) + [step.again].compactMap({ $0 }) where !known.contains(name) {
            return "no earlier step is named \"\(name)\""
        }
        if let name = step.step, known.contains(name) { return "\"\(name)\" names two steps" }
        if let status = step.status, Status(rawValue: status) == nil { return "\"\(status)\" is no CAP status" }
        if let type = step.msgType, MsgType(rawValue: type) == nil { return "\"\(type)\" is no CAP msgType" }
        if let span = step.expiresIn, !(span > 0 && span <= 31_536_000) { return "\"expiresIn\" is not in 1 to 31536000 seconds" }
        return nil
    }
}
