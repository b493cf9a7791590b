public import Alerts
public import Community
public import Record

extension Policy {
    /// The facts on which it depends whether a loudspeaker's play proves that it was heard.
    public struct PlayFacts: Sendable {
        /// The site was accepted on or before that day.
        public var accepted: Bool
        /// An indoor test is on file.
        public var indoorTest: Bool
        /// It was night where it played.
        public var night: Bool
        /// The weather in force drowns loudspeakers.
        public var drowned: Bool

        /// The facts of a play.
        public init(accepted: Bool, indoorTest: Bool, night: Bool, drowned: Bool) {
            self.accepted = accepted
            self.indoorTest = indoorTest
            self.night = night
            self.drowned = drowned
        }
    }

    /// What a stage of a channel proves at the most; nil where it proves nothing.
    public func grade(_ channel: Channel, _ stage: Stage) -> Grade? { grades[channel.rawValue]?[stage.rawValue] }

    /// What a loudspeaker's stage proves, given the facts of the play: without acceptance, and at night or in loud weather without an
    /// indoor test, never more than `sent`.
    public func loudspeakerGrade(_ stage: Stage, _ facts: PlayFacts) -> Grade? {
        guard let grade = grade(.loudspeaker, stage) else { return nil }
        let heard = facts.accepted && (facts.indoorTest || !(facts.night || facts.drowned))
        return heard ? grade : min(grade, .sent)
    }

    /// What a message's stage proves: at night a phone that has it is no proof that anybody woke, for the colours that the policy names.
    public func messageGrade(_ stage: Stage, colour: Colour, isNight: Bool) -> Grade? {
        guard let grade = grade(.sms, stage) else { return nil }
        let isAsleep = isNight && stage < .confirmed && audibility.silentMessages.contains(colour)
        return isAsleep ? min(grade, .sent) : grade
    }

    /// The row of a table by class and colour: slow hazards and orders to leave have their own.
    static func row(class urgencyClass: String, colour: Colour) -> String {
        ["gradual", Self.evacuation].contains(urgencyClass) ? urgencyClass : colour.rawValue
    }

    /// The class of orders to leave at once (立即转移).
    public static let evacuation = "evacuate"

    /// The deadlines of an alert that starts its clock.
    public func deadlines(class urgencyClass: String, colour: Colour, hazard: Hazard, start: Moment) -> Deadlines {
        guard let row = deadlines[Self.row(class: urgencyClass, colour: colour)] else { return Deadlines() }
        let closes = row.closingHazards?.contains(hazard) ?? true
        let vulnerable = closes && (row.vulnerableColours?.contains(colour) ?? true)
        func after(_ minutes: Int?) -> Moment? { minutes.map { start + .minutes(Int64($0)) } }
        return Deadlines(
            duty: after(row.duty), staff: after(row.staff), households: after(row.households),
            vulnerable: vulnerable ? after(row.vulnerable) : nil, doors: closes ? after(row.doors) : nil)
    }

    /// The colour that deadlines go by: the alert's own, else the one assumed for its hazard.
    public func effectiveColour(_ colour: Colour?, hazard: Hazard) -> Colour {
        colour ?? assumedColour[hazard.rawValue] ?? assumedColour["other"] ?? .yellow
    }

    /// When an alert is over: as it says, else after the life of its colour.
    public func expiry(_ said: Moment?, colour: Colour, sent: Moment) -> Moment {
        said ?? sent + .minutes(Int64(lifeMinutes[colour.rawValue] ?? 720))
    }
}
