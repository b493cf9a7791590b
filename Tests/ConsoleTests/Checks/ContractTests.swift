import Foundation
import Record
import TestSupport
import Testing

/// The OpenAPI document against the running service, by a tool that was written by others: schemathesis makes up requests of every kind
/// and holds every answer against the document.
@Suite(.serialized) struct ContractTests {
    /// The tool in an environment of its own; nil where it cannot be fetched, which is said and no failure of ours.
    private static func schemathesis(in folder: String) async throws -> String? {
        if let ready = ProcessInfo.processInfo.environment["TOCSIN_SCHEMATHESIS"] { return ready }
        let script =
            "python3 -m venv \(folder)/tool && \(folder)/tool/bin/pip install -q --disable-pip-version-check schemathesis"
        let made = try await Executables.run(
            "/bin/sh", ["-c", script], environment: ProcessInfo.processInfo.environment, within: 300)
        guard made.isSuccess else {
            print(
                "schemathesis cannot be installed here, so the document was not held against the service by it: \(made.errors.suffix(300))"
            )
            return nil
        }
        return "\(folder)/tool/bin/schemathesis"
    }

    @Test("Made-up requests get answers that the document describes, whoever asks", .timeLimit(.minutes(15)))
    func made() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        guard let tool = try await Self.schemathesis(in: room.installation.folder) else { return }
        let service = try await room.installation.serveReady(environment: room.environment)
        try await room.send(DutyRoom.alert("contract-1", headline: "暴雨红色预警"))
        _ = try await room.accepted()
        for name in ["li", "he", "county"] {
            let token = try await room.token(name)
            let run = try await Executables.run(
                tool,
                [
                    "run", "\(room.base)/api/openapi.json", "--url", room.base, "-H", "Authorization: Bearer \(token)",
                    "--max-examples", "12",
                    "--seed", "7", "--exclude-path", "/api/v1/events", "--exclude-path-regex", "^/display/", "--phases",
                    "examples,coverage,fuzzing", "--checks",
                    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
                    "--mode", "all", "--request-timeout", "20", "--no-color",
                ], environment: ["PATH": "/usr/bin:/bin", "HOME": room.installation.folder, "LANG": "C.UTF-8"], within: 280)
            #expect(run.isSuccess, "\(name): \(run.output.suffix(6000))\(run.errors.suffix(1000))")
        }
        #expect(await room.installation.readiness()?.status == 200, "and the service is as well as before")
        #expect(await service.stop() == .exited(0))
    }
}
