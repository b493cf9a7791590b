import Alerts
public import Foundation

/// Holds the figures that a service shows for an alert against what the devices really did.
public struct Comparison: Sendable {
    /// One figure, as the service shows it and as the devices' account gives it.
    public struct Line: Sendable, Hashable {
        /// What is compared.
        public var name: String
        /// The service's figure.
        public var shown: Int
        /// The figure of the account.
        public var account: Int

        /// Whether the two agree.
        public var agrees: Bool { shown == account }
    }

    private struct Coverage: Decodable {
        struct Counts: Decodable {
            var households: Int
            var residents: Int
        }
        struct Channel: Decodable {
            var channel: String
            var presented: Int
        }
        var alert: String
        var start: String
        var target: Counts
        var covered: Counts
        struct Grades: Decodable {
            var told: Double?
        }
        var channels: [Channel]
        var grade: Grades
    }

    /// Every figure that was compared.
    public let lines: [Line]

    /// Compares coverage as published with an account and the register.
    ///
    /// - Throws: `DecodingError` where the coverage cannot be read, `Missing` where the account does not know the alert.
    ///
    /// - Parameters:
    ///   - telephony: the phones' side, for a run in which they got messages of a red warning.
    ///   - workers: what workers in the field did, for a run in which they went from door to door.
    public init(
        coverage bytes: Data, account: CommunityAccount, earshot: Earshot, telephony: Telephony? = nil,
        workers: [WorkerAccount] = []
    ) throws {
        let coverage = try JSONDecoder().decode(Coverage.self, from: bytes)
        guard let alert = account.alerts.first(where: { $0.alert == coverage.alert }) else {
            throw Missing(alert: coverage.alert)
        }
        let played = Set(alert.presentedAcknowledged)
        func presented(_ channel: DeviceChannel) -> [String] {
            account.deliveries.filter { $0.alert == alert.alert && $0.channel == channel && played.contains($0.device) }.map(
                \.device)
        }
        func shown(_ channel: DeviceChannel) -> Int {
            coverage.channels.filter { $0.channel == channel.rawValue }.reduce(0) { $0 + $1.presented }
        }
        let zone = Timestamp(coverage.start)?.offsetMinutes ?? 480
        let phones = telephony?.reached(isUrgent: true, offsetMinutes: zone) ?? (delivered: [], confirmed: [])
        let told = workers.reduce(into: Set<String>()) { $0.formUnion($1.told) }
        let heard = workers.reduce(into: Set<String>()) { $0.formUnion($1.heard) }
        let (all, reached) = (
            earshot.all,
            earshot.reached(
                by: presented(.loudspeaker), delivered: phones.delivered.union(heard), confirmed: phones.confirmed.union(told))
        )
        lines = [
            Line(name: "loudspeakers that played", shown: shown(.loudspeaker), account: presented(.loudspeaker).count),
            Line(name: "displays that showed it", shown: shown(.display), account: presented(.display).count),
            Line(name: "households in the target", shown: coverage.target.households, account: all.households),
            Line(name: "households reached", shown: coverage.covered.households, account: reached.households),
            Line(name: "residents reached", shown: coverage.covered.residents, account: reached.residents),
            Line(
                name: "residents told at their doors, of 100,000", shown: Int(((coverage.grade.told ?? 0) * 100_000).rounded()),
                account: all.residents == 0 ? 0 : earshot.residents(of: told) * 100_000 / all.residents),
        ]
    }

    /// The account does not know the alert that the coverage is of.
    public struct Missing: Error, CustomStringConvertible {
        /// The alert's 16 digits.
        public var alert: String

        /// For people.
        public var description: String { "no device has heard of alert \(alert)" }
    }
}
