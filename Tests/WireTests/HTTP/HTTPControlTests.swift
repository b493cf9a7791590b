import TestSupport
import Testing
import Wire

/// Whoever waits can be let go, and too many are not let in.
@Suite struct HTTPControlTests {
    @Test func cancellingEndsTheConnection() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.awaitEnd()
        }) { server in
            try await withTransfer { transfer in
                let address = try server.address()
                let task = Task { try await transfer.failure(of: HTTPRequest(.post, address, body: [1])) }
                try await eventually("the request is there") { server.requests.count == 1 }
                task.cancel()
                let failure = try await task.value
                #expect(failure.kind == .cancelled && failure.step == .answer && failure.mayHaveArrived, "\(failure.text)")
                #expect(transfer.statistics.cancelled == 1 && transfer.statistics.requests == 1)
                try await eventually("nothing is under way") { transfer.statistics.underWay == 0 }
            }
        }
    }

    @Test func cancellingWhileWaitingOrBefore() async throws {
        try await withServer({ $0.awaitEnd() }) { server in
            try await withTransfer({ $0.parallel = 1 }) { transfer in
                let address = try server.address()
                let first = Task { try await transfer.failure(of: HTTPRequest(.post, address)) }
                try await eventually("one under way") { transfer.statistics.underWay == 1 }
                let second = Task { try await transfer.failure(of: HTTPRequest(.post, address)) }
                try await eventually("one waiting") { transfer.statistics.waiting == 1 }
                second.cancel()
                let waiting = try await second.value
                #expect(waiting.kind == .cancelled && waiting.step == .waiting && !waiting.mayHaveArrived)
                let third = Task {
                    withUnsafeCurrentTask { $0?.cancel() }
                    return try await transfer.failure(of: HTTPRequest(.post, address))
                }
                #expect(try await third.value.kind == .cancelled)
                first.cancel()
                #expect(try await first.value.kind == .cancelled)
                #expect(server.accepted <= 1)
            }
        }
    }

    /// Cancelling at every moment of a request's life neither leaves it unanswered nor answers it twice.
    @Test func cancellingAtAnyMoment() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                let address = try server.address()
                var random = SplitMix64(seed: 11)
                for _ in 0..<400 {
                    let task = Task { try? await transfer.send(HTTPRequest(.post, address, body: [1])) }
                    for _ in 0..<Int.random(in: 0..<30, using: &random) { await Task.yield() }
                    task.cancel()
                    _ = await task.value
                }
                let statistics = transfer.statistics
                #expect(statistics.requests == 400 && statistics.answered + statistics.cancelled == 400, "\(statistics)")
                _ = try await transfer.send(HTTPRequest(.get, address))
            }
        }
    }

    @Test func tooManyWaitingAreRefusedAndCounted() async throws {
        try await withServer({ $0.awaitEnd() }) { server in
            try await withTransfer({
                $0.parallel = 2
                $0.waiting = 3
            }) { transfer in
                let address = try server.address()
                let failures = try await withThrowingTaskGroup(of: HTTPFailure.self) { group in
                    for _ in 0..<10 { group.addTask { try await transfer.failure(of: HTTPRequest(.post, address)) } }
                    try await eventually("all others are let in") {
                        transfer.statistics.waiting == 3 && transfer.statistics.underWay == 2
                    }
                    var refused: [HTTPFailure] = []
                    while refused.count < 5, let failure = try await group.next() { refused.append(failure) }
                    #expect(transfer.statistics.overloaded == 5 && transfer.statistics.requests == 10)
                    group.cancelAll()
                    return refused
                }
                #expect(failures.allSatisfy { $0.kind == .overloaded && !$0.mayHaveArrived }, "\(failures)")
                #expect(transfer.statistics.cancelled == 5)
            }
        }
    }

    @Test func aHostMayNotTakeAllPlaces() async throws {
        try await withServer({ $0.awaitEnd() }) { silent in
            try await withAnswers({ _ in ScriptedServer.answer() }) { other in
                try await withTransfer({
                    $0.parallelPerHost = 1
                    $0.waitingPerHost = 2
                }) { transfer in
                    let (stuck, fine) = (try silent.address(), try other.address())
                    try await withThrowingTaskGroup(of: HTTPFailure.self) { group in
                        for _ in 0..<5 { group.addTask { try await transfer.failure(of: HTTPRequest(.get, stuck)) } }
                        for _ in 0..<2 {
                            let refused = try await group.next()
                            #expect(refused?.kind == .overloaded)
                        }
                        let response = try await transfer.send(HTTPRequest(.get, fine))
                        #expect(response.isSuccess)
                        group.cancelAll()
                    }
                }
            }
        }
    }

    @Test func stoppingWhileBusy() async throws {
        try await withServer({ connection in
            _ = connection.readRequest()
            connection.awaitEnd()
        }) { server in
            let transfer = try HTTPTransfer(HTTPConfiguration().limited(parallel: 10))
            let address = try server.address()
            let failures = try await withThrowingTaskGroup(of: HTTPFailure.self) { group in
                for _ in 0..<100 { group.addTask { try await transfer.failure(of: HTTPRequest(.post, address, body: [1])) } }
                try await eventually("ten are there") { server.requests.count == 10 && transfer.statistics.requests == 100 }
                await transfer.stop()
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(failures.count == 100 && failures.allSatisfy { $0.kind == .stopped })
            #expect(failures.count { $0.mayHaveArrived } == 10)
            let later = try await transfer.failure(of: HTTPRequest(.get, address))
            #expect(later.kind == .stopped && !later.mayHaveArrived)
            await transfer.stop()
            #expect(transfer.statistics.failed == 101 && transfer.statistics.underWay == 0)
            #expect(server.accepted == 10)
        }
    }

    @Test func stoppingLetsEndWhatIsUnderWay() async throws {
        let gate = Gate()
        try await withServer({ connection in
            while connection.readRequest() != nil {
                gate.wait()
                connection.write(ScriptedServer.answer())
            }
        }) { server in
            let transfer = try HTTPTransfer(HTTPConfiguration().limited(parallel: 1))
            let address = try server.address()
            async let first = transfer.send(HTTPRequest(.post, address))
            try await eventually("the request is there") { server.requests.count == 1 }
            async let second = transfer.failure(of: HTTPRequest(.post, address))
            try await eventually("another waits") { transfer.statistics.waiting == 1 }
            async let stopped: Void = transfer.stop(drain: .seconds(60))
            let refused = try await second
            #expect(refused.kind == .stopped && !refused.mayHaveArrived)
            gate.open()
            #expect(try await first.isSuccess)
            await stopped
            #expect(server.requests.count == 1)
        }
    }

    @Test func oneThatIsDroppedEndsByItself() async throws {
        try await withServer({ connection in
            while connection.readRequest() != nil { connection.write(ScriptedServer.answer()) }
        }) { server in
            let address = try server.address()
            for _ in 0..<20 {
                let transfer = try HTTPTransfer(HTTPConfiguration())
                _ = try await transfer.send(HTTPRequest(.get, address))
            }
            #expect(server.accepted == 20)
            try await eventually("all connections are closed") { server.open == 0 }
        }
    }
}

extension HTTPConfiguration {
    func limited(parallel: Int) -> HTTPConfiguration {
        var configuration = self
        configuration.parallel = parallel
        return configuration
    }
}
