public import Alerts

/// What one phone really got and did.
public struct PhoneAccount: Codable, Sendable, Hashable {
    /// Its number.
    public var phone: MobileNumber
    /// Whether it stands in the register that the run was given.
    public var known: Bool
    /// Whether and when messages get to it, and what its owner answers; by its last digits, if the run went by those.
    public var habit: HandsetHabit?
    /// Submissions for it that a gateway refused, by the code of the answer.
    public var refused: [String: Int] = [:]
    /// Messages that a gateway took for it, in order.
    public var messages: [MessageAccount] = []
    /// Calls that the voice gateway took for it, in order.
    public var calls: [CallAccount] = []

    /// Messages that arrived whole.
    public var arrived: [MessageAccount] { messages.filter { $0.arrivedAt != nil } }
}

/// One message, from a gateway's taking it to the owner's answer.
public struct MessageAccount: Codable, Sendable, Hashable {
    /// The gateways that carry messages.
    public enum Gateway: String, Codable, Sendable, Hashable {
        /// The HTTP gateway.
        case http
        /// The SMSC.
        case smpp
    }

    /// The gateway that took it.
    public var gateway: Gateway
    /// The caller's own reference; SMPP has none.
    public var ref: String?
    /// The gateway's ids: one, or over SMPP one for each segment as it came.
    public var ids: [String]
    /// Who it is from, and the text as shown on the handset; nil while segments are missing.
    public var sender: String, text: String? = nil
    /// Segments in all, and those that the handset has.
    public var segments: Int, segmentsArrived = 0
    /// Segments that came a second time while others were missing.
    public var segmentsRepeated = 0
    /// When the first submission was taken, and when the handset had the whole text.
    public var takenAt: Moment, arrivedAt: Moment? = nil
    /// Submissions that were taken, and whose answer was lost on purpose.
    public var answersLost = 0
    /// Whether it was lost on purpose after it was taken.
    public var dropped = false
    /// The network's last word.
    public var end: MessageReport?
    /// Reports given to the other side, and those that it acknowledged, by what they say.
    public var reports: [String: Int] = [:], acknowledged: [String: Int] = [:]
    /// What the owner answered and when; whether the other side acknowledged it.
    public var reply: String?, repliedAt: Moment?, replyAcknowledged = false
}

/// One call, from the gateway's taking it to its end.
public struct CallAccount: Codable, Sendable, Hashable {
    /// The gateway's id and the caller's own reference.
    public var id: String, ref: String?
    /// What was to be spoken, and how often.
    public var text: String, plays: Int
    /// What became of it.
    public var outcome: CallOutcome
    /// When it was taken, when the phone rang, when somebody or something answered, and when it was over.
    public var takenAt: Moment, rangAt: Moment? = nil, answeredAt: Moment? = nil, endedAt: Moment? = nil
    /// The key that was pressed.
    public var key: String?
    /// Whether the answer to the order was lost on purpose.
    public var answerLost = false
    /// Reports pushed, and those that the other side acknowledged.
    public var reports = 0, acknowledged = 0
}
