import Foundation
import Testing

@testable import Console

/// Events reach everybody who keeps up, and nobody who does not holds up the others.
@Suite struct EventRingTests {
    private func ring() -> EventRing { EventRing(zone: .gmt, run: "run") }

    private func take(_ count: Int, from stream: AsyncStream<LiveEvent>) async -> [LiveEvent] {
        var events: [LiveEvent] = []
        for await event in stream {
            events.append(event)
            if events.count == count { break }
        }
        return events
    }

    @Test("A hundred listeners hear everything in order")
    func hundred() async throws {
        let ring = ring()
        let streams = try (0..<100).map { _ in try #require(ring.listen(after: nil)) }
        for number in 0..<50 { ring.send(.alert, "\(number)") }
        for stream in streams { #expect(await take(50, from: stream).map(\.data) == (0..<50).map(String.init)) }
    }

    @Test("Who comes back gets what was missed, or is told to load everything anew")
    func resuming() async throws {
        let ring = ring()
        for number in 1...10 { ring.send(.device, "\(number)") }
        let again = try #require(ring.listen(after: "run-7"))
        #expect(await take(3, from: again).map(\.data) == ["8", "9", "10"])
        for stranger in ["other-7", "run-99", "run-x", ""] {
            let stream = try #require(ring.listen(after: stranger))
            #expect(await take(1, from: stream).map(\.kind) == [.resync], "\(stranger)")
        }
        for number in 0..<5 * EventRing.kept { ring.send(.device, "\(number)") }
        let late = try #require(ring.listen(after: "run-7"))
        #expect(await take(1, from: late).map(\.kind) == [.resync])
    }

    @Test("A slow listener is dropped and counted; the ring stays bounded")
    func slow() async throws {
        let ring = ring()
        let slow = try #require(ring.listen(after: nil))
        for number in 0..<EventRing.listenerLimit + EventRing.kept + 1 { ring.send(.coverage, "\(number)") }
        #expect(ring.counts.dropped == 1 && ring.counts.listeners == 0)
        var heard = 0
        for await _ in slow { heard += 1 }
        #expect(heard == EventRing.listenerLimit + EventRing.kept, "what it had is not lost, then its stream ends")
    }

    @Test("Too many are refused, and the end of the service ends all streams")
    func limits() async throws {
        let ring = ring()
        let streams = (0..<EventRing.mostListeners + 5).compactMap { _ in ring.listen(after: nil) }
        #expect(streams.count == EventRing.mostListeners)
        ring.close()
        for stream in streams { for await _ in stream { Issue.record("nothing was sent") } }
        #expect(ring.listen(after: nil) == nil)
    }

    @Test("A sign of life is no event")
    func alive() async throws {
        let ring = ring()
        let stream = try #require(ring.listen(after: nil))
        ring.sendSignOfLife()
        ring.send(.task, "x")
        #expect(await take(2, from: stream).map(\.kind) == [.alive, .task])
        let later = try #require(ring.listen(after: "run-0"))
        #expect(await take(1, from: later).map(\.kind) == [.task])
    }
}
