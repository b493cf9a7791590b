import Alerts
import Channels
import Coverage
import Dissemination
import Engine
import Foundation
import Intake
import Record
import Storage

/// Finds what an alert says, in the document that was kept as it came.
struct ContentShelf: Sendable {
    let store: any JournalReader
    let writer: JournalWriter
    let hazards: HazardTable
    let zone: TimeZone
    /// The community's name, for alerts that name no area.
    let community: @Sendable () -> String

    /// What devices are told of an open alert; nil where it is not open or its document is gone.
    func content(_ alert: AlertID) -> AlertContent? {
        guard let (accepted, received, bytes) = open(alert), let policy = try? writer.read({ $0.coverage.policy }) else {
            return nil
        }
        let words = AlertWords(received, accepted: accepted, hazards: hazards)
        return AlertContent(
            alert: alert, status: accepted.status, msgType: accepted.msgType, hazard: accepted.hazard, event: accepted.event,
            colour: accepted.colour, priority: accepted.effectiveColour.priority, headline: words.headline,
            spoken: words.spoken, shown: words.shown, language: words.language,
            issuer: issuer(received.alert, accepted), plays: plays(accepted, policy),
            sent: received.alert.sent.timestamp, expires: expiry(received.alert, accepted, policy).stamped(in: zone),
            cap: cap(received, bytes))
    }

    /// When a warning is over by the alert itself, since the journal's time may run ahead of a clock that went back.
    private func expiry(_ alert: Alert, _ accepted: AlertAccepted, _ policy: Policy) -> Moment {
        let isForPeople = accepted.status == .actual || accepted.status == .exercise
        guard isForPeople, accepted.msgType != .cancel else { return accepted.expires }
        let said = alert.infos(for: ["zh"]).compactMap { $0.expires?.moment }.max()
        return min(accepted.expires, policy.expiry(said, colour: accepted.effectiveColour, sent: accepted.sent))
    }

    /// What an open alert says to people in a language, for messages, calls and posts; nil where it is not open or its document is gone.
    func facts(_ alert: AlertID, _ language: String) -> MessageFacts? {
        guard let (accepted, received, _) = open(alert) else { return nil }
        let wishes = [language, "zh"]
        let infos = received.alert.infos(for: wishes)
        let message = MessageText(received.alert, languages: wishes)
        let areas = infos.flatMap(\.areas).map(\.areaDesc).filter { !$0.isEmpty }
        return MessageFacts(
            status: accepted.status, nearDrill: accepted.nearDrill, msgType: accepted.msgType, kind: accepted.kind,
            hazard: accepted.hazard, event: accepted.event, colour: accepted.colour,
            area: areas.isEmpty ? community() : areas.joined(separator: "、"),
            instruction: infos.lazy.compactMap(\.instruction).first, text: message?.text,
            ownText: received.channelText("SMS"), issuer: issuer(received.alert, accepted),
            sent: received.alert.sent.moment.stamped(in: zone), language: language, keepAway: keepAway(accepted, language))
    }

    /// What the end of a warning adds while people are still ordered to leave.
    private func keepAway(_ accepted: AlertAccepted, _ language: String) -> String? {
        accepted.keepAway == true ? hazards.evacuation.keepAway(in: language) : nil
    }

    /// The issuing unit; a Cancel that names none speaks for the unit of what it ends.
    private func issuer(_ alert: Alert, _ accepted: AlertAccepted) -> String {
        let units = hazards.issuers
        return units.unit(of: alert) ?? accepted.replaces.lazy.compactMap { open($0).flatMap { units.unit(of: $0.1.alert) } }
            .first
            ?? alert.sender
    }

    /// An open alert as it was accepted and received, with its bytes.
    private func open(_ alert: AlertID) -> (AlertAccepted, ReceivedAlert, [UInt8])? {
        guard let accepted = try? writer.read({ $0.coverage.alerts[alert]?.accepted }),
            let bytes = try? store.original(sha256: accepted.original.sha256),
            let received = (try? AlertDocument.read(bytes))?.first(where: { $0.alert.id == alert })
        else { return nil }
        return (accepted, received, bytes)
    }

    /// A Cancel is told once.
    private func plays(_ accepted: AlertAccepted, _ policy: Policy) -> Int {
        accepted.msgType == .cancel ? 1 : policy.plays[accepted.effectiveColour.rawValue] ?? 1
    }

    /// A CAP document goes on byte for byte; other forms are written as CAP.
    private func cap(_ received: ReceivedAlert, _ bytes: [UInt8]) -> [UInt8] {
        received.dialect == .cap12 && received.envelopeStatus == nil ? bytes : CAPWriter.xml(received.alert)
    }
}
