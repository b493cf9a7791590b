import NIOCore
import NIOPosix

/// The sockets of an SMSC: cuts bytes into PDUs and writes what the SMSC has for each connection.
struct SMPPListener: Sendable {
    typealias Client = NIOAsyncChannel<PDU, ByteBuffer>

    /// What the listener asks of the SMSC.
    struct Exchange: Sendable {
        /// A connection was made; the closure wakes its writer. Gives its number.
        var opened: @Sendable (_ wake: @escaping @Sendable () -> Void) -> Int
        var received: @Sendable (PDU, Int) -> Void
        /// What is to be written on a connection now, and whether it then ends.
        var take: @Sendable (Int) -> (due: [PDU], isEnding: Bool)
        var closed: @Sendable (Int) -> Void
    }

    private let server: NIOAsyncChannel<Client, Never>

    /// Takes a port on 127.0.0.1; 0 is one that is free.
    init(port: Int) async throws {
        server = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .bind(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(PDUDecoder()))
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    /// The port that was taken.
    var port: Int { server.channel.localAddress?.port ?? 0 }

    /// Serves until the task is cancelled.
    func run(_ exchange: Exchange) async throws {
        try await server.executeThenClose { clients in
            try await withThrowingDiscardingTaskGroup { group in
                for try await client in clients { group.addTask { await serve(client, exchange) } }
            }
        }
    }

    /// A connection that fails is over, and nothing else.
    private func serve(_ client: Client, _ exchange: Exchange) async {
        let (wakeups, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = exchange.opened { wake.yield() }
        try? await client.executeThenClose { inbound, outbound in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { for try await pdu in inbound { exchange.received(pdu, number) } }
                group.addTask { try await write(number, wakeups, outbound, exchange) }
                try await group.next()
                group.cancelAll()
            }
        }
        exchange.closed(number)
    }

    private func write(
        _ number: Int, _ wakeups: AsyncStream<Void>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>, _ exchange: Exchange
    ) async throws {
        for await _ in wakeups {
            let (due, isEnding) = exchange.take(number)
            if !due.isEmpty {
                var bytes = ByteBuffer()
                for pdu in due { bytes.write(pdu) }
                try await outbound.write(bytes)
            }
            if isEnding { return }
        }
    }
}
