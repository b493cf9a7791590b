import Alerts
import Coverage
import Engine
import Foundation
import Record
import Synchronization

/// Something that listeners are told, as a server-sent event.
struct LiveEvent: Sendable, Hashable {
    /// `alert`, `coverage`, `task`, `device`; `resync` where events were missed; `alive` is no event, only a sign of life.
    enum Kind: String, Sendable {
        case alert, coverage, task, device, resync, alive
    }

    let number: UInt64
    let kind: Kind
    let data: String
}

/// Who listens to what happens: the last events are kept so that a listener who was away gets what was missed, and one who does not
/// keep up is dropped instead of slowing down anybody.
final class EventRing: Sendable {
    /// Events that a listener may be behind.
    static let listenerLimit = 256
    /// Events that are kept for listeners who come back.
    static let kept = 1024
    /// Listeners at once.
    static let mostListeners = 400

    private struct State {
        var events: [LiveEvent] = []
        var next: UInt64 = 1
        var listeners: [UInt64: AsyncStream<LiveEvent>.Continuation] = [:]
        var nextListener: UInt64 = 0
        var dropped = 0
        var isClosed = false

        /// Hands an event to everybody, and answers those who did not keep up and are out.
        mutating func yield(_ event: LiveEvent) -> [AsyncStream<LiveEvent>.Continuation] {
            var slow: [AsyncStream<LiveEvent>.Continuation] = []
            for (number, listener) in listeners {
                guard case .dropped = listener.yield(event) else { continue }
                slow.append(listener)
                listeners[number] = nil
                dropped += 1
            }
            return slow
        }
    }

    private let state = Mutex(State())
    private let zone: TimeZone
    /// Marks the numbers of this run of the service; those of another are not continued.
    private let run: String

    init(zone: TimeZone, run: String = String(Secret.random().prefix(8))) {
        self.zone = zone
        self.run = run
    }

    /// How many listen, and how many were dropped because they did not keep up.
    var counts: (listeners: Int, dropped: Int) { state.withLock { ($0.listeners.count, $0.dropped) } }

    /// Tells everybody.
    func send(_ kind: LiveEvent.Kind, _ data: String) {
        let slow = state.withLock { state in
            let event = LiveEvent(number: state.next, kind: kind, data: data)
            state.next += 1
            state.events.append(event)
            if state.events.count > 2 * Self.kept { state.events.removeFirst(state.events.count - Self.kept) }
            return state.yield(event)
        }
        // A stream that ends calls back, so it ends outside the lock.
        for listener in slow { listener.finish() }
    }

    /// Tells everybody that the stream is alive; nothing is kept of it.
    func sendSignOfLife() {
        let slow = state.withLock { $0.yield(LiveEvent(number: $0.next - 1, kind: .alive, data: "")) }
        for listener in slow { listener.finish() }
    }

    /// Tells everybody what moved.
    func show(_ publications: Publications) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        for report in publications.coverage {
            guard let data = try? encoder.encode(report) else { continue }
            send(.coverage, String(decoding: data, as: UTF8.self))
        }
    }

    /// The event's id on the wire.
    func id(_ event: LiveEvent) -> String { "\(run)-\(event.number)" }

    /// Listens from now on, or from behind the event that was seen last.
    ///
    /// - Returns: nil where too many listen already, or the service ends.
    func listen(after id: String?) -> AsyncStream<LiveEvent>? {
        state.withLock { state in
            guard !state.isClosed, state.listeners.count < Self.mostListeners else { return nil }
            let (stream, continuation) = AsyncStream<LiveEvent>.makeStream(
                bufferingPolicy: .bufferingOldest(Self.listenerLimit + Self.kept))
            for event in missed(after: id, state) { continuation.yield(event) }
            let number = state.nextListener
            state.nextListener += 1
            state.listeners[number] = continuation
            continuation.onTermination = { [weak self] _ in self?.leave(number) }
            return stream
        }
    }

    private func missed(after id: String?, _ state: State) -> [LiveEvent] {
        guard let id else { return [] }
        let resync = LiveEvent(number: state.next - 1, kind: .resync, data: "{}")
        guard id.hasPrefix("\(run)-"), let last = UInt64(id.dropFirst(run.count + 1)), last < state.next else { return [resync] }
        let missed = state.events.suffix(Self.kept).filter { $0.number > last }
        return missed.count == Int(state.next - 1 - last) ? missed : [resync]
    }

    private func leave(_ number: UInt64) { state.withLock { $0.listeners[number] = nil } }

    /// Ends all streams, so that the listener can stop.
    func close() {
        let listeners = state.withLock { state in
            defer { state.listeners = [:] }
            state.isClosed = true
            return Array(state.listeners.values)
        }
        for listener in listeners { listener.finish() }
    }
}
