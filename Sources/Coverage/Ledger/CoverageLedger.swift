public import Alerts
public import Community
public import Foundation
public import Record

/// Coverage of all open alerts, as the journal's lines make it: the same code computes it live and from an export years later.
///
/// It knows nothing but the lines. Feed it every line in order, and ask it for reports at any time.
public struct CoverageLedger: Sendable {
    /// The policy in force; nil before the journal's first.
    public internal(set) var policy: Policy?
    /// The register version in force; nil before the journal's first.
    public internal(set) var roster: Roster?
    /// The zone of the community's clock.
    public internal(set) var zone = TimeZone(secondsFromGMT: 0) ?? .current {
        didSet { offsets = OffsetCache() }
    }
    /// The open alerts.
    public internal(set) var alerts: [AlertID: AlertCoverage] = [:]
    /// The open alerts in the order of their acceptance.
    public internal(set) var order: [AlertID] = []
    /// Devices and gateways.
    public internal(set) var links = DeviceLinks()
    /// Whether the broker can be spoken to.
    public internal(set) var isBrokerConnected = false
    /// Alerts whose figures moved since the caller last took note.
    public internal(set) var moved: Set<AlertID> = []

    var pendingRoster: Roster?
    /// The endpoints of the register version in force; nil before the first.
    public internal(set) var endpoints: Endpoints?
    var deliveries: [DeliveryID: DeliveryLocation] = [:]
    var offsets = OffsetCache()

    /// Where a delivery stands.
    public struct DeliveryLocation: Hashable, Sendable {
        /// Its alert.
        public var alert: AlertID
        /// The index of its table among the alert's.
        public var table: Int
        /// Its row there.
        public var row: Int
    }

    /// The ledger of an empty journal.
    public init() {}

    /// Finds a delivery of an open alert.
    public func location(of delivery: DeliveryID) -> DeliveryLocation? { deliveries[delivery] }

    /// The table of a delivery.
    public func table(at location: DeliveryLocation) -> DeliveryTable? { alerts[location.alert]?.deliveries[location.table] }

    /// A device of the register in force.
    public func device(_ name: String) -> RosterDevice? { endpoints?.device(name) }

    /// Weather that drowned loudspeakers at a moment, by the Actual alerts that were in force then. A receipt may come when the rain is
    /// over and still tell of a play that the rain drowned.
    public func weatherInForce(at moment: Moment) -> Set<String> {
        var weather: Set<String> = []
        for coverage in alerts.values where !coverage.accepted.weather.isEmpty && coverage.accepted.status == .actual {
            guard coverage.accepted.start <= moment, coverage.endedAt.map({ moment < $0 }) ?? true else { continue }
            weather.formUnion(coverage.accepted.weather)
        }
        return weather
    }

    /// Open alerts with a deadline in a span of time: when it passes, figures change although no line was written.
    public func alerts(withDeadlineIn span: Range<Moment>) -> [AlertID] {
        order.filter { alerts[$0]?.accepted.deadlines.all.contains(where: span.contains) ?? false }
    }

    /// Forgets which alerts moved, and says which had.
    public mutating func takeMoved() -> Set<AlertID> {
        defer { moved.removeAll(keepingCapacity: true) }
        return moved
    }

    /// Takes in the next line.
    ///
    /// - Throws: `CoverageError.policy` where a policy cannot be read.
    public mutating func apply(_ entry: Entry, at: Moment) throws(CoverageError) {
        switch entry {
        case .journalOpened(let opened): zone = TimeZone(identifier: opened.timezone) ?? zone
        case .serviceStarted, .serviceStopped: setBroker(connected: false)
        case .brokerState(let state): setBroker(connected: state.connected)
        case .configurationAdopted(let configuration): try adopt(configuration)
        case .registerBegun, .registerHouseholds, .registerVulnerable, .registerPlaces, .registerPhones, .registerDevices,
            .registerStaff, .registerExclusions, .registerDuty, .registerAdopted:
            try applyRegister(entry)
        case .alertAccepted(let accepted): open(accepted)
        case .alertEnded(let ended): end(ended, at: at)
        case .alertClosed(let closed): close(closed.alert)
        case .coverageDecided(let figures): noteVerdict(figures)
        case .doorRecorded, .roundRecorded, .recordVoided, .callPlanned, .callStepped, .callAnswered, .dutyAcknowledged:
            applyPeople(entry, at: at)
        default: applyDelivery(entry, at: at)
        }
    }

    private mutating func adopt(_ configuration: ConfigurationAdopted) throws(CoverageError) {
        guard configuration.name == "policy" else { return }
        policy = try configuration.content.decoded(Policy.self)
    }

    private mutating func setBroker(connected: Bool) {
        guard connected != isBrokerConnected else { return }
        isBrokerConnected = connected
        refreshAnswerability()
    }

    private mutating func open(_ accepted: AlertAccepted) {
        guard let roster, let endpoints, let policy, alerts[accepted.alert] == nil else { return }
        alerts[accepted.alert] = AlertCoverage(
            accepted: accepted, roster: roster, endpoints: endpoints, evidence: policy.evidence, people: policy.people)
        order.append(accepted.alert)
        moved.insert(accepted.alert)
    }

    /// An alert whose clock went on under an Update ends a second time, with that Update; its weather ended with the first.
    private mutating func end(_ ended: AlertEnded, at: Moment) {
        alerts[ended.alert].withValue { open in
            open.ended = ended
            open.clockEndedAt = at
            open.endedAt = open.endedAt ?? at
        }
        moved.insert(ended.alert)
    }

    private mutating func close(_ alert: AlertID) {
        for table in alerts[alert]?.deliveries ?? [] { for id in table.ids { deliveries[id] = nil } }
        alerts[alert] = nil
        order.removeAll { $0 == alert }
        moved.remove(alert)
    }

    private mutating func noteVerdict(_ figures: CoverageFigures) {
        guard case .object(let members) = figures.coverage, case .bool(let verdict)? = members["withinDeadline"] else { return }
        alerts[figures.alert]?.journaledVerdict = verdict
        moved.insert(figures.alert)
    }
}

/// Why coverage could not be computed.
public enum CoverageError: Error, Hashable, Sendable {
    /// A policy or register in the journal cannot be read; the text says what in it.
    case policy(String)
}

extension JSONValue {
    /// The value as the type of the room that knows its shape.
    ///
    /// - Throws: `CoverageError.policy` with what does not fit.
    public func decoded<Value: Decodable>(_ type: Value.Type) throws(CoverageError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: JSONEncoder().encode(self))
        } catch {
            throw .policy(String(describing: error))
        }
    }

    /// A value as JSON whose shape is not looked at.
    ///
    /// - Throws: `EncodingError` where a figure is not a number.
    public init(encoding value: some Encodable, zone: TimeZone) throws {
        let encoder = JSONEncoder()
        encoder.userInfo[Moment.zoneKey] = zone
        self = try JSONDecoder().decode(JSONValue.self, from: encoder.encode(value))
    }
}
