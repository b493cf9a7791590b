/// What a network says about a message on its way.
public enum MessageReport: String, Sendable, Hashable, Codable, CaseIterable {
    /// It has it and will try; not final.
    case accepted
    /// It is on its way; not final.
    case enroute
    /// The handset has it.
    case delivered
    /// The handset cannot take it.
    case undeliverable
    /// The number belongs to nobody.
    case unassigned
    /// The network refuses to carry it.
    case rejected
    /// The handset could not be reached in time.
    case expired

    /// Whether nothing comes after it.
    public var isFinal: Bool { self != .accepted && self != .enroute }

    /// The word in a receipt of SMPP 3.4, appendix B.
    public var word: String {
        switch self {
        case .accepted: "ACCEPTD"
        case .enroute: "ENROUTE"
        case .delivered: "DELIVRD"
        case .undeliverable, .unassigned: "UNDELIV"
        case .rejected: "REJECTD"
        case .expired: "EXPIRED"
        }
    }

    /// The value of message_state, SMPP 3.4, 5.2.28.
    public var state: UInt8 {
        switch self {
        case .enroute: 1
        case .delivered: 2
        case .expired: 3
        case .undeliverable, .unassigned: 5
        case .accepted: 6
        case .rejected: 8
        }
    }

    /// The network's own error, three digits; `000` is none.
    public var error: String {
        switch self {
        case .accepted, .enroute, .delivered: "000"
        case .unassigned: "001"
        case .undeliverable: "012"
        case .expired: "027"
        case .rejected: "099"
        }
    }

    /// In Chinese, for reports that are read by people, too.
    public var text: String {
        switch self {
        case .accepted: "运营商已接收"
        case .enroute: "发送中"
        case .delivered: "用户接收成功"
        case .undeliverable: "手机终端无法接收"
        case .unassigned: "空号"
        case .rejected: "运营商拒绝"
        case .expired: "关机或不在服务区"
        }
    }
}
