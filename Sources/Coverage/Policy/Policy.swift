public import Alerts
public import Community
import Record

/// The rules of a community by which warnings go out and evidence counts: the content of `policy.yaml`, and of the journal's
/// `configuration.adopted` under the name `policy`.
public struct Policy: Codable, Hashable, Sendable {
    /// What each stage of each channel proves at the most.
    public var grades: [String: [String: Grade]]
    /// When and in what weather a loudspeaker needs an indoor test on file to prove anything.
    public var audibility: Audibility
    /// Deadlines in minutes by class: `evacuate`, the four colours, and `gradual` for slow hazards of any colour.
    public var deadlines: [String: DeadlineMinutes]
    /// The colour that an alert without one is treated as, by hazard; `other` for those not named.
    public var assumedColour: [String: Colour]
    /// How long an alert without `expires` lives, in minutes, by colour.
    public var lifeMinutes: [String: Int]
    /// The channels that an alert goes out on, by colour.
    public var channels: [String: [Channel]]
    /// How often a loudspeaker plays a text, by colour.
    public var plays: [String: Int]
    /// When and how often deliveries are tried again.
    public var retry: Retry
    /// How messages and calls go over gateways.
    public var gateways: GatewayRules
    /// Tolerances of evidence.
    public var evidence: EvidenceRules
    /// How people are called and doors shared out; nil in journals from before there was any: nobody is called then.
    public var people: PeopleRules?
    /// What becomes of alerts that wait for a person who does not answer; nil in journals from before there was any: they wait.
    public var approval: ApprovalRules?

    /// How messages and calls go over gateways.
    public struct GatewayRules: Codable, Hashable, Sendable {
        /// The colours for which a message goes out again at once where nobody knows whether the gateway took it: twice is better than
        /// never.
        public var repeatUncertain: [Colour]
        /// Hours after a message within which words from its phone are taken as the answer to it.
        public var replyHours: Int
        /// When a gateway is asked about messages that it does not report on.
        public var inquiry: Inquiry
        /// Calls to the phones of households that are not reached yet.
        public var calls: CallRules
    }

    /// When a gateway that can be asked is asked about messages that it took, or may have taken, and told no more of. Gateways give up
    /// reports that they could not deliver, so a report that does not come is no proof of anything.
    public struct Inquiry: Codable, Hashable, Sendable {
        /// Seconds until the first question.
        public var firstSeconds: Int
        /// Seconds that the pause grows to at the most; each question waits as long again as the message is old.
        public var longestSeconds: Int
        /// Hours after which nothing more is to be expected.
        public var hours: Int

        /// Rules for questions.
        public init(firstSeconds: Int, longestSeconds: Int, hours: Int) {
            self.firstSeconds = firstSeconds
            self.longestSeconds = longestSeconds
            self.hours = hours
        }
    }

    /// When and how often a phone is called.
    public struct CallRules: Codable, Hashable, Sendable {
        /// Minutes from the start after which households that are not reached are called, by colour; a colour that is not named is not
        /// called for. At night they are called at once, since a message wakes nobody.
        public var afterMinutes: [String: Int]
        /// How often a phone that did not answer is called.
        public var attempts: Int
        /// Seconds between two calls to one phone.
        public var pauseSeconds: Int
    }

    /// What decides whether outdoor sound can be heard indoors.
    public struct Audibility: Codable, Hashable, Sendable {
        /// The hours of the night, local time.
        public var night: NightHours
        /// The weather that drowns a loudspeaker: `rain`, `gale`, `hail`.
        public var weather: [String]
        /// The colours whose messages prove nothing at night before somebody answers them.
        public var silentMessages: [Colour]
    }

    /// Hours of the night, which may pass midnight.
    public struct NightHours: Codable, Hashable, Sendable {
        /// The first minute, `22:00`.
        public var from: ClockTime
        /// The first minute that is no longer night, `06:00`.
        public var to: ClockTime

        /// Whether a time of day lies in the night.
        public func contains(secondOfDay second: Int) -> Bool {
            let minute = second / 60
            return from.minute <= to.minute
                ? (from.minute..<to.minute).contains(minute) : minute >= from.minute || minute < to.minute
        }
    }

    /// Deadlines in minutes from the start; nil where the class asks nothing.
    public struct DeadlineMinutes: Codable, Hashable, Sendable {
        /// The duty officer acknowledges.
        public var duty: Int?
        /// Staff, helpers and receivers have answered.
        public var staff: Int?
        /// All households are reached.
        public var households: Int?
        /// All vulnerable persons are confirmed.
        public var vulnerable: Int?
        /// The rest is closed by door.
        public var doors: Int?
        /// The hazards to which `vulnerable` and `doors` are limited; nil for all.
        public var closingHazards: [Hazard]?
        /// The colours to which `vulnerable` is limited; nil for all.
        public var vulnerableColours: [Colour]?
    }

    /// How deliveries are tried again.
    public struct Retry: Codable, Hashable, Sendable {
        /// Seconds until the first repeat of a delivery that was not answered.
        public var firstSeconds: Int
        /// Seconds that the pause grows to at the most; each is twice the one before.
        public var longestSeconds: Int
        /// The share of a pause by which it varies at random, 0...1.
        public var jitter: Double
    }

    /// Tolerances of evidence.
    public struct EvidenceRules: Codable, Hashable, Sendable {
        /// Characters that nobody speaks faster than, a second; a play that was shorter did not happen.
        public var charactersPerSecond: Double
        /// How far a far end's clock may be off, in milliseconds, for its own time to count.
        public var clockToleranceMilliseconds: Int64
        /// For how long a clock that was seen right is trusted, in hours.
        public var clockTrustHours: Int
        /// The residents above which a household is reached only by its receiver's confirmation, or face to face.
        public var largestUnit: Int
        /// Hours after a deadline in which late evidence of timely events still counts.
        public var lateHours: Int
        /// Receipts a minute from one device that are journaled one by one although they change nothing.
        public var unusedReceiptsPerMinute: Int
        /// Hours after the start before which no alert is closed.
        public var closeAfterHours: Int
    }
}

/// A time of day to the minute, written `22:00`.
public struct ClockTime: Codable, Hashable, Sendable {
    /// Minutes since midnight, 0...1439.
    public var minute: Int

    /// A time of day from `HH:MM`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }), let hours = Int(parts[0]), let minutes = Int(parts[1]),
            (0..<24).contains(hours), (0..<60).contains(minutes)
        else { return nil }
        minute = hours * 60 + minutes
    }

    /// Reads `22:00`.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = ClockTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(text) is not a time of day of the form \"22:00\""))
        }
        self = time
    }

    /// Writes `22:00`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        let hours = minute / 60
        let rest = minute % 60
        try container.encode("\(hours < 10 ? "0" : "")\(hours):\(rest < 10 ? "0" : "")\(rest)")
    }
}
