import Alerts

/// The way between one device and the world.
struct Line: Sendable {
    /// It never comes online.
    let isDead: Bool
    /// Outages of the connection that go on.
    var linkOutages = 0
    /// Outages of the power that go on.
    var powerOutages = 0
    /// What the device wants to send while it has no connection.
    var waiting: [Parcel] = []
    /// What waits to be overtaken.
    var behind: [Parcel] = []
    /// The delivery that the device heard of last.
    var lastDelivery: String?
    /// When the fleet looks after the device next.
    var scheduled: Moment?
    private var occurrences: [String: Int] = [:]

    init(isDead: Bool) { self.isDead = isDead }

    var isUp: Bool { !isDead && linkOutages == 0 && powerOutages == 0 }

    /// How often something came up before on this line.
    mutating func count(_ what: String) -> Int {
        let before = occurrences[what, default: 0]
        occurrences[what] = before + 1
        return before
    }
}
