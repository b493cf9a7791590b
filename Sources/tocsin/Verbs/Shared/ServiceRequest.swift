import ArgumentParser
import Foundation

/// Requests to the running service, with its answer shown.
enum ServiceRequest {
    /// Sends a request that only a running service can do, and prints what it says.
    static func send(_ request: ControlRequest, _ option: ConfigurationOption, _ json: JSONOption) async throws {
        let configuration = try option.load()
        try show(try await answer(request, configuration), json, .current)
    }

    /// The service's answer. The call blocks, so it runs on a thread that may.
    static func answer(_ request: ControlRequest, _ configuration: ServiceConfiguration) async throws -> ControlAnswer {
        let client = ControlClient(dataFolder: configuration.data)
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "tocsin.control").async {
                continuation.resume(with: Result { try client.send(request) })
            }
        }
    }

    /// Prints an answer; a refusal ends the command with exit status 1.
    static func show(_ answer: ControlAnswer, _ json: JSONOption, _ surroundings: Surroundings) throws {
        if json.isOn {
            surroundings.output.write(try JSONOutput.line(answer))
            guard answer.done else { throw ExitCode.failure }
            return
        }
        surroundings.errors.lines(answer.findings.map { TextWidth.harmless($0.description) })
        guard answer.done else { throw CommandFailure(TextWidth.harmless(answer.text)) }
        surroundings.output.line(TextWidth.harmless(answer.text))
    }
}
