/// How the HTTP gateway for short messages is set up.
public struct TextGatewayOptions: Sendable, Hashable {
    /// The signatures (签名) that were reviewed; empty lets any.
    public var signs: Set<String> = []
    /// The number that its messages come from and that replies go to.
    public var code = "10690000"
    /// How many messages a second are taken; beyond that `BUSINESS_LIMIT_CONTROL`. nil takes all.
    public var rate: Double?
    /// How many segments are paid for; then `AMOUNT_NOT_ENOUGH`. nil is no limit.
    public var balance: Int?
    /// Where reports are pushed; nil pushes none.
    public var reportURL: PushURL?
    /// Where replies are pushed; nil pushes none.
    public var replyURL: PushURL?

    /// A gateway that takes everything and pushes nothing.
    public init() {}
}

/// What the HTTP gateway did, in sums.
public struct TextGatewayAccount: Codable, Sendable, Hashable {
    /// Messages taken, and the segments that they are billed as.
    public var messages = 0, segments = 0
    /// Submissions refused, by code.
    public var refused: [String: Int] = [:]
    /// Submissions answered with 503, and those whose answer was lost on purpose after they were taken or refused.
    public var unavailable = 0, answersLost = 0
    /// Queries answered, by state.
    public var queries: [String: Int] = [:]
}
