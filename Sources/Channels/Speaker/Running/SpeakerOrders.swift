public import Alerts
import Community
import Dissemination
import Record
import Synchronization

/// Makes orders for foreign loudspeakers and screens from what the desk wants to go out.
public final class SpeakerOrders: Sendable {
    private let content: @Sendable (AlertID) -> AlertContent?
    private let speech: Speech?
    private let cache = Mutex<[AlertID: AlertContent]>([:])

    /// Alerts whose content is kept at the most; hundreds of devices get the same.
    private static let cacheLimit = 16

    /// Orders of alerts; `content` finds what an alert says, `speech` makes it sound.
    public init(speech: Speech?, content: @escaping @Sendable (AlertID) -> AlertContent?) {
        self.speech = speech
        self.content = content
    }

    /// The order; nil where the alert says nothing.
    func order(_ dispatch: Dispatch, audio: Sound?) -> SpeakerOrder? {
        guard let content = known(dispatch.alert) else { return nil }
        return SpeakerOrder(
            device: dispatch.endpoint, reference: SpeakerReference(dispatch.delivery, failures: dispatch.failures).description,
            text: dispatch.channel == .loudspeaker ? content.spoken : content.shown, plays: content.plays,
            priority: content.priority, language: content.language, audio: audio?.url)
    }

    /// The sound of what a loudspeaker is to play, which begins to be made when it is asked for.
    func sound(_ dispatch: Dispatch) -> Speech.State {
        guard let speech, dispatch.channel == .loudspeaker, dispatch.action == .present, let content = known(dispatch.alert)
        else { return .none }
        return speech.sound(content.spoken, language: content.language)
    }

    private func known(_ alert: AlertID) -> AlertContent? {
        if let known = cache.withLock({ $0[alert] }) { return known }
        guard let found = content(alert) else { return nil }
        cache.withLock { cache in
            if cache.count >= Self.cacheLimit { cache.removeAll() }
            cache[alert] = found
        }
        return found
    }
}

extension SpeakerProfile {
    /// Whether orders name the address of a sound.
    public var wantsSound: Bool {
        var templates = http?.order.templates ?? []
        if let mqtt { templates += RequestTemplate(url: mqtt.order.topic, body: mqtt.order.body).templates }
        return templates.contains { $0.names.contains("audio") }
    }
}
