public import Alerts
import Community
import Dissemination
public import Engine
public import Logging
import Record
public import ServiceLifecycle

/// The channel of foreign loudspeakers and screens behind a gateway that takes orders over HTTP. An order that it took is `dispatched` and
/// no more; what became of it the gateway is asked, or says itself.
public struct SpeakerChannel: Service {
    private let line: SpeakerLine
    private let orders: SpeakerOrders
    private let inquiry: SpeakerInquiry
    private let writer: JournalWriter
    private let basket: OutcomeBasket
    private let logger: Logger

    /// What foreign devices are.
    static let channels: Set<Channel> = [.loudspeaker, .display]
    /// Orders that one round takes at the most.
    private static let mostAtOnce = 50
    /// How long a round waits when nothing is due.
    private static let idle = Duration.milliseconds(100)
    /// How long an order that names a sound waits for it; the gateway can do nothing without.
    private static let soundPatience = 10_000

    /// A channel over a gateway.
    public init(
        line: SpeakerLine, orders: SpeakerOrders, reception: SpeakerReception, writer: JournalWriter, logger: Logger,
        now: @escaping @Sendable () -> Moment
    ) {
        self.line = line
        self.orders = orders
        self.writer = writer
        self.logger = logger
        basket = OutcomeBasket(writer: writer)
        inquiry = SpeakerInquiry(
            line: line, reception: reception, basket: basket, writer: writer, logger: logger, now: now)
    }

    /// Works until it is told to stop, and ends when what is under way has ended.
    public func run() async throws {
        await withDiscardingTaskGroup { tasks in
            tasks.addTask { await basket.keepWriting(logger) }
            tasks.addTask { await inquiry.run() }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                do {
                    try await orderDue(in: &tasks)
                } catch {
                    logger.error("orders wait for the journal", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
        try? await basket.flush()
    }

    /// One round: takes as many as there is room for and starts handing them over.
    private func orderDue(in tasks: inout DiscardingTaskGroup) async throws {
        let room = line.reserve(Self.mostAtOnce)
        guard room > 0 else { return try await Task.sleep(for: Self.idle) }
        let due: [Dispatch]
        do {
            due = try await writer.async { [name = line.name] in try $0.takeDue(Self.channels, over: name, limit: room) }
        } catch {
            line.release(room)
            throw error
        }
        line.release(room - due.count)
        for dispatch in due { tasks.addTask { await deliver(dispatch) } }
        if due.count < room { try await Task.sleep(for: Self.idle) }
    }

    private func deliver(_ dispatch: Dispatch) async {
        // A silent test cannot be told apart from an order by a gateway that has none, and residents must not hear one.
        guard dispatch.action != .check, let order = orders.order(dispatch, audio: await sound(dispatch)) else {
            line.release(1)
            return add(dispatch, .failed(dispatch.action == .check ? .rejected : .fault))
        }
        let result = await line.hand(order, dispatch.action)
        if let news = result.news { await writer.note(news, of: line.name, taking: "orders", logger) }
        switch result.submission {
        case .accepted(let reference): add(dispatch, .accepted, reference)
        case .refused(let reason): add(dispatch, .failed(reason))
        case .postponed(let reason): add(dispatch, .failed(reason))
        // To take an order back twice does no harm.
        case .uncertain where dispatch.action == .withdraw: add(dispatch, .failed(.offline))
        case .uncertain: add(dispatch, await inquiry.clarified(order))
        }
    }

    private func sound(_ dispatch: Dispatch) async -> Sound? {
        guard line.profile.wantsSound else { return nil }
        for _ in 0..<Self.soundPatience / 50 {
            switch orders.sound(dispatch) {
            case .ready(let sound): return sound
            case .none: return nil
            case .making: try? await Task.sleep(for: .milliseconds(50))
            }
        }
        return nil
    }

    private func add(_ dispatch: Dispatch, _ result: DispatchOutcome.Result, _ reference: String? = nil) {
        basket.add(
            DispatchOutcome(
                delivery: dispatch.delivery, action: dispatch.action, result: result, gateway: line.name, reference: reference))
    }
}
