import Alerts

/// What a device remembers of one delivery, over a power cut too.
struct HeldDelivery: Sendable, Hashable {
    enum State: Sendable, Hashable {
        /// Its turn has not come, or was cut off by a power cut.
        case waiting
        /// It is being played or put on the screen.
        case playing
        /// Played to the end, or on the screen.
        case presented
        /// Silently tested.
        case checked
        /// Taken back, even before it came.
        case withdrawn
        /// Over before its turn, or not possible.
        case failed
    }

    let announcement: Announcement
    /// 1 (red) comes before 4 (blue).
    let priority: Int
    /// Earlier commands come first among equals.
    let arrival: Int
    let expires: Moment?
    var state: State
    var lastReceipt: Receipt

    func isExpired(at moment: Moment) -> Bool { expires.map { moment > $0 } ?? false }
}
