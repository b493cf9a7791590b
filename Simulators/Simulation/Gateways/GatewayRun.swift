public import Alerts
public import Logging
import Synchronization
import Wire

/// The gateways of a run on real sockets: an SMSC over SMPP, a gateway for messages and calls over HTTP with its pushes, group
/// robots, and the loudspeakers of two other vendors. What they do is settled by ``GatewayHouse``.
public final class GatewayRun: Sendable {
    struct State {
        var house: GatewayHouse
        var wakers: [Int: @Sendable () -> Void] = [:]
        var isVendorBReady = false
        var vendorBSession: MQTTSession?
    }

    let options: GatewayOptions
    let log: Logger
    let now: @Sendable () -> Moment
    let state: Mutex<State>
    private let force = Mutex<FieldForce?>(nil)

    /// The gateways, and the phones of a register that they carry to; other numbers are phones, too.
    public init(
        _ options: GatewayOptions, phones: [MobileNumber] = [], log: Logger,
        now: @escaping @Sendable () -> Moment = Moment.wallClock
    ) {
        self.options = options
        self.log = log
        self.now = now
        state = Mutex(State(house: GatewayHouse(options, phones, at: now())))
    }

    /// What happened so far.
    public var account: GatewayAccount {
        let workers = force.withLock { $0?.accounts }
        return state.withLock { GatewayAccount(of: $0.house, workers: workers, to: now()) }
    }

    /// How the run stands.
    public var standing: GatewayStanding { state.withLock { GatewayStanding(of: $0.house) } }

    /// From now on other things go wrong.
    public func change(_ faults: GatewayFaults) { change { $0.change(faults) } }

    /// A handset writes of its own accord to a service number, over the gateway given.
    public func write(_ text: String, from number: MobileNumber, to service: String, over gateway: MessageAccount.Gateway) {
        let moment = now()
        change { house in
            switch gateway {
            case .smpp: house.smsc.write(text, from: number, to: service)
            case .http: house.texts.write(text, from: number, at: moment)
            }
        }
    }

    /// Ends every connection of the SMSC; what was not acknowledged comes again over the next.
    public func breakSMPPConnections() {
        change { house in for number in house.smsc.connections.keys { house.smsc.end(number) } }
    }

    // MARK: The run's own loop

    /// Plays until the task is cancelled; then gives the account.
    ///
    /// - Parameters:
    ///   - whenReady: called once with the ports, when every listener is there and vendor B's terminals are online.
    ///   - eachSecond: called every second with how the run stands.
    @discardableResult
    public func run(
        whenReady: (GatewayPorts) throws -> Void = { _ in }, eachSecond: (GatewayStanding) -> Void = { _ in }
    ) async throws -> GatewayAccount {
        try await withThrowingTaskGroup(of: Void.self) { group in
            defer { group.cancelAll() }
            let ports = try await listen(&group)
            for push in GatewayHouse.Push.allCases { startLanes(push, &group) }
            try startVendorB()
            let workers = try startWorkers(&group)
            var isReady = false
            var nextSecond = now() + .seconds(1)
            while !Task.isCancelled {
                let moment = now()
                change { $0.advance(to: moment) }
                for (number, text) in state.withLock({ $0.house.book.takeLetters() }) { workers?.arrived(text, at: number) }
                if !isReady, isVendorBThere {
                    isReady = true
                    try whenReady(ports)
                }
                if moment >= nextSecond {
                    nextSecond = moment + .seconds(1)
                    eachSecond(standing)
                }
                try? await Task.sleep(for: untilNextTurn(moment))
            }
        }
        await stopVendorB()
        return account
    }

    private func startWorkers(_ group: inout ThrowingTaskGroup<Void, any Error>) throws -> FieldForce? {
        guard options.workers.isPlayed else { return nil }
        let workers = try FieldForce(options.workers.paced(options.scale), chance: Chance(seed: options.seed), now: now)
        force.withLock { $0 = workers }
        group.addTask { await workers.run() }
        return workers
    }

    private func untilNextTurn(_ moment: Moment) -> Duration {
        let due = state.withLock { $0.house.nextDue } ?? moment + .seconds(1)
        return .milliseconds(min(max((due - moment).milliseconds, 1), 20))
    }

    /// Changes the house and wakes the connections that have something to write.
    func change(_ body: (inout GatewayHouse) -> Void) {
        let (wakers, session) = state.withLock { state in
            body(&state.house)
            let wakers = state.house.smsc.takeWoken().compactMap { state.wakers[$0] }
            return (wakers, state.house.vendorBOutbox.isEmpty ? nil : state.vendorBSession)
        }
        for wake in wakers { wake() }
        session?.wake()
    }
}

/// Plays gateways beside a body, in this process: for tests and tools.
///
/// - Parameters:
///   - body: gets the run and its ports when everything is up; when it returns or throws, the gateways end.
/// - Returns: what the body returned, and the account.
public func withGateways<Result: Sendable>(
    _ options: GatewayOptions, phones: [MobileNumber] = [], log: Logger,
    now: @escaping @Sendable () -> Moment = Moment.wallClock,
    _ body: @escaping @Sendable (GatewayRun, GatewayPorts) async throws -> Result
) async throws -> (result: Result, account: GatewayAccount) {
    let run = GatewayRun(options, phones: phones, log: log, now: now)
    let (ready, isReady) = AsyncStream.makeStream(of: GatewayPorts.self)
    return try await withThrowingTaskGroup(of: GatewayAccount.self) { group in
        group.addTask {
            defer { isReady.finish() }
            return try await run.run(whenReady: { isReady.yield($0) })
        }
        var result: Result?
        for await ports in ready {
            result = try await body(run, ports)
            break
        }
        group.cancelAll()
        // Without a result the run ended before it was ready, and waiting for it throws why.
        guard let account = try await group.next(), let result else { throw CancellationError() }
        return (result, account)
    }
}
