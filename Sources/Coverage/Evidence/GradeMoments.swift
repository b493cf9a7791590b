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
