public import Alerts

/// How a call ended, in the closed set of codes that a record of 叫应 has. Only `confirmed` closes a 叫应.
public enum CallResult: String, CaseIterable, Codable, Hashable, Sendable {
    /// 已应答确认: answered, and the key was pressed.
    case confirmed
    /// 接通未确认: answered without the key, as a voicemail, a child or a pocket does.
    case answered
    /// 无人接听: nobody answered.
    case unanswered
    /// 占线: engaged.
    case busy
    /// 关机: off, or without a network.
    case off
    /// 停机空号: out of service, or no such number.
    case absent
    /// 拒接: rejected.
    case refused
    /// 被转接: diverted to somewhere else.
    case diverted
    /// 通道故障: gateway or line broken.
    case fault

    /// The words of the record.
    public var words: String {
        switch self {
        case .confirmed: "已应答确认"
        case .answered: "接通未确认"
        case .unanswered: "无人接听"
        case .busy: "占线"
        case .off: "关机"
        case .absent: "停机空号"
        case .refused: "拒接"
        case .diverted: "被转接"
        case .fault: "通道故障"
        }
    }

    /// Why nobody was told; nil for calls that were answered.
    public var fault: DeliveryFault? {
        switch self {
        case .confirmed, .answered: nil
        case .unanswered: .unanswered
        case .busy: .busy
        case .off: .off
        case .absent: .absent
        case .refused: .refused
        case .diverted: .unknown
        case .fault: .fault
        }
    }
}

/// What a call's report proves.
public struct CallOutcome: Hashable, Sendable {
    /// What it means for the delivery.
    public enum Meaning: Hashable, Sendable {
        /// The key was pressed: `confirmed`.
        case confirmed
        /// Answered and heard through without a key: `delivered`. Kept apart, since a voicemail does the same.
        case heard
        /// Answered, and hung up too early or without any time known: no more than `dispatched`.
        case answeredBriefly
        /// Nobody was told.
        case failed(DeliveryFault)
        /// The code is not in the profile: kept, shown, and no proof of anything.
        case unclear
    }

    /// What it means.
    public var meaning: Meaning
    /// The code of the record; nil where the gateway's code is unknown.
    public var result: CallResult?
    /// When it happened at the far end: the end of the call, else its answer; nil where the gateway gives no times.
    public var at: Moment?
}

extension CallReport {
    /// What this report proves.
    ///
    /// Keys count only in a call that was answered; the call was heard through after `practice.heardSeconds`.
    public func outcome(_ practice: MessageTemplates.CallPractice) -> CallOutcome {
        guard let result else { return CallOutcome(meaning: .unclear, result: nil, at: ended) }
        guard result == .answered || result == .confirmed else {
            return CallOutcome(meaning: .failed(result.fault ?? .unknown), result: result, at: ended)
        }
        let time = ended ?? answered
        if practice.confirmingKeys.contains(where: keys.contains) {
            return CallOutcome(meaning: .confirmed, result: .confirmed, at: time)
        }
        let isHeard = (heardSeconds ?? 0) >= practice.heardSeconds
        return CallOutcome(meaning: isHeard ? .heard : .answeredBriefly, result: .answered, at: time)
    }

    /// Seconds between answer and end; where the gateway's own count differs, the smaller one.
    var heardSeconds: Int? {
        let between = answered.flatMap { start in ended.map { Int(($0 - start).milliseconds / 1000) } }
        return [between, seconds].compactMap(\.self).min()
    }
}
