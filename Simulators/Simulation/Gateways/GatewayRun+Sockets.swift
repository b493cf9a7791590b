import Synchronization

extension GatewayRun {
    func listen(_ group: inout ThrowingTaskGroup<Void, any Error>) async throws -> GatewayPorts {
        var ports = GatewayPorts()
        if let smsc = options.smsc {
            let listener = try await SMPPListener(port: smsc.port)
            ports.smpp = listener.port
            let exchange = exchange
            group.addTask { try await listener.run(exchange) }
        }
        if let port = options.httpPort { ports.http = try await listen(port, &group) }
        return ports
    }

    private func listen(_ port: Int, _ group: inout ThrowingTaskGroup<Void, any Error>) async throws -> Int {
        let (bound, isBound) = AsyncStream.makeStream(of: Int.self)
        let listener = GatewayListener(port: port, log: log) { [self] request in
            let moment = now()
            var answer = GatewayAnswer.notFound
            change { answer = $0.answer(request, at: moment) }
            return answer
        }
        group.addTask {
            defer { isBound.finish() }
            try await listener.run { isBound.yield($0) }
        }
        for await port in bound { return port }
        try await group.next()
        throw CancellationError()
    }

    private var exchange: SMPPListener.Exchange {
        .init(
            opened: { [self] wake in
                state.withLock { state in
                    let number = state.house.smsc.opened()
                    state.wakers[number] = wake
                    return number
                }
            },
            received: { [self] pdu, number in
                let moment = now()
                change { $0.received(pdu, number, at: moment) }
            },
            take: { [self] number in state.withLock { $0.house.smsc.take(number, &$0.house.book) } },
            closed: { [self] number in
                state.withLock { $0.wakers[number] = nil }
                change { $0.smsc.closed(number) }
            })
    }

    func startLanes(_ push: GatewayHouse.Push, _ group: inout ThrowingTaskGroup<Void, any Error>) {
        let url: PushURL? =
            switch push {
            case .reports: options.texts.reportURL
            case .replies: options.texts.replyURL
            case .calls: options.voice.reportURL
            }
        guard let url else { return }
        let lane = PushLane(url: url, headers: options.pushHeaders)
        for _ in 0..<max(1, options.pushLanes) {
            group.addTask { [self] in
                while !Task.isCancelled {
                    await lane.push(
                        next: { [self] in state.withLock { $0.house.takeBatch(push, at: now()) } },
                        settle: { [self] batch, isAccepted in
                            state.withLock { $0.house.settle(batch, push, isAccepted: isAccepted, at: now()) }
                        })
                    try? await Task.sleep(for: .milliseconds(20))
                }
            }
        }
    }
}
