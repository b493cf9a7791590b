import Alerts
import Foundation
import Glibc
import Synchronization
import Testing

@testable import tocsin

@Suite struct ControlTests {
    private func ask(_ client: ControlClient, _ request: ControlRequest) async throws -> ControlAnswer {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "ask").async { continuation.resume(with: Result { try client.send(request, patience: 300) }) }
        }
    }

    private func stop(_ server: ControlServer) async {
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "stop").async {
                server.stop()
                continuation.resume()
            }
        }
    }

    static let requests: [ControlRequest] = [
        .status, .importRegister(directory: "/a b/register"), .approve(alert: SampleJournal.alert, by: "zhang"),
        .reject(alert: SampleJournal.alert, by: nil),
        .declareDrill(
            DrillRequest(name: "夏季", full: true, from: SampleJournal.start, to: SampleJournal.start + .hours(1), by: "li")),
    ]

    @Test func everyRequestArrivesAsItWasSent() async throws {
        let folder = try TemporaryFolder()
        let server = try ControlServer(dataFolder: folder.url.path) { request in
            .done("\(request)", findings: [.warning(Place("a.csv", line: 2, column: 3), "looks odd")])
        }
        let client = ControlClient(dataFolder: folder.url.path)
        for request in Self.requests {
            let answer = try await ask(client, request)
            #expect(answer.text == "\(request)")
            #expect(answer.findings.map(\.description) == ["a.csv:2:3: warning: looks odd"])
        }
        let mode = try FileManager.default.attributesOfItem(atPath: server.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        await stop(server)
        #expect(!FileManager.default.fileExists(atPath: server.path))
        await #expect(throws: ControlError.noService(path: server.path)) { try await ask(client, .status) }
    }

    @Test func manyCommandsAtOnce() async throws {
        let folder = try TemporaryFolder()
        let count = Mutex(0)
        let server = try ControlServer(dataFolder: folder.url.path) { _ in
            .done("\(count.withLock { $0 += 1; return $0 })")
        }
        let client = ControlClient(dataFolder: folder.url.path)
        try await withThrowingTaskGroup(of: ControlAnswer.self) { group in
            for _ in 0..<6 { group.addTask { try await ask(client, .status) } }
            for try await answer in group { #expect(answer.done) }
        }
        #expect(count.withLock { $0 } == 6)
        await stop(server)
    }

    @Test func onePerDataFolderAndDeadSocketsAreReplaced() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path(ControlClient.socketName)
        // What a killed service leaves behind: a socket at which nobody listens.
        let descriptor = try LocalSocket.make(path)
        _ = try LocalSocket.withAddress(path) { Glibc.bind(descriptor, $0, $1) }
        close(descriptor)
        let server = try ControlServer(dataFolder: folder.url.path) { _ in .done("") }
        #expect(throws: ControlError.inUse(path: path)) { try ControlServer(dataFolder: folder.url.path) { _ in .done("") } }
        #expect(try await ask(ControlClient(dataFolder: folder.url.path), .status).done)
        await stop(server)
    }

    @Test func longPathsWork() async throws {
        let folder = try TemporaryFolder()
        let deep = folder.path(String(repeating: "d", count: 120))
        try FileManager.default.createDirectory(atPath: deep, withIntermediateDirectories: true)
        let server = try ControlServer(dataFolder: deep) { _ in .done("deep") }
        #expect(try await ask(ControlClient(dataFolder: deep), .status).text == "deep")
        await stop(server)
        #expect(!FileManager.default.fileExists(atPath: server.path))
    }

    @Test(arguments: ["what?", "{\"do\":\"explode\"}", String(repeating: "x", count: 70_000)])
    func nonsenseIsRefused(_ line: String) async throws {
        let folder = try TemporaryFolder()
        let server = try ControlServer(dataFolder: folder.url.path) { _ in .done("") }
        let path = server.path
        let answer = try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<ControlAnswer, any Error>) in
            DispatchQueue(label: "nonsense").async {
                continuation.resume(with: Result { try Self.raw(line, path) })
            }
        }
        #expect(!answer.done)
        await stop(server)
    }

    private static func raw(_ line: String, _ path: String) throws -> ControlAnswer {
        let descriptor = try LocalSocket.make(path)
        defer { close(descriptor) }
        let connected = try LocalSocket.withAddress(path) { Glibc.connect(descriptor, $0, $1) }
        #expect(connected == 0)
        LocalSocket.setTimeouts(descriptor, read: 10, write: 10)
        _ = LocalSocket.send(Array(line.utf8) + [0x0A], to: descriptor)
        var reader = LineReader(descriptor, limit: LocalSocket.longestAnswer)
        guard case .line(let answer) = reader.next() else { throw CommandFailure("no answer") }
        return try JSONDecoder().decode(ControlAnswer.self, from: Data(answer))
    }
}
