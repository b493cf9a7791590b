public import Alerts

/// How the voice gateway is set up, and what people do with its calls: shares of all calls (0...1); what is left over is
/// answered with a key. Each call is drawn anew, but a phone that is off or a number that belongs to nobody stays so.
public struct VoiceOptions: Sendable, Hashable {
    /// Answered without a key.
    public var voicemail = 0.0
    /// Engaged.
    public var busy = 0.0
    /// Switched off.
    public var off = 0.0
    /// Rang and nobody answered.
    public var noAnswer = 0.0
    /// Belongs to nobody.
    public var unassigned = 0.0
    /// Turned away.
    public var refused = 0.0
    /// Could not be placed.
    public var fault = 0.0
    /// The key that is pressed.
    public var key = "1"
    /// How long until it rings, how long it rings until somebody answers, and until nobody does.
    public var setUp: ClosedRange<Span> = .seconds(1) ... .seconds(4)
    /// How long it rings until somebody answers.
    public var ringing: ClosedRange<Span> = .seconds(3) ... .seconds(20)
    /// How long it rings where nobody answers.
    public var patience = Span.seconds(45)
    /// How many calls a second are taken; beyond that `BUSINESS_LIMIT_CONTROL`. nil takes all.
    public var rate: Double?
    /// Whether one number is called at most once a minute, 5 times an hour and 20 times a day, as with Aliyun.
    public var limitsCallee = false
    /// Where reports are pushed; nil pushes none.
    public var reportURL: PushURL?

    /// Calls that are all answered with a key.
    public init() {}

    /// These options with their times as a run plays them.
    func paced(_ scale: Double) -> VoiceOptions {
        var options = self
        options.setUp = setUp.paced(scale)
        options.ringing = ringing.paced(scale)
        options.patience = patience.paced(scale)
        return options
    }

    /// What becomes of the `attempt`-th call to a number.
    public func outcome(_ number: MobileNumber, _ habit: HandsetHabit?, attempt: Int, _ chance: Chance) -> CallOutcome {
        guard let habit else { return HandsetTable.call(number, attempt: attempt) }
        if habit.reach == .off { return .off }
        if habit.reach == .unassigned { return .unassigned }
        let lasting = Lot(chance.share("call-lasting", number.digits)).first(of: [
            (CallOutcome.off, off), (.unassigned, unassigned),
        ])
        let rest = max(1 - off - unassigned, 1e-9)
        return lasting
            ?? Lot(chance.share("call", number.digits, attempt) * rest).first(of: [
                (.voicemail, voicemail), (.busy, busy), (.noAnswer, noAnswer), (.refused, refused), (.fault, fault),
            ]) ?? .key
    }
}

/// What the voice gateway did, in sums.
public struct VoiceAccount: Codable, Sendable, Hashable {
    /// Calls taken, orders refused by code, and calls ended by outcome.
    public var calls = 0, refused: [String: Int] = [:], ended: [String: Int] = [:]
    /// Orders answered with 503, and those whose answer was lost on purpose.
    public var unavailable = 0, answersLost = 0
}
