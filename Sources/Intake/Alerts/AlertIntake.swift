public import Alerts
public import Community
import Crypto
public import Dissemination
public import Record

/// The door for alerts, whatever way they come: bytes to a message that the desk can judge, with what it means for this community.
public struct AlertIntake: Sendable {
    private let hazards: HazardTable
    private let register: @Sendable () -> Register?

    /// A door with a table of hazards and the register in force.
    public init(hazards: HazardTable, register: @escaping @Sendable () -> Register?) {
        self.hazards = hazards
        self.register = register
    }

    /// Reads a document. Every alert in it becomes an input of its own; bytes that cannot be acted on become one that says why.
    public func read(_ bytes: [UInt8], source: String) -> [(input: Input, original: OriginalDocument)] {
        let original = Self.original(bytes)
        do throws(AlertRefusal) {
            return try AlertDocument.read(bytes).map { (.alert(incoming($0, original: original, source: source)), original) }
        } catch {
            return [(.unreadable(source: source, original: original, reason: error.finding.rule), original)]
        }
    }

    /// Reads a kept document again, for the one alert of it that a person let go out.
    public func reread(_ bytes: [UInt8], alert: AlertID, source: String) -> IncomingAlert? {
        let received = (try? AlertDocument.read(bytes))?.first { $0.alert.id == alert }
        return received.map { incoming($0, original: Self.original(bytes), source: source) }
    }

    /// The hash and size of a document.
    public static func original(_ bytes: [UInt8]) -> OriginalDocument {
        let digits = HexDigits.text(of: SHA256.hash(data: bytes))
        return OriginalDocument(sha256: digits, size: bytes.count)
    }

    private func incoming(_ received: ReceivedAlert, original: OriginalDocument, source: String) -> IncomingAlert {
        let alert = received.alert
        let classification = hazards.classify(alert)
        let infos = alert.infos(for: ["zh"])
        return IncomingAlert(
            source: source, original: original, alert: alert, findings: rules(of: received.findings),
            hazard: classification.hazard, event: classification.event, kind: classification.kind,
            urgencyClass: classification.pace.rawValue, weather: classification.weather.map(\.rawValue),
            colour: classification.colour, expires: infos.compactMap { $0.expires?.moment }.max(),
            isAllClear: saysAllClear(infos), contradictsEnvelope: contradictsEnvelope(received),
            characters: AlertWords(received).spoken.count, target: target(of: infos))
    }

    /// The names of the rules that were broken, each once; the sentences may quote the message, so they stay out of the journal.
    private func rules(of findings: [Finding]) -> [String] {
        var seen: Set<String> = []
        return Array(findings.map(\.rule).filter { seen.insert($0).inserted }.prefix(20))
    }

    /// An Update ends its warning where it tells people that the danger is over (CAP 1.2 §3.2.2 responseType, urgency).
    private func saysAllClear(_ infos: [Info]) -> Bool {
        !infos.isEmpty && infos.allSatisfy { $0.responseTypes.contains(.allClear) || $0.urgency == .past }
    }

    private func contradictsEnvelope(_ received: ReceivedAlert) -> Bool {
        guard let envelope = received.envelopeStatus else { return false }
        return received.alert.status == .actual && envelope != Status.actual.rawValue
    }

    private func target(of infos: [Info]) -> IncomingAlert.Target? {
        guard let register = register() else { return nil }
        let target = register.target(of: infos.flatMap(\.areas))
        guard !target.isEmpty else { return nil }
        return IncomingAlert.Target(
            rule: target.rule.rawValue, households: target.households,
            places: HouseholdSet(ascending: target.places.map(UInt32.init)), registerSize: register.householdCount)
    }
}
