public import Alerts
public import Community
import Dissemination
public import Engine
public import Logging
import Record
public import ServiceLifecycle

/// The channel of messages or calls: pulls what is due from the journal's writer and hands it to gateways, the first that has room before
/// the others; one that cannot be reached is passed over until it can.
public struct GatewayChannel: Service {
    private let channel: Channel
    private let lines: [GatewayLine]
    private let desk: MessageDesk
    private let writer: JournalWriter
    private let basket: OutcomeBasket
    private let logger: Logger
    private let now: @Sendable () -> Moment

    /// Messages that one round takes at the most.
    private static let mostAtOnce = 200
    /// How often is looked whether something is due or a gateway has room, besides after every answer.
    private static let looking = Duration.milliseconds(100)

    /// A channel over gateways, in their order.
    public init(
        channel: Channel, lines: [GatewayLine], desk: MessageDesk, writer: JournalWriter, logger: Logger,
        now: @escaping @Sendable () -> Moment
    ) {
        self.channel = channel
        self.lines = lines
        self.desk = desk
        self.writer = writer
        self.logger = logger
        self.now = now
        basket = OutcomeBasket(writer: writer)
    }

    /// Works until it is told to stop, and ends when what is under way has ended.
    public func run() async throws {
        // An answer makes room, and one look is enough for many of them.
        let (looks, bell) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { submissions in
            submissions.addTask { await basket.keepWriting(logger) }
            submissions.addTask { await ring(bell) }
            var stock = DispatchStock()
            for await _ in looks {
                do {
                    while try await sendDue(from: &stock, in: &submissions, bell) {}
                } catch {
                    logger.error("messages wait for the journal", metadata: ["error": "\(error)"])
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }
        try? await basket.flush()
    }

    /// Has the channel look now and then, and ends it when it is told to stop.
    private func ring(_ bell: AsyncStream<Void>.Continuation) async {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            bell.yield()
            try? await Task.sleep(for: Self.looking)
        }
        bell.finish()
    }

    /// One round: takes as many as some gateway has room for and starts handing them over. Whether there may be more to do at once.
    private func sendDue(
        from stock: inout DispatchStock, in submissions: inout DiscardingTaskGroup, _ bell: AsyncStream<Void>.Continuation
    ) async throws -> Bool {
        if stock.isStale(at: now()) { try await giveBack(stock.takeAll()) }
        guard !Task.isShuttingDownGracefully, let (line, room) = firstWithRoom() else { return false }
        if stock.count < room {
            let wanted = room - stock.count + line.ahead()
            do {
                stock.add(try await writer.async { [channel] in try $0.takeDue([channel], limit: wanted) }, at: now())
            } catch {
                // The writer begins anew from the disk, by which all of this is still due.
                _ = stock.takeAll()
                line.release(room)
                throw error
            }
        }
        let due = stock.take(room)
        line.release(room - due.count)
        for dispatch in due {
            submissions.addTask {
                await deliver(dispatch, over: line)
                bell.yield()
            }
        }
        return due.count == room
    }

    /// What was taken and not handed over is due again.
    private func giveBack(_ dispatches: [Dispatch]) async throws {
        guard let line = lines.first, !dispatches.isEmpty else { return }
        let outcomes = dispatches.map { outcome($0, .lost, line) }
        try await writer.async { _ = try $0.submit([.outcomes(outcomes)]) }
    }

    private func firstWithRoom() -> (GatewayLine, Int)? {
        for line in lines {
            let room = line.reserve(Self.mostAtOnce)
            if room > 0 { return (line, room) }
        }
        return nil
    }

    /// Hands one over: to the gateway that has room for it, and where that cannot take it, to the next that can.
    private func deliver(_ dispatch: Dispatch, over first: GatewayLine) async {
        var line = first
        var tried: Set<String> = []
        while true {
            tried.insert(line.name)
            guard let message = desk.message(dispatch, over: line) else {
                line.release(1)
                return basket.add(outcome(dispatch, .failed(.fault), line))
            }
            let result = await line.submit(message)
            if let news = result.news { await writer.note(news, of: line.name, taking: "messages", logger) }
            switch result.submission {
            case .accepted(let reference): return basket.add(outcome(dispatch, .accepted, line, reference))
            case .refused(let reason): return basket.add(outcome(dispatch, .failed(reason), line))
            case .uncertain: return basket.add(await clarified(dispatch, message, line))
            case .postponed(let reason):
                guard let next = lines.first(where: { !tried.contains($0.name) && $0.reserve(1) == 1 }) else {
                    return basket.add(outcome(dispatch, .failed(reason), line))
                }
                line = next
            }
        }
    }

    /// Asks a gateway that gave no answer whether it has the message; where it cannot be asked, nobody knows.
    private func clarified(_ dispatch: Dispatch, _ message: OutgoingMessage, _ line: GatewayLine) async -> DispatchOutcome {
        guard let report = await line.ask(reference: message.reference, id: nil) else {
            return outcome(dispatch, .failed(.uncertain), line)
        }
        switch report.meaning {
        case .unseen: return outcome(dispatch, .failed(.offline), line)
        case .dispatched, .delivered, .underway, .failed: return outcome(dispatch, .accepted, line, report.id)
        case .unclear: return outcome(dispatch, .failed(.uncertain), line)
        }
    }

    private func outcome(
        _ dispatch: Dispatch, _ result: DispatchOutcome.Result, _ line: GatewayLine, _ reference: String? = nil
    ) -> DispatchOutcome {
        DispatchOutcome(
            delivery: dispatch.delivery, action: dispatch.action, result: result, gateway: line.name, reference: reference)
    }
}
