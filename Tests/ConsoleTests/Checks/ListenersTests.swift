import Foundation
import Glibc
import Record
import TestSupport
import Testing

/// Server-sent events to a hundred listeners while an alert comes in, and to those who come back. That who does not keep up is dropped is
/// shown by the ring's own tests: the kernel alone buffers megabytes for a listener who does not read.
@Suite(.serialized) struct ListenersTests {
    @Test("A hundred hear of an alert, nobody who reads is dropped, and who comes back gets what was missed")
    func hundred() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let token = try await room.token("li")
        let listeners = try (0..<100).map { _ in try EventSocket(room.installation.httpPort, token: token) }
        defer { for listener in listeners { listener.close() } }
        try await eventually("all listen") { try await Self.metric("tocsin_event_listeners", room) == 100 }

        try await room.send(DutyRoom.alert("listen-1", headline: "暴雨红色预警"))
        let alert = try await room.accepted()
        try await eventually("all hundred hear of it", within: 60, standing: { "\(listeners.count { $0.text.contains(alert) })" })
        {
            listeners.allSatisfy { $0.text.contains("event: alert") && $0.text.contains(alert) }
        }

        // More than is kept for those who come back.
        for batch in 0..<3 {
            let before = listeners.map(\.lastNumber).max() ?? 0
            try await Self.say(500, batch, in: room)
            try await eventually("all have heard of \(batch)", within: 120) {
                listeners.allSatisfy { $0.lastNumber >= before + 500 }
            }
        }
        #expect(try await Self.metric("tocsin_event_listeners_dropped_total", room) == 0, "nobody who reads is dropped")
        try await room.send(DutyRoom.alert("listen-2", severity: "Severe", headline: "暴雨橙色预警"))
        try await eventually("the others hear on", within: 60) {
            listeners.allSatisfy { $0.text.components(separatedBy: #""change":"accepted""#).count == 3 }
        }

        let ids = listeners[0].text.matches(of: /id: ([0-9a-f]+-[0-9]+)/).map { String($0.1) }
        let back = try EventSocket(room.installation.httpPort, token: token, after: ids[ids.count - 3])
        defer { back.close() }
        try await eventually("what was missed comes at once", standing: { back.text }) {
            back.text.contains(ids[ids.count - 2]) && back.text.contains(ids[ids.count - 1])
        }
        #expect(!back.text.contains("resync") && !back.text.contains("id: \(ids[ids.count - 3])\n"))
        let lost = try EventSocket(room.installation.httpPort, token: token, after: ids[0])
        defer { lost.close() }
        try await eventually("who was away too long is told to load anew") { lost.text.contains("event: resync") }
        #expect(await service.stop() == .exited(0))
    }

    /// A device says so many times that something else is broken.
    private static func say(_ count: Int, _ batch: Int, in room: DutyRoom) async throws {
        let file = room.installation.folder + "/states"
        let faults = (0..<count).map { #"{"v":1,"state":"online","faults":["fault-\#(batch)-\#($0)"]}"# }.joined(separator: "\n")
        try faults.write(toFile: file, atomically: true, encoding: .utf8)
        let topic = "\(Installation.under)/device/ls-01/status"
        let said = try await Executables.run(
            "/bin/sh",
            [
                "-c",
                "exec /usr/bin/mosquitto_pub -i check-device -h 127.0.0.1 -p \(room.broker.port) -q 1 -t \(topic) -l < \(file)",
            ], within: 120
        )
        guard said.isSuccess else { throw NotInTime("the device is heard: \(said)") }
    }

    private static func metric(_ name: String, _ room: DutyRoom) async throws -> Int {
        let text = try await room.http([], "/metrics").body
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return line?.split(separator: " ").last.flatMap { Double($0) }.map { Int($0) } ?? -1
    }
}
