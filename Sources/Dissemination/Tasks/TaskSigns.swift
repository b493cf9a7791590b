import Coverage

/// What an alert's tasks depend on, as far as it changes: while it stays the same, nothing has to be assigned or closed.
struct TaskSigns: Hashable, Sendable {
    var reached: Int
    var confirmed: Int
    var vulnerable: Int
    var away: Int
    var records: Int
    var answers: Int
    var register: Int?
    var due: [Bool]

    init(_ open: AlertCoverage, due: [Bool], register: Int?) {
        reached = open.covered[Grade.reached.rank].households
        confirmed = open.vulnerableCovered
        vulnerable = open.vulnerable
        away = open.people.away.count
        records = open.people.revision
        answers = open.calls.answers.count
        self.register = register
        self.due = due
    }
}
