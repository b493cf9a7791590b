import Foundation
import Simulation
import Synchronization
import Wire

/// The other side of a simulator on a real broker: it sees everything below the community and can be awaited.
final class Peer: MQTTSessionDelegate {
    struct TimedOut: Error, CustomStringConvertible { let description: String }

    private struct State {
        var messages: [MQTTMessage] = []
        var isReady = false
        var due: [MQTTPublish] = []
    }

    private let state = Mutex(State())

    var messages: [MQTTMessage] { state.withLock { $0.messages } }
    var isReady: Bool { state.withLock { $0.isReady } }

    /// Receipts as JSON objects, with the device they came from.
    var receipts: [(device: String, json: [String: Any])] {
        messages.compactMap { message in
            let levels = message.topic.split(separator: "/")
            guard levels.last == "receipt", let object = try? JSONSerialization.jsonObject(with: Data(message.payload)),
                let json = object as? [String: Any]
            else { return nil }
            return (String(levels[levels.count - 2]), json)
        }
    }

    func devices(at stage: String) -> Set<String> { Set(receipts.filter { $0.json["stage"] as? String == stage }.map(\.device)) }

    func publish(_ publishes: [MQTTPublish], _ session: MQTTSession) {
        state.withLock { $0.due += publishes }
        session.wake()
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        state.withLock { $0.messages += burst }
        return .committed
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        state.withLock { state in
            let next = Array(state.due.prefix(capacity))
            state.due.removeFirst(next.count)
            return next
        }
    }

    func stateChanged(_ state: MQTTSessionState) { self.state.withLock { $0.isReady = state == .ready } }
}

/// Waits until something holds, up to 20 s.
func until(_ what: String, _ condition: () -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while !condition() {
        if ContinuousClock.now > end { throw Peer.TimedOut(description: "waited for \(what)") }
        try await Task.sleep(for: .milliseconds(2))
    }
}
