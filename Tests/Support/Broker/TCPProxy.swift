import Dispatch
import Foundation
import Glibc
import Synchronization

/// A TCP proxy on a loopback port that can hold back what the server says and pass it on in one piece, as a load balancer
/// or a slow link does. Behind TLS, many records then arrive in one read.
public final class TCPProxy: Sendable {
    /// Which way bytes go.
    public enum Direction: Sendable {
        /// From the client to the server.
        case toServer
        /// From the server to the client.
        case toClient
    }

    /// What it does to the bytes.
    public struct Options: Sendable {
        /// How long bytes for the client are collected after the first of them.
        public var coalesce: Duration
        /// Answers a CONNECT of MQTT 5 as an MQTT 3.1.1 broker does, with CONNACK 0x01, instead of passing it on.
        public var refusesMQTT5: Bool
        /// May look at and change the bytes of each read; called on the proxy's thread.
        public var tap: (@Sendable (Direction, [UInt8]) -> [UInt8])?

        /// Passes everything on at once, unless told otherwise.
        public init(
            coalesce: Duration = .zero, refusesMQTT5: Bool = false, tap: (@Sendable (Direction, [UInt8]) -> [UInt8])? = nil
        ) {
            self.coalesce = coalesce
            self.refusesMQTT5 = refusesMQTT5
            self.tap = tap
        }
    }

    /// The port to connect to.
    public let port: Int
    private let bell: Int32
    private let ended = DispatchSemaphore(value: 0)
    private let isStopped = Mutex(false)

    /// Starts a proxy for a port on 127.0.0.1.
    public init(to server: Int, _ options: Options = Options()) {
        let (listener, port) = Loopback.bound()
        listen(listener, 128)
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        self.port = port
        bell = ends[1]
        let (inside, ended) = (ends[0], ended)
        Thread.detachNewThread {
            var relay = ProxyRelay(listener: listener, bell: inside, server: server, options: options)
            relay.run()
            ended.signal()
        }
    }

    deinit { stop() }

    /// Closes every connection, as a broken link does; new ones are taken.
    public func cut() { ring(1) }

    /// Closes everything and ends the thread.
    public func stop() {
        let isFirst = isStopped.withLock { stopped in
            defer { stopped = true }
            return !stopped
        }
        guard isFirst else { return }
        ring(0)
        ended.wait()
        close(bell)
    }

    private func ring(_ value: UInt8) {
        var value = value
        _ = write(bell, &value, 1)
    }
}
