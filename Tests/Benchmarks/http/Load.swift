import BenchmarkSupport
import Glibc
import TestSupport
import Wire

/// A number of requests, each with an address and a body of its own.
struct Load: Sendable {
    let url: String
    let count: Int
    let parallel: Int
    let bytes: Int

    /// Makes a transfer, sends all through it in some way, and checks that all were answered.
    func measure(_ send: @Sendable (HTTPTransfer) async throws -> Void) async throws -> BenchmarkSupport.Measurement {
        var configuration = HTTPConfiguration()
        (configuration.parallel, configuration.parallelPerHost) = (parallel, parallel)
        (configuration.waiting, configuration.waitingPerHost) = (count, count)
        let before = rusage.now().processorSeconds
        let start = ContinuousClock.now
        let transfer = try HTTPTransfer(configuration)
        try await send(transfer)
        let time = ContinuousClock.now - start
        await transfer.stop()
        precondition(transfer.statistics.answered == count)
        let work = rusage.now().processorSeconds - before
        return BenchmarkSupport.Measurement(
            perSecond: Double(count) / (time / .seconds(1)), microsecondsPerMessage: work * 1e6 / Double(count))
    }

    /// So many senders as may be under way, each sending its next request when the last one is answered.
    func bySenders(_ transfer: HTTPTransfer) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sender in 0..<parallel {
                group.addTask {
                    for number in stride(from: sender, to: count, by: parallel) { try await send(number, transfer) }
                }
            }
            try await group.waitForAll()
        }
    }

    /// Every request in a task of its own; they wait for their turn in the transfer.
    func atOnce(_ transfer: HTTPTransfer) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count { group.addTask { try await send(number, transfer) } }
            try await group.waitForAll()
        }
    }

    private func send(_ number: Int, _ transfer: HTTPTransfer) async throws {
        let address = try HTTPAddress("\(url)?id=\(number)")
        let body = [UInt8](repeating: UInt8(ascii: "x"), count: bytes)
        let response = try await transfer.send(
            HTTPRequest(.post, address, headers: ["Content-Type": "application/json"], body: body))
        precondition(response.status == 200 && !response.body.isEmpty)
    }
}
