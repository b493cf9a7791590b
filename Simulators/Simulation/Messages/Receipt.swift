public import Alerts

/// What a device answers about one delivery.
public struct Receipt: Sendable, Hashable {
    /// The stages that a loudspeaker or a display can speak of.
    public enum Stage: String, Sendable, Hashable, Codable, CaseIterable {
        case delivered, presented, withdrawn, failed
    }

    /// Why it failed.
    public enum Reason: String, Sendable, Hashable, Codable {
        case offline, rejected, expired, fault, busy
    }

    /// What a loudspeaker says about a play that reached its end.
    public struct Playing: Sendable, Hashable {
        /// When the first play began, by the device's clock.
        public var startedAt: Moment
        /// When the last play ended, by the device's clock.
        public var endedAt: Moment
        /// How often it was played in full.
        public var plays: Int

        /// A play by its beginning, end and number.
        public init(startedAt: Moment, endedAt: Moment, plays: Int) {
            self.startedAt = startedAt
            self.endedAt = endedAt
            self.plays = plays
        }
    }

    /// The delivery that it is about.
    public var delivery: String
    /// How far it got.
    public var stage: Stage
    /// When, by the device's clock.
    public var at: Moment
    /// Why it failed; only with `failed`.
    public var reason: Reason?
    /// The play; only with `presented`, and only from a loudspeaker.
    public var playing: Playing?

    /// A receipt with its parts.
    public init(delivery: String, stage: Stage, at: Moment, reason: Reason? = nil, playing: Playing? = nil) {
        self.delivery = delivery
        self.stage = stage
        self.at = at
        self.reason = reason
        self.playing = playing
    }

    /// The JSON text, times written with an offset of so many minutes east of Greenwich.
    public func payload(offsetMinutes: Int) -> [UInt8] {
        var json = JSONText(offsetMinutes: offsetMinutes)
        json.member("v", 1)
        json.member("delivery", delivery)
        json.member("stage", stage.rawValue)
        json.member("at", at)
        if let reason { json.member("reason", reason.rawValue) }
        if let playing {
            json.member("startedAt", playing.startedAt)
            json.member("endedAt", playing.endedAt)
            json.member("plays", playing.plays)
        }
        return json.object
    }
}
