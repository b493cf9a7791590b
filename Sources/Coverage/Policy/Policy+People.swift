public import Alerts
public import Record

extension Policy {
    /// How responsible people are called, and who goes from door to door.
    public struct PeopleRules: Codable, Hashable, Sendable {
        /// The steps of a call by colour, and `gradual` for slow hazards of any colour that is called for; a colour that is not named
        /// calls nobody.
        public var calls: [String: CallSteps]
        /// When what is left becomes tasks, by colour, and `evacuate` for orders to leave.
        public var tasks: [String: TaskRules]
        /// How many doors one person has at a time at the most.
        public var doorsPerPerson: Int
        /// Minutes between two visits that found nobody, for the second to count as another.
        public var awayPauseMinutes: Int
        /// Hours that a personal link is good for; nil for the usual shift.
        public var shiftHours: Int?

        /// The usual shift, in hours.
        public static let usualShiftHours = 12
    }

    /// Minutes from the start after which the call of somebody who has not answered goes a step further.
    public struct CallSteps: Codable, Hashable, Sendable {
        /// The person is called again.
        public var retry: Int
        /// Who stands in is called.
        public var substitute: Int
        /// The head is called.
        public var head: Int
        /// The street's duty room has to be told.
        public var street: Int

        /// The minutes of a step.
        public func minutes(_ step: CallStepped.Step) -> Int {
            switch step {
            case .retry: retry
            case .substitute: substitute
            case .head: head
            case .street: street
            }
        }
    }

    /// When what is left becomes tasks, as shares of the deadline that it has; nil where it does not.
    public struct TaskRules: Codable, Hashable, Sendable {
        /// Doors with vulnerable persons who are not confirmed: the share of their deadline, 0 for at once.
        public var vulnerable: Double?
        /// Doors that are not reached: the share of the households' deadline.
        public var households: Double?
        /// Places whose receiver has not answered: the share of the staff's deadline.
        public var places: Double?
        /// Minutes without a word from somebody with tasks after which they go to the next.
        public var silentMinutes: Int
    }

    /// The steps of calls for an alert; nil where nobody is called: blue, and rules from before there were calls.
    public func callSteps(class urgencyClass: String, colour: Colour) -> CallSteps? {
        guard colour >= .yellow || urgencyClass == Self.evacuation else { return nil }
        return people?.calls[Self.row(class: urgencyClass, colour: colour)]
    }

    /// When what is left of an alert becomes tasks; nil where it does not.
    public func taskRules(class urgencyClass: String, colour: Colour) -> TaskRules? {
        people?.tasks[urgencyClass == Self.evacuation ? urgencyClass : colour.rawValue]
    }

    /// The latest steps that a policy may set: the street is told by the staff's deadline (Tocsin's interfaces, 1).
    static let latestStreet: [String: Int] = [
        evacuation: 3, "red": 5, "orange": 10, "yellow": 15, "gradual": 240,
    ]

    func peopleFindings() -> [String] {
        guard let people else { return ["people: missing; it says who is called and who goes to the doors"] }
        return people.callFindings() + people.taskFindings()
    }
}

extension Policy.PeopleRules {
    fileprivate func callFindings() -> [String] {
        var findings: [String] = []
        for (name, limit) in Policy.latestStreet.sorted(by: { $0.key < $1.key }) {
            guard let steps = calls[name] else {
                findings.append("people.calls: \(name) is missing")
                continue
            }
            let minutes = [steps.retry, steps.substitute, steps.head, steps.street]
            if minutes != minutes.sorted() || minutes[0] < 0 {
                findings.append("people.calls.\(name): the steps follow each other: retry, substitute, head, street")
            }
            if steps.street > limit {
                findings.append("people.calls.\(name).street: \(steps.street) is more than \(limit) minutes")
            }
        }
        for name in calls.keys.sorted() where Policy.latestStreet[name] == nil {
            findings.append("people.calls: \(name) is not a class; use evacuate, red, orange, yellow, gradual")
        }
        return findings
    }

    fileprivate func taskFindings() -> [String] {
        var findings: [String] = []
        for (name, rules) in tasks.sorted(by: { $0.key < $1.key }) {
            if Colour(rawValue: name) == nil, name != Policy.evacuation {
                findings.append("people.tasks: \(name) is neither a colour nor evacuate")
            }
            for (what, share) in [("vulnerable", rules.vulnerable), ("households", rules.households), ("places", rules.places)] {
                if let share, !(0...1).contains(share) {
                    findings.append("people.tasks.\(name).\(what): \(share) is not in 0 to 1")
                }
            }
            if !(1...240).contains(rules.silentMinutes) {
                findings.append("people.tasks.\(name).silentMinutes: \(rules.silentMinutes) is not in 1 to 240")
            }
        }
        for name in [Policy.evacuation, "red", "orange"] where tasks[name]?.vulnerable == nil || tasks[name]?.households == nil {
            findings.append("people.tasks.\(name): vulnerable or households is missing; what is left has to be closed by door")
        }
        for name in [Policy.evacuation, "red"] where tasks[name]?.vulnerable ?? 0 > 0 {
            findings.append("people.tasks.\(name).vulnerable: at once, 0")
        }
        if !(1...200).contains(doorsPerPerson) {
            findings.append("people.doorsPerPerson: \(doorsPerPerson) is not in 1 to 200")
        }
        if let shiftHours, !(1...24).contains(shiftHours) {
            findings.append("people.shiftHours: \(shiftHours) is not in 1 to 24")
        }
        if !(5...1440).contains(awayPauseMinutes) {
            findings.append("people.awayPauseMinutes: \(awayPauseMinutes) is not in 5 to 1440")
        }
        return findings
    }
}
