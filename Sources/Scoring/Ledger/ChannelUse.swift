import Community

/// By which channels an alert got anywhere. Receipts come in masses, so this is two bytes.
struct ChannelUse: Hashable, Sendable {
    /// Channels whose endpoints had it.
    var used = ChannelSet()
    /// Channels whose evidence proves that it reached somebody.
    var relied = ChannelSet()
}

/// A set of channels.
struct ChannelSet: Hashable, Sendable {
    private var bits: UInt8 = 0

    mutating func insert(_ channel: Channel) { bits |= Self.bit(channel) }

    mutating func formUnion(_ other: ChannelSet) { bits |= other.bits }

    func contains(_ channel: Channel) -> Bool { bits & Self.bit(channel) != 0 }

    /// The channels, in the order of the vocabulary.
    var channels: [Channel] { Channel.allCases.filter(contains) }

    private static func bit(_ channel: Channel) -> UInt8 {
        switch channel {
        case .loudspeaker: 1
        case .display: 2
        case .sms: 4
        case .voice: 8
        case .robot: 16
        case .round: 32
        case .door: 64
        }
    }
}
