/// Why a message or call did not arrive, as the far end says; a closed set, so that it can be counted and acted on.
public enum DeliveryFault: String, CaseIterable, Codable, Hashable, Sendable {
    /// The phone is off or has no network.
    case off
    /// There is no such number, or it is out of service (停机空号).
    case absent
    /// The handset or the carrier refused it.
    case refused
    /// It was not delivered within its life.
    case expired
    /// The subscriber opted out, or stands on a list.
    case blocked
    /// Nobody answered the call.
    case unanswered
    /// The line was engaged.
    case busy
    /// Gateway, carrier or device is broken.
    case fault
    /// It failed and nothing says why.
    case unknown
}
