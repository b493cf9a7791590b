public import Alerts
public import Community
public import Record

/// Who is called for one alert, how far each call went, and who has answered (叫应).
///
/// A call is one person and one alert, whatever the channels: the first answer on any of them ends it.
public struct CallBook: Sendable {
    /// The call of one person.
    public struct Call: Sendable {
        /// Who is called.
        public let callee: Callee
        /// When it was planned.
        public let planned: Moment
        /// The steps that it took, in order.
        public internal(set) var steps: [(line: CallStepped, at: Moment)] = []

        /// The furthest step; nil before the first.
        public var furthest: CallStepped.Step? { steps.map(\.line.step).max() }
    }

    /// An answer.
    public struct Answer: Hashable, Sendable {
        /// How.
        public var means: AnswerMeans
        /// The moment that counts.
        public var moment: Moment
        /// When it became known.
        public var arrival: Moment
        /// What was reported back.
        public var reported: CalleeReport?
        /// Whether it was typed in afterwards.
        public var isLate: Bool
    }

    /// The calls, in the order in which they were planned.
    public private(set) var calls: [Call] = []
    /// The earliest answer of each person who answered, called or not.
    public private(set) var answers: [Pseudonym: Answer] = [:]
    /// The first acknowledgement by a duty officer.
    public private(set) var duty: DutyAcknowledged?
    private var indexes: [Pseudonym: Int] = [:]
    private var byPhone: [Pseudonym: [Pseudonym]] = [:]

    /// Nobody is called.
    public init() {}

    /// The call of a person; nil where they are not called.
    public func call(of staff: Pseudonym) -> Call? { indexes[staff].map { calls[$0] } }

    /// Who is called on a phone.
    public func callees(on phone: Pseudonym) -> [Pseudonym] { byPhone[phone] ?? [] }

    /// Whether a person has answered.
    public func hasAnswered(_ staff: Pseudonym) -> Bool { answers[staff] != nil }

    /// Calls that nobody has answered, in order.
    public var unanswered: [Call] { calls.filter { !hasAnswered($0.callee.staff) } }

    /// When a post was filled: by the answer of who was called in their own right, or of who stands in for them.
    public func filled(_ callee: Callee) -> Moment? {
        let standIns = calls.filter { $0.callee.standsFor == callee.staff }.map(\.callee.staff)
        let stepped = call(of: callee.staff)?.steps.filter { $0.line.step == .substitute }.flatMap { $0.line.to ?? [] } ?? []
        return ([callee.staff] + standIns + stepped).compactMap { answers[$0]?.moment }.min()
    }

    mutating func apply(_ line: CallPlanned, at: Moment) {
        for callee in line.callees where indexes[callee.staff] == nil {
            indexes[callee.staff] = calls.count
            calls.append(Call(callee: callee, planned: at))
            if let phone = callee.phone { byPhone[phone, default: []].append(callee.staff) }
        }
    }

    mutating func apply(_ line: CallStepped, at: Moment) {
        guard let index = indexes[line.callee] else { return }
        calls[index].steps.append((line, at))
    }

    mutating func apply(_ line: CallAnswered, at: Moment) {
        let answer = Answer(
            means: line.means, moment: line.moment, arrival: at, reported: line.reported, isLate: line.late ?? false)
        guard let before = answers[line.callee] else {
            answers[line.callee] = answer
            return
        }
        // A later answer may report more, an earlier one counts for the deadline.
        if answer.moment < before.moment { answers[line.callee] = answer }
        if let reported = line.reported { answers[line.callee]?.reported = reported }
    }

    mutating func apply(_ line: DutyAcknowledged) {
        if duty.map({ line.moment < $0.moment }) ?? true { duty = line }
    }
}
