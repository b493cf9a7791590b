import Alerts
import Dissemination
import Engine
import Logging
import Record
import ServiceLifecycle

/// Asks a foreign gateway what became of orders, for as long as they have not ended; what the journal says is awaited is asked for, so a
/// restart loses nothing.
struct SpeakerInquiry: Sendable {
    let line: SpeakerLine
    let reception: SpeakerReception
    let basket: OutcomeBasket
    let writer: JournalWriter
    let logger: Logger
    let now: @Sendable () -> Moment

    /// How often it is looked for what is to be asked.
    private static let round = Duration.milliseconds(500)

    /// Asks until it is told to stop; a gateway that cannot be asked never is.
    func run() async {
        guard let http = line.profile.http, http.query != nil else { return }
        var schedule = InquirySchedule(http.asking)
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            try? await Task.sleep(for: Self.round)
            do {
                let awaited = try await writer.async { [name = line.name] writer in
                    try writer.read { $0.awaitedOrders(over: name) }
                }
                let inputs = await ask(schedule.due(awaited, at: now()), &schedule)
                if !inputs.isEmpty { try await writer.async { _ = try $0.submit(inputs) } }
            } catch {
                logger.error("states of orders wait for the journal", metadata: ["error": "\(error)"])
            }
        }
    }

    private func ask(_ due: [AwaitedOrder], _ schedule: inout InquirySchedule) async -> [Input] {
        await withTaskGroup(of: [Input].self) { group in
            for order in due where line.reserve(1) == 1 {
                schedule.noteAsked(order, at: now())
                group.addTask { await found(order) }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// What a gateway says of an order that is news.
    private func found(_ order: AwaitedOrder) async -> [Input] {
        let (asked, news) = await line.ask(device: order.device, reference: order.reference.description)
        if let news { await writer.note(news, of: line.name, taking: "orders", logger) }
        switch asked {
        case .nothing: return []
        case .unseen: return lost(order)
        case .states(let pushed):
            return pushed.items.filter { $0.isNews(for: order) }.compactMap { reception.input($0, of: line.name) }
        }
    }

    /// The gateway has no such order: it goes out again, or needs not be taken back.
    private func lost(_ order: AwaitedOrder) -> [Input] {
        guard order.isWithdrawn else {
            basket.add(
                DispatchOutcome(
                    delivery: order.delivery, action: .present, result: .failed(.offline), gateway: line.name, reference: nil))
            return []
        }
        let receipt = IncomingReceipt(
            device: order.device, delivery: order.delivery, stage: "withdrawn", at: nil, gateway: line.name,
            failures: order.failures)
        return [.receipt(receipt)]
    }

    /// Asks a gateway that gave no answer whether it has the order; where it cannot be asked, nobody knows.
    func clarified(_ order: SpeakerOrder) async -> DispatchOutcome.Result {
        guard line.reserve(1) == 1 else { return .failed(.uncertain) }
        let (asked, news) = await line.ask(device: order.device, reference: order.reference)
        if let news { await writer.note(news, of: line.name, taking: "orders", logger) }
        switch asked {
        case .states(let pushed): return pushed.items.isEmpty ? .failed(.uncertain) : .accepted
        case .unseen: return .failed(.offline)
        case .nothing: return .failed(.uncertain)
        }
    }
}

extension SpeakerReport {
    /// Whether it says more of an order than the journal does.
    fileprivate func isNews(for order: AwaitedOrder) -> Bool {
        guard case .known(let state) = meaning, let stage = state.stage else { return true }
        return stage > order.stage
    }
}
