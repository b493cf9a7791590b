/// The earliest moments at which households had a grade, by the far end's time and by arrival, as milliseconds since the alert's start.
///
/// The arrays come into being with the first evidence of their grade: a million households cost nothing before.
struct GradeMoments: Sendable {
    /// The moment of a household that does not have the grade.
    static let never = UInt32.max

    private(set) var far: [UInt32] = []
    private(set) var arrival: [UInt32] = []
    private let households: Int

    init(households: Int) { self.households = households }

    /// The earliest moment of a household by the far end's time; `never` without evidence.
    func far(_ household: UInt32) -> UInt32 { far.isEmpty ? Self.never : far[Int(household)] }

    /// The earliest moment of a household by arrival; `never` without evidence.
    func arrival(_ household: UInt32) -> UInt32 { arrival.isEmpty ? Self.never : arrival[Int(household)] }

    /// Sets both moments of a household, later or not.
    mutating func set(_ household: UInt32, _ moment: GradeMoment) {
        guard !far.isEmpty || moment.far != Self.never else { return }
        prepare()
        far[Int(household)] = moment.far
        arrival[Int(household)] = moment.arrival
    }

    /// Makes room before the first evidence.
    mutating func prepare() {
        guard far.isEmpty else { return }
        far = Array(repeating: Self.never, count: households)
        arrival = Array(repeating: Self.never, count: households)
    }

    /// Takes evidence in and answers the moment that held before, `never` for the first. MUST be prepared.
    mutating func improve(_ household: UInt32, far newFar: UInt32, arrival newArrival: UInt32) -> UInt32 {
        let index = Int(household)
        let before = far[index]
        if newFar < before { far[index] = newFar }
        if newArrival < arrival[index] { arrival[index] = newArrival }
        return before
    }
}

/// The earliest moments of one household and grade.
struct GradeMoment: Hashable, Sendable {
    var far = GradeMoments.never
    var arrival = GradeMoments.never

    mutating func improve(far newFar: UInt32, arrival newArrival: UInt32) {
        far = min(far, newFar)
        arrival = min(arrival, newArrival)
    }
}
