import Foundation
import Glibc

/// The proxy's own loop; it lives on one thread.
struct ProxyRelay {
    private struct Pair {
        let client: Int32
        let server: Int32
        var toServer: [UInt8] = []
        var toClient: [UInt8] = []
        var heldUntil: Date?
        var sawConnect = false
        var isBroken = false
    }

    let listener: Int32
    let bell: Int32
    let server: Int
    let options: TCPProxy.Options
    private var pairs: [Pair] = []
    private var buffer = [UInt8](repeating: 0, count: 256 << 10)

    /// As much as is held back for the client at most.
    private static let bound = 1 << 20

    init(listener: Int32, bell: Int32, server: Int, options: TCPProxy.Options) {
        self.listener = listener
        self.bell = bell
        self.server = server
        self.options = options
    }

    mutating func run() {
        defer {
            pairs.forEach(shut)
            close(listener)
            close(bell)
        }
        while true {
            var watched = [
                pollfd(fd: bell, events: Int16(POLLIN), revents: 0), pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
            ]
            for pair in pairs {
                watched.append(
                    pollfd(fd: pair.client, events: interest(pair.toServer, pair.toClient, pair.heldUntil), revents: 0))
                watched.append(pollfd(fd: pair.server, events: interest(pair.toClient, pair.toServer, nil), revents: 0))
            }
            poll(&watched, nfds_t(watched.count), waitTime)
            if watched[0].revents != 0 {
                var order: UInt8 = 0
                guard read(bell, &order, 1) == 1, order == 1 else { return }
                for index in pairs.indices { pairs[index].isBroken = true }
            }
            for index in pairs.indices { move(index, watched[2 + 2 * index].revents, watched[3 + 2 * index].revents) }
            if watched[1].revents != 0 { admit() }
            pairs.filter(\.isBroken).forEach(shut)
            pairs.removeAll(where: \.isBroken)
        }
    }

    /// Reads while what was read is passed on, writes when something waits that is not held back.
    private func interest(_ incoming: [UInt8], _ outgoing: [UInt8], _ heldUntil: Date?) -> Int16 {
        let reads = incoming.count < Self.bound ? POLLIN : 0
        let writes = !outgoing.isEmpty && heldUntil == nil ? POLLOUT : 0
        return Int16(reads | writes)
    }

    private var waitTime: Int32 {
        guard let next = pairs.compactMap(\.heldUntil).min() else { return -1 }
        return Int32(max(0, next.timeIntervalSinceNow * 1000).rounded(.up))
    }

    private mutating func admit() {
        let client = accept(listener, nil, nil)
        guard client >= 0 else { return }
        let onward = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let code = Loopback.withAddress(server) { connect(onward, $0, $1) }
        for descriptor in [client, onward] {
            var one: Int32 = 1
            setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &one, 4)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        }
        pairs.append(Pair(client: client, server: onward, isBroken: code != 0))
    }

    private mutating func move(_ index: Int, _ clientEvents: Int16, _ serverEvents: Int16) {
        if clientEvents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { take(index, .toServer) }
        if serverEvents & Int16(POLLIN | POLLHUP | POLLERR) != 0 { take(index, .toClient) }
        if let held = pairs[index].heldUntil, held.timeIntervalSinceNow <= 0 || pairs[index].toClient.count >= Self.bound {
            pairs[index].heldUntil = nil
        }
        pass(index, .toServer)
        if pairs[index].heldUntil == nil { pass(index, .toClient) }
    }

    private mutating func take(_ index: Int, _ direction: TCPProxy.Direction) {
        let source = direction == .toServer ? pairs[index].client : pairs[index].server
        let count = read(source, &buffer, buffer.count)
        if count <= 0 {
            if count == 0 || errno != EAGAIN { pairs[index].isBroken = true }
            return
        }
        var bytes = Array(buffer[..<count])
        if let tap = options.tap { bytes = tap(direction, bytes) }
        switch direction {
        case .toServer:
            if refuses(index, bytes) { return }
            pairs[index].toServer += bytes
        case .toClient:
            if pairs[index].toClient.isEmpty, options.coalesce > .zero {
                pairs[index].heldUntil = Date(timeIntervalSinceNow: options.coalesce / .seconds(1))
            }
            pairs[index].toClient += bytes
        }
    }

    /// The protocol level follows the protocol name `MQTT` in the first packet (MQTT 5.0 §3.1.2.2).
    private mutating func refuses(_ index: Int, _ bytes: [UInt8]) -> Bool {
        defer { pairs[index].sawConnect = true }
        guard options.refusesMQTT5, !pairs[index].sawConnect else { return false }
        guard let name = bytes.indices.first(where: { bytes[$0...].starts(with: Array("MQTT".utf8)) }) else { return false }
        guard bytes.count > name + 4, bytes[name + 4] == 5 else { return false }
        let refusal: [UInt8] = [0x20, 0x02, 0x00, 0x01]
        _ = write(pairs[index].client, refusal, refusal.count)
        pairs[index].isBroken = true
        return true
    }

    private mutating func pass(_ index: Int, _ direction: TCPProxy.Direction) {
        let (target, bytes) =
            direction == .toServer ? (pairs[index].server, pairs[index].toServer) : (pairs[index].client, pairs[index].toClient)
        if bytes.isEmpty { return }
        let count = send(target, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        if count < 0 {
            if errno != EAGAIN { pairs[index].isBroken = true }
            return
        }
        if direction == .toServer { pairs[index].toServer.removeFirst(count) } else { pairs[index].toClient.removeFirst(count) }
    }

    private func shut(_ pair: Pair) {
        close(pair.client)
        close(pair.server)
    }
}
