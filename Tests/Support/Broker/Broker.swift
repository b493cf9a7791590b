import Dispatch
import Foundation
import Glibc
import Synchronization

/// A real mosquitto on a loopback port of its own, in a temporary folder of its own, with the shipped configuration changed
/// only where it names files, ports and users.
///
/// It can be killed and started again on the same port with the same persistence, or halted, and it never outlives its owner:
/// `stop()` or the release of the last reference ends it, and if this process dies, a watcher does.
public final class Broker: Sendable {
    /// How a broker is set up.
    public struct Options: Sendable {
        /// What it asks of a client at the TLS level.
        public enum TLS: Sendable {
            /// Plain connections.
            case none
            /// TLS, without asking for a client certificate.
            case server
            /// TLS with a client certificate.
            case mutual
        }

        /// Users and the shipped access rules.
        public struct Access: Sendable {
            /// Passwords by user name.
            public var passwords: [String: String]
            /// What stands in place of `COMMUNITY` in the shipped rules.
            public var community: String
            /// Rules appended to the shipped ones.
            public var rules: String

            /// The shipped rules for a community, with users and further rules.
            public init(passwords: [String: String], community: String, rules: String = "") {
                self.passwords = passwords
                self.community = community
                self.rules = rules
            }
        }

        /// TLS or plain.
        public var tls = TLS.none
        /// Users and rules; nil lets anybody do anything.
        public var access: Access?
        /// Lines appended to the configuration.
        public var lines: [String] = []

        /// A plain broker for anybody.
        public init(tls: TLS = .none, access: Access? = nil, lines: [String] = []) {
            self.tls = tls
            self.access = access
            self.lines = lines
        }
    }

    private struct Running {
        var broker: ChildProcess
        var lifeline: Lifeline
    }

    /// The folder of the shipped configuration and access rules that brokers are set up from.
    public static var shippedConfiguration: String { BrokerConfiguration.shipped.path }

    /// Its port on 127.0.0.1.
    public let port: Int
    /// Its folder: configuration, persistence, log, certificates.
    public let folder: String
    /// Its certificates, where it speaks TLS.
    public let certificates: Certificates?
    private let running = Mutex<Running?>(nil)

    /// Sets a broker up, starts it, and returns when it accepts connections.
    public init(_ options: Options = Options()) throws {
        folder = NSTemporaryDirectory() + "/broker-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        port = Loopback.freePort()
        if case .none = options.tls { certificates = nil } else { certificates = try Certificates(in: folder) }
        try BrokerConfiguration(options: options, port: port, folder: folder, certificates: certificates).write()
        try start()
    }

    /// Sets a broker up without holding up the cooperative pool, one at a time.
    public static func launch(_ options: Options = Options()) async throws -> Broker {
        try await withCheckedThrowingContinuation { continuation in
            launching.async { continuation.resume(with: Result { try Broker(options) }) }
        }
    }

    private static let launching = DispatchQueue(label: "broker.launch")

    deinit { stop() }

    /// What the broker wrote to its log.
    public var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    /// The broker's process id, while it runs.
    public var processID: Int32? { running.withLock { $0?.broker.id } }

    /// Starts it again after `kill()` or `quit()`, and returns when it accepts connections.
    public func start() throws {
        try running.withLock { running in
            guard running == nil else { return }
            for _ in 0..<20 where running == nil { running = try attempt() }
            if running == nil { throw ChildProcess.Failure("mosquitto did not start on port \(port): \(log)") }
        }
    }

    /// Ends it at once, as a power failure would: what it had not saved is lost.
    public func kill() { end(SIGKILL) }

    /// Ends it in order: it saves everything first.
    public func quit() { end(SIGTERM) }

    /// Has it write its state to disk now (SIGUSR1), as it does by itself every few seconds; returns when the file is new.
    public func save() {
        let file = folder + "/mosquitto.db"
        let before = Self.stamp(file)
        running.withLock { $0?.broker.signal(SIGUSR1) }
        for _ in 0..<2000 where Self.stamp(file) == before { usleep(1000) }
    }

    /// Halts it: connections stay open and nothing is answered.
    public func suspend() { running.withLock { $0?.broker.signal(SIGSTOP) } }

    /// Lets it go on after `suspend()`.
    public func resume() { running.withLock { $0?.broker.signal(SIGCONT) } }

    /// Ends it and removes its folder. Nothing is left running.
    public func stop() {
        end(SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func attempt() throws -> Running? {
        let broker = try ChildProcess("/usr/sbin/mosquitto", ["-c", folder + "/mosquitto.conf"], output: folder + "/log")
        for _ in 0..<5000 {
            if broker.hasEnded() { return nil }
            if Loopback.accepts(port) { return Running(broker: broker, lifeline: try Lifeline(of: broker)) }
            usleep(1000)
        }
        broker.signal(SIGKILL)
        broker.wait()
        return nil
    }

    private func end(_ signal: Int32) {
        running.withLock { running in
            guard let ended = running else { return }
            ended.lifeline.cut()
            if signal != SIGKILL { ended.broker.signal(SIGCONT) }
            ended.broker.signal(signal)
            ended.broker.wait()
            running = nil
        }
    }

    private static func stamp(_ file: String) -> [Int] {
        var status = stat()
        guard stat(file, &status) == 0 else { return [] }
        return [Int(status.st_ino), status.st_mtim.tv_sec, status.st_mtim.tv_nsec]
    }
}
