import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection of a provider to its customer: pushes one batch after the other, and ends when there is nothing to push.
struct PushLane: Sendable {
    /// How long the customer has for an answer, in real time.
    static let patience = Duration.seconds(10)

    let url: PushURL
    let headers: [String: String]

    /// Pushes batches until none is left or the connection fails; the batch that was underway then has failed.
    ///
    /// - Parameters:
    ///   - next: the next batch, or nil.
    ///   - settle: what became of the batch that was given last.
    func push(next: @escaping @Sendable () -> PushQueue.Batch?, settle: @escaping @Sendable (PushQueue.Batch, Bool) -> Void) async
    {
        guard let first = next() else { return }
        let connection: NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>
        do { connection = try await connect() } catch { return settle(first, false) }
        // A connection that breaks between two batches costs the second of them, which then comes again.
        try? await connection.executeThenClose { inbound, outbound in
            var answers = inbound.makeAsyncIterator()
            var batch: PushQueue.Batch? = first
            while let pushed = batch {
                do {
                    let answer = try await exchange(pushed, &answers, outbound, connection.channel)
                    settle(pushed, answer.isAccepted)
                    guard answer.staysOpen else { return }
                } catch {
                    settle(pushed, false)
                    throw error
                }
                batch = next()
            }
        }
    }

    private func connect() async throws
        -> NIOAsyncChannel<HTTPClientResponsePart, HTTPPart<HTTPRequestHead, ByteBuffer>>
    {
        try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(5))
            .connect(host: "127.0.0.1", port: url.port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHTTPClientHandlers()
                    try channel.pipeline.syncOperations.addHandler(RequestParts())
                    return try NIOAsyncChannel(wrappingChannelSynchronously: channel)
                }
            }
    }

    private func exchange(
        _ batch: PushQueue.Batch, _ answers: inout NIOAsyncChannelInboundStream<HTTPClientResponsePart>.AsyncIterator,
        _ outbound: NIOAsyncChannelOutboundWriter<HTTPPart<HTTPRequestHead, ByteBuffer>>, _ channel: any Channel
    ) async throws -> (isAccepted: Bool, staysOpen: Bool) {
        // A customer that never answers is given up by ending the connection under the wait.
        let patience = channel.eventLoop.scheduleTask(in: .nanoseconds(PushLane.patience.components.seconds * 1_000_000_000)) {
            channel.close(promise: nil)
        }
        defer { patience.cancel() }
        let body = batch.body
        var fields = HTTPHeaders([
            ("host", "127.0.0.1:\(url.port)"), ("content-type", "application/json;charset=UTF-8"),
            ("content-length", "\(body.count)"),
        ])
        for (name, value) in headers { fields.add(name: name, value: value) }
        let head = HTTPRequestHead(version: .http1_1, method: .POST, uri: url.target, headers: fields)
        try await outbound.write(contentsOf: [.head(head), .body(ByteBuffer(bytes: body)), .end(nil)])
        var (status, staysOpen) = (0, true)
        var answer: [UInt8] = []
        while let part = try await answers.next() {
            switch part {
            case .head(let head): (status, staysOpen) = (Int(head.status.code), head.isKeepAlive)
            case .body(let bytes): if answer.count < 4096 { answer += bytes.readableBytesView }
            case .end: return (status == 200 && PushAnswer.isAcceptance(answer), staysOpen)
            }
        }
        throw ChannelError.eof
    }
}

/// What a customer answers to a push.
enum PushAnswer {
    /// Whether it is an object whose `code` is 0.
    static func isAcceptance(_ body: [UInt8]) -> Bool {
        struct Answer: Decodable { var code: Int }
        return (try? JSONDecoder().decode(Answer.self, from: Data(body)))?.code == 0
    }
}

/// Lets requests be written with plain buffers.
private final class RequestParts: ChannelOutboundHandler, Sendable {
    typealias OutboundIn = HTTPPart<HTTPRequestHead, ByteBuffer>
    typealias OutboundOut = HTTPClientRequestPart

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let part: HTTPClientRequestPart =
            switch Self.unwrapOutboundIn(data) {
            case .head(let head): .head(head)
            case .body(let bytes): .body(.byteBuffer(bytes))
            case .end(let trailers): .end(trailers)
            }
        context.write(Self.wrapOutboundOut(part), promise: promise)
    }
}
