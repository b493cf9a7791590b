import Alerts
import Record

/// What gateways call the messages that they took, which gateway took which, and what they reported before they said that they had.
struct GatewayBook: Sendable {
    private struct Name: Hashable {
        var gateway: String
        var reference: String
    }

    private var deliveries: [Name: DeliveryID] = [:]
    private var takers: [DeliveryID: String] = [:]
    private var references: [DeliveryID: String] = [:]
    private var early: [Name: [ReportEarly]] = [:]
    private var earlyCount = 0
    private var parts: [DeliveryID: Set<Int>] = [:]
    private var reportedFailures: [DeliveryID: ReceiptAccepted] = [:]
    private var failures: [DeliveryID: Int] = [:]

    /// Reports that are kept for messages that nobody took yet; a gateway that invents references must not fill the memory.
    static let earlyLimit = 20_000

    /// The delivery that a gateway means.
    func delivery(_ reference: String, of gateway: String) -> DeliveryID? {
        deliveries[Name(gateway: gateway, reference: reference)]
    }

    /// The gateway that took a delivery last.
    func taker(of delivery: DeliveryID) -> String? { takers[delivery] }

    /// What the gateway that took a delivery last calls it; nil where it did not say.
    func reference(of delivery: DeliveryID) -> String? { references[delivery] }

    /// Reports that came before the gateway said that it took the message.
    func early(_ reference: String, of gateway: String) -> [ReportEarly] {
        early[Name(gateway: gateway, reference: reference)] ?? []
    }

    /// Whether no more early reports can be kept.
    var isFull: Bool { earlyCount >= Self.earlyLimit }

    /// The parts of a long message that have arrived.
    func parts(of delivery: DeliveryID) -> Set<Int> { parts[delivery] ?? [] }

    /// The failure that was reported of a delivery since it last went out.
    func reportedFailure(of delivery: DeliveryID) -> ReceiptAccepted? { reportedFailures[delivery] }

    /// How often a foreign device said that it could not do what it was ordered.
    func failures(of delivery: DeliveryID) -> Int { failures[delivery] ?? 0 }

    mutating func apply(_ entry: Entry) {
        switch entry {
        case .deliveriesRepeated(let moved): forgetReportedFailures(moved)
        case .deliveriesDispatched(let moved): note(moved)
        // A gateway that may have taken it is the one to be asked.
        case .deliveriesFailed(let moved) where moved.reason == .uncertain: note(moved)
        case .reportEarly(let report):
            early[Name(gateway: report.gateway, reference: report.reference), default: []].append(report)
            earlyCount += 1
        case .receiptAccepted(let receipt):
            if let part = receipt.part?.first { parts[receipt.delivery, default: []].insert(part) }
            if receipt.stage != nil { parts[receipt.delivery] = nil }
            noteReportedFailure(receipt)
            if receipt.failed != nil, receipt.isOfForeignDevice { failures[receipt.delivery, default: 0] += 1 }
        default: break
        }
    }

    private mutating func noteReportedFailure(_ receipt: ReceiptAccepted) {
        guard receipt.channel.isOverGateways else { return }
        if receipt.failed != nil { reportedFailures[receipt.delivery] = receipt }
        if let stage = receipt.stage, stage > .dispatched { reportedFailures[receipt.delivery] = nil }
    }

    private mutating func forgetReportedFailures(_ moved: DeliveriesMoved) {
        guard moved.channel.isOverGateways, !reportedFailures.isEmpty else { return }
        for endpoint in moved.endpoints {
            reportedFailures[DeliveryID(alert: moved.alert, action: .present, channel: moved.channel, endpoint: endpoint)] = nil
        }
    }

    private mutating func note(_ moved: DeliveriesMoved) {
        guard let gateway = moved.gateway else { return }
        for (index, endpoint) in moved.endpoints.enumerated() {
            let delivery = DeliveryID(alert: moved.alert, action: .present, channel: moved.channel, endpoint: endpoint)
            takers[delivery] = gateway
            references[delivery] = nil
            guard let reference = moved.references?[index], !reference.isEmpty else { continue }
            let name = Name(gateway: gateway, reference: reference)
            deliveries[name] = delivery
            references[delivery] = reference
            if let known = early.removeValue(forKey: name) { earlyCount -= known.count }
        }
    }

    /// Forgets deliveries of an alert that is closed.
    mutating func forget(_ closed: Set<DeliveryID>) {
        guard !closed.isEmpty, !takers.isEmpty || !failures.isEmpty || !reportedFailures.isEmpty else { return }
        reportedFailures = reportedFailures.filter { !closed.contains($0.key) }
        failures = failures.filter { !closed.contains($0.key) }
        deliveries = deliveries.filter { !closed.contains($0.value) }
        takers = takers.filter { !closed.contains($0.key) }
        references = references.filter { !closed.contains($0.key) }
        parts = parts.filter { !closed.contains($0.key) }
    }
}

extension ReceiptAccepted {
    /// Whether a foreign gateway said it of one of its loudspeakers or screens.
    fileprivate var isOfForeignDevice: Bool { gateway != nil && !channel.isOverGateways }
}
