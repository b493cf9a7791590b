public import Alerts
public import Community

/// `duty.woken`: a duty officer was told, by a message or call, that an alert waits for a decision. It proves nothing; the decision does.
public struct DutyWoken: Codable, Hashable, Sendable {
    /// The alert that waits.
    public var alert: AlertID
    /// The pseudonym of who was told.
    public var staff: Pseudonym
    /// `sms` or `voice`.
    public var channel: Channel
    /// The gateway that was to tell them.
    public var gateway: String
    /// The gateway's own name for it; nil where it has none.
    public var reference: String?
    /// Why it failed; nil where the gateway took it.
    public var failed: FailureReason?

    /// A wake-up.
    public init(
        alert: AlertID, staff: Pseudonym, channel: Channel, gateway: String, reference: String? = nil,
        failed: FailureReason? = nil
    ) {
        self.alert = alert
        self.staff = staff
        self.channel = channel
        self.gateway = gateway
        self.reference = reference
        self.failed = failed
    }
}
