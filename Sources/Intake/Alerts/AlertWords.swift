public import Alerts
public import Record

/// The words of an alert for those who hear it and those who read it: unchanged, but for the marks that drills must carry.
public struct AlertWords: Hashable, Sendable {
    /// The headline.
    public var headline: String
    /// What a loudspeaker says.
    public var spoken: String
    /// What a screen shows.
    public var shown: String
    /// The language of the words.
    public var language: String

    /// The words of an alert as it was received. A Cancel without words of its own says that the warning is over.
    ///
    /// - Parameters:
    ///   - event: what the warning was about, for a message that says nothing itself.
    ///   - nearDrill: a drill is near, so a real alert says that it is none.
    ///   - keepAway: what the end of a warning adds while people are still ordered to leave.
    public init(_ received: ReceivedAlert, event: String = "", nearDrill: Bool = false, keepAway: String? = nil) {
        let alert = received.alert
        let message = MessageText(alert)
        let words = message?.text ?? "\(event)预警已解除。"
        let plain = Self.ended(words, keepAway)
        let spokenText = Self.ended(received.channelText("SPEAKER") ?? words, keepAway)
        headline = message?.headline ?? words
        language = message?.language ?? "zh-CN"
        switch alert.status {
        case .exercise:
            headline = DrillMarking.shown(headline)
            spoken = DrillMarking.spoken(spokenText)
            shown = DrillMarking.shown(plain)
        default:
            // A screen may show the headline alone, and a person may read no further.
            if nearDrill { headline = DrillMarking.real(headline) }
            spoken = nearDrill ? DrillMarking.real(spokenText) : spokenText
            shown = nearDrill ? DrillMarking.real(plain) : plain
        }
    }
    /// A text with a sentence behind it.
    private static func ended(_ text: String, _ sentence: String?) -> String {
        guard let sentence else { return text }
        let isEnded = text.last.map { "。！？!?.\n".contains($0) } ?? true
        return text + (isEnded ? "" : "。") + sentence
    }
}

extension AlertWords {
    /// The words of an alert that was accepted, with the marks that the line of its acceptance asks for.
    public init(_ received: ReceivedAlert, accepted: AlertAccepted, hazards: HazardTable) {
        self.init(
            received, event: accepted.event, nearDrill: accepted.nearDrill,
            keepAway: accepted.keepAway == true ? hazards.evacuation.keepAway(in: "zh") : nil)
    }
}
