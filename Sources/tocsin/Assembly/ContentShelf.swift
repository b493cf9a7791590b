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

    /// What devices are told of an open alert; nil where it is not open or its document is gone.
    func content(_ alert: AlertID) -> AlertContent? {
        guard let accepted = try? writer.read({ $0.coverage.alerts[alert]?.accepted }),
            let policy = try? writer.read({ $0.coverage.policy }),
            let bytes = try? store.original(sha256: accepted.original.sha256),
            let received = (try? AlertDocument.read(bytes))?.first(where: { $0.alert.id == alert })
        else { return nil }
        let words = AlertWords(received, event: accepted.event, nearDrill: accepted.nearDrill)
        return AlertContent(
            alert: alert, status: accepted.status, msgType: accepted.msgType, hazard: accepted.hazard, event: accepted.event,
            colour: accepted.colour, priority: accepted.effectiveColour.priority, headline: words.headline,
            spoken: words.spoken, shown: words.shown, language: words.language,
            issuer: hazards.issuers.issuer(of: received.alert), plays: plays(accepted, policy),
            sent: received.alert.sent.timestamp, expires: accepted.expires.stamped(in: zone), cap: cap(received, bytes))
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
