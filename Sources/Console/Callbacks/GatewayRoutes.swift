import HTTPTypes
public import Hummingbird
import NIOCore

/// Where gateways bring reports on messages and calls, replies, and states of loudspeakers: `/sms/report`, `/sms/inbound`, `/voice/report`,
/// `/speaker/state`. Each knows its name and key, which stand in the address that `tocsin gateways` prints. It has its answer when the lines are on disk and not before.
public struct GatewayRoutes: ConsoleRoutes {
    /// What is brought.
    public enum Kind: Sendable {
        /// Reports on messages.
        case report
        /// Replies to messages.
        case reply
        /// Reports on calls.
        case call
        /// States of orders to loudspeakers.
        case state
    }

    /// One request of a gateway.
    public struct Delivery: Sendable {
        /// What it brings.
        public var kind: Kind
        /// The gateway, as it says.
        public var gateway: String
        /// The key, as it says.
        public var key: String
        /// Where it comes from.
        public var address: String
        /// Everything behind the question mark, percent-encoded.
        public var query: String
        /// The body.
        public var body: [UInt8]
    }

    /// What it is answered.
    public enum Answer: Sendable {
        /// It is on disk; this is what the gateway wants to hear.
        case taken(status: Int, type: String, body: String)
        /// Nobody of that name, or not with that key, or not from there.
        case unknown
        /// It cannot be read; the same again would be no better.
        case refused(String)
        /// It cannot be taken in at present; the gateway is to come again.
        case later
    }

    private let take: @Sendable (Delivery) async -> Answer

    /// The most that a gateway may bring at once, in bytes.
    private static let bodyLimit = 2 << 20

    /// Routes that hand over what comes.
    public init(take: @escaping @Sendable (Delivery) async -> Answer) { self.take = take }

    /// Adds the routes; gateways ask by GET or POST as they please.
    public func add(to router: Router<ConsoleRequest>) {
        let kinds: [(String, Kind)] = [
            ("sms/report", .report), ("sms/inbound", .reply), ("voice/report", .call), ("speaker/state", .state),
        ]
        for (path, kind) in kinds {
            router.get(RouterPath(path)) { try await answer($0, $1, kind) }
            router.post(RouterPath(path)) { try await answer($0, $1, kind) }
        }
    }

    private func answer(_ request: Request, _ context: ConsoleRequest, _ kind: Kind) async throws -> Response {
        let body = try await request.body.collect(upTo: Self.bodyLimit)
        let query = request.uri.queryParameters
        let delivery = Delivery(
            kind: kind, gateway: query["gateway"].map(String.init) ?? "",
            key: query["key"].map(String.init) ?? "", address: context.address, query: request.uri.query ?? "",
            body: Array(body.readableBytesView))
        switch await take(delivery) {
        case .taken(let status, let type, let body):
            return Response(
                status: HTTPResponse.Status(code: status), headers: [.contentType: type],
                body: .init(byteBuffer: ByteBuffer(string: body)))
        case .unknown:
            throw Problem(
                .forbidden, "unknown gateway",
                detail: "name the gateway and its key as `tocsin gateways` prints them, and come from an address of reports-from")
        case .refused(let detail): throw Problem(.unprocessableContent, "not taken", detail: detail)
        case .later: throw Problem(.serviceUnavailable, "try again later", retryAfter: 10)
        }
    }
}
