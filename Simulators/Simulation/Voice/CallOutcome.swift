/// What becomes of a call; the list is closed. The status codes are this simulator's own, in the manner of Aliyun's VoiceReport.
public enum CallOutcome: String, Sendable, Hashable, Codable, CaseIterable {
    /// Answered, and a key was pressed: 200000 with `dtmf`.
    case key
    /// Answered by something or somebody that pressed no key: 200000 with an empty `dtmf`.
    case voicemail
    /// Engaged: 200002.
    case busy
    /// Rang and nobody answered: 200003.
    case noAnswer = "no-answer"
    /// Rang and was turned away: 200004.
    case refused
    /// Switched off or without signal: 200005.
    case off
    /// The number belongs to nobody: 200007.
    case unassigned
    /// The gateway could not place the call: 200010.
    case fault

    /// `status_code` of the report.
    public var code: String {
        switch self {
        case .key, .voicemail: "200000"
        case .busy: "200002"
        case .noAnswer: "200003"
        case .refused: "200004"
        case .off: "200005"
        case .unassigned: "200007"
        case .fault: "200010"
        }
    }

    /// `status_msg` of the report.
    var text: String {
        switch self {
        case .key, .voicemail: "用户接听"
        case .busy: "用户忙"
        case .noAnswer: "无人接听"
        case .refused: "用户拒接"
        case .off: "关机或不在服务区"
        case .unassigned: "空号"
        case .fault: "网关故障"
        }
    }

    /// Whether the phone rang, and whether the call was answered.
    var rings: Bool { [.key, .voicemail, .noAnswer, .refused].contains(self) }
    var isAnswered: Bool { self == .key || self == .voicemail }
}
