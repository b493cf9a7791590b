public import Alerts
public import Community
public import Record

/// What happens to a personal link.
public enum IncomingLink: Hashable, Sendable {
    /// A browser opens it; the mark is its own. It is bound to the first that does.
    case opened(LinkID, browser: LinkID)
    /// It is to be good no more.
    case revoked(LinkID, by: Pseudonym?)
    /// Somebody needs a new one on their phone: the old one is good no more, and the message with the new one goes out again for every
    /// warning in force that they are called or have tasks for.
    case renewed(Pseudonym, by: Pseudonym?)
}

/// Somebody behind a phone taps 我已收到 on the page that a message's link leads to.
public struct IncomingConfirmation: Hashable, Sendable {
    /// The delivery of the message.
    public var delivery: DeliveryID
    /// When, by the phone's clock.
    public var at: Moment?
    /// What the phone's clock showed when it sent this.
    public var sentAt: Moment?

    /// A tap.
    public init(delivery: DeliveryID, at: Moment? = nil, sentAt: Moment? = nil) {
        self.delivery = delivery
        self.at = at
        self.sentAt = sentAt
    }
}
