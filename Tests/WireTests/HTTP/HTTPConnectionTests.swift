import Glibc
import Synchronization
import TestSupport
import Testing
import Wire

/// Connections are kept, shared and counted; turns are fair.
@Suite struct HTTPConnectionTests {
    @Test func oneConnectionServesManyRequests() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                for index in 0..<200 {
                    let response = try await transfer.send(HTTPRequest(.post, try server.address("/\(index)"), body: [1]))
                    #expect(response.timings.newConnections == (index == 0 ? 1 : 0))
                }
                #expect(server.accepted == 1 && server.requests.count == 200)
                #expect(transfer.statistics.connections == 1 && transfer.statistics.answered == 200)
            }
        }
    }

    @Test func aClosedConnectionIsReplacedBeforeItIsUsed() async throws {
        try await withServer({ connection in
            guard connection.readRequest() != nil else { return }
            connection.write(ScriptedServer.answer())
        }) { server in
            try await withTransfer { transfer in
                for index in 1...3 {
                    _ = try await transfer.send(HTTPRequest(.post, try server.address(), body: [1]))
                    #expect(server.requests.count == index)
                    try await eventually("the server has closed its end") { server.open == 0 }
                }
                #expect(server.accepted == 3)
            }
        }
    }

    @Test func twoThousandRequestsOverSixtyFour() async throws {
        try await withAnswers({ ScriptedServer.answer(body: $0.line) }) { server in
            try await withTransfer({
                $0.parallel = 64
                $0.parallelPerHost = 64
                $0.waitingPerHost = 2000
            }) { transfer in
                let address = try server.address()
                let answered = try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<2000 {
                        group.addTask { try await transfer.send(HTTPRequest(.post, address, body: [1, 2, 3])).status }
                    }
                    return try await group.reduce(0) { $0 + ($1 == 200 ? 1 : 0) }
                }
                #expect(answered == 2000 && server.requests.count == 2000)
                #expect((1...64).contains(server.mostOpen))
                #expect(server.accepted == transfer.statistics.connections)
                #expect(server.accepted <= 64, "\(server.accepted)")
                let statistics = transfer.statistics
                #expect(statistics.requests == 2000 && statistics.answered == 2000)
                #expect(statistics.waiting == 0 && statistics.underWay == 0)
            }
        }
    }

    /// A thread that is not woken looks again only after a minute, so this would take hours.
    @Test(.timeLimit(.minutes(2))) func theThreadIsWokenForEachRequest() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                for _ in 0..<300 { _ = try await transfer.send(HTTPRequest(.get, try server.address())) }
            }
        }
    }

    @Test func noMoreAtATimeThanAllowed() async throws {
        let (first, second) = (Load(), Load())
        try await withAnswers({ _ in first.carry() }) { one in
            try await withAnswers({ _ in second.carry() }) { other in
                try await withTransfer({
                    $0.parallel = 5
                    $0.parallelPerHost = 3
                }) { transfer in
                    let addresses = [try one.address(), try other.address()]
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for index in 0..<200 {
                            group.addTask { _ = try await transfer.send(HTTPRequest(.get, addresses[index % 2])) }
                        }
                        try await group.waitForAll()
                    }
                    #expect(one.requests.count == 100 && other.requests.count == 100)
                }
            }
        }
        #expect((2...3).contains(first.most) && (2...3).contains(second.most), "\(first.most) \(second.most)")
    }

    /// How many requests a server has at a time.
    private final class Load: Sendable {
        private let counts = Mutex((now: 0, most: 0))

        var most: Int { counts.withLock { $0.most } }

        func carry() -> String {
            counts.withLock { counts in
                counts.now += 1
                counts.most = max(counts.most, counts.now)
            }
            usleep(2000)
            counts.withLock { $0.now -= 1 }
            return ScriptedServer.answer()
        }
    }

    @Test func aSilentHostHoldsUpNobodyElse() async throws {
        try await withServer({ $0.awaitEnd() }) { silent in
            try await withAnswers({ _ in ScriptedServer.answer() }) { other in
                try await withTransfer({
                    $0.parallel = 4
                    $0.parallelPerHost = 2
                }) { transfer in
                    let (stuck, fine) = (try silent.address(), try other.address())
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<50 { group.addTask { _ = try? await transfer.send(HTTPRequest(.get, stuck)) } }
                        try await eventually("the silent host is full") { transfer.statistics.underWay == 2 }
                        for _ in 0..<20 { _ = try await transfer.send(HTTPRequest(.get, fine)) }
                        #expect(transfer.statistics.waiting == 48 && silent.accepted == 2)
                        group.cancelAll()
                    }
                }
            }
        }
    }

    @Test func differentTLSOrHostIsNotTheSameConnection() async throws {
        try await withAnswers({ _ in ScriptedServer.answer() }) { server in
            try await withTransfer { transfer in
                _ = try await transfer.send(HTTPRequest(.get, try server.address()))
                _ = try await transfer.send(HTTPRequest(.get, try server.address(host: "localhost")))
                #expect(server.accepted == 2)
            }
        }
    }
}
