public import Alerts

/// What workers in the field are like, as shares (0...1) and times of the played world.
public struct WorkerOptions: Sendable, Hashable {
    /// Whether staff phones open the links that they get.
    public var isPlayed = false
    /// Doors where somebody opens and is told, at the first visit; at each later one half of what is left opens as well.
    public var told = 0.7
    /// Doors that are heard through.
    public var heard = 0.05
    /// Doors where somebody is told and refuses to act.
    public var refused = 0.02
    /// How long it takes until the link is opened.
    public var opens: ClosedRange<Span> = .seconds(5) ... .seconds(40)
    /// How long it is from one door to the next.
    public var walk: ClosedRange<Span> = .seconds(20) ... .seconds(90)
    /// How often a worker is without network at a door.
    public var offline = 0.0
    /// How long that lasts.
    public var offlineFor: ClosedRange<Span> = .seconds(30) ... .minutes(5)
    /// Workers whose phone dies on the way and comes back later.
    public var dead = 0.0
    /// How long it is dead.
    public var deadFor: ClosedRange<Span> = .minutes(2) ... .minutes(10)
    /// The phones of staff.
    public var phones: Set<MobileNumber> = []

    /// Workers who stay at home.
    public init() {}

    /// These options with their times as a run plays them.
    func paced(_ scale: Double) -> WorkerOptions {
        var options = self
        options.opens = opens.paced(scale)
        options.walk = walk.paced(scale)
        options.offlineFor = offlineFor.paced(scale)
        options.deadFor = deadFor.paced(scale)
        return options
    }
}
