public import Alerts

/// What a device makes of a text: the words it adds so that nobody takes a drill for the real thing, and how long it takes.
public struct Announcement: Sendable, Hashable {
    /// `drill` or `test`; nil for the real thing.
    public let mark: Mark?
    /// Characters said in one play, the device's own words included.
    public let characters: Int
    /// How often it is said.
    public let plays: Int

    /// How a device marks what is not real.
    public enum Mark: String, Sendable, Hashable, Codable {
        case drill, test

        /// The words that a loudspeaker begins with, unless the text does already.
        public var spoken: String {
            switch self {
            case .drill: "这是演练。"
            case .test: "这是测试。"
            }
        }
    }

    /// What becomes of a command's text.
    public init(_ command: DeviceCommand) {
        mark =
            switch command.status {
            case .actual: nil
            case .exercise: .drill
            case .test, .system, .draft: .test
            }
        let added = mark.map { command.text.hasPrefix(String($0.spoken.dropLast())) ? 0 : $0.spoken.count } ?? 0
        characters = command.text.count + added
        plays = command.plays
    }

    /// How long a device is busy with it: a loudspeaker with every play and the pauses between them, at least a second a
    /// play; a display until the text stands on the screen.
    public func duration(on channel: DeviceChannel, _ traits: DeviceTraits) -> Span {
        let milliseconds =
            switch channel {
            case .display: Double(traits.rendering.milliseconds)
            case .loudspeaker:
                max(Double(characters) / traits.charactersPerSecond, 1) * 1000 * Double(plays)
                    + Double(traits.pause.milliseconds) * Double(plays - 1)
            }
        return .milliseconds(Int64((milliseconds / traits.speed).rounded(.up)))
    }
}
