public import Alerts
import Synchronization

/// Screens in browsers that ask for their commands just now. Such a screen fetches what it is to show by itself, so a command for it does
/// not need anybody who listens at the broker.
public final class ConnectedScreens: Sendable {
    private let seen = Mutex<[String: Moment]>([:])

    /// After so long without a question a screen counts as gone, as a device whose connection broke.
    static let patience = Span.seconds(45)

    /// Nobody yet.
    public init() {}

    /// Whether a screen asks.
    public func isConnected(_ device: String, at now: Moment) -> Bool {
        seen.withLock { $0[device].map { now - $0 <= Self.patience } ?? false }
    }

    /// A screen asked.
    func note(_ device: String, at now: Moment) { seen.withLock { $0[device] = now } }

    /// Forgets the screens that have not asked for too long, and names them.
    func takeGone(at now: Moment) -> [String] {
        seen.withLock { seen in
            let gone = seen.filter { now - $0.value > Self.patience }.map(\.key)
            for device in gone { seen[device] = nil }
            return gone
        }
    }
}
