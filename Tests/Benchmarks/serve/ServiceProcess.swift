import Foundation
import Glibc
import TestSupport

/// `tocsin serve`, built beside this program, with the shipped configuration and a folder and broker of its own.
struct ServiceProcess {
    private let process: ChildProcess

    /// Starts it, and returns when it is subscribed.
    init(_ broker: Broker) async throws {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("tocsin").path
        guard access(program, X_OK) == 0 else {
            throw ChildProcess.Failure("there is no \(program); build it: swift build -c release --product tocsin")
        }
        let folder = broker.folder + "/Config"
        try FileManager.default.copyItem(atPath: ShippedConfiguration.folder.path, toPath: folder)
        setenv("TOCSIN_MQTT_PORT", String(broker.port), 1)
        setenv("TOCSIN_HTTP_PORT", "0", 1)
        let output = broker.folder + "/service"
        process = try ChildProcess(program, ["serve", "--config", folder + "/tocsin.yaml"], output: output)
        for _ in 0..<600 {
            if (try? String(contentsOfFile: output, encoding: .utf8))?.contains("state=ready") ?? false { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        stop()
        throw ChildProcess.Failure("the service is not ready: \((try? String(contentsOfFile: output, encoding: .utf8)) ?? "")")
    }

    /// The memory that is really there for it, in millions of bytes.
    var residentMegabytes: Double {
        let status = (try? String(contentsOfFile: "/proc/\(process.id)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let kilobytes = line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
        return (kilobytes ?? .infinity) * 1024 / 1e6
    }

    func stop() {
        process.signal(SIGTERM)
        process.wait()
    }
}
