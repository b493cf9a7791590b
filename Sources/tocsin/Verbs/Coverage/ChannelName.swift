import Community

/// Channels in words, Chinese first.
enum ChannelName {
    static func text(_ channel: Channel) -> String {
        switch channel {
        case .loudspeaker: "喇叭 loudspeaker"
        case .display: "显示屏 display"
        case .sms: "短信 sms"
        case .voice: "电话 voice"
        case .robot: "群机器人 robot"
        case .round: "巡回 round"
        case .door: "上门 door"
        }
    }
}
