import Channels
import Console

/// Lets gateways in that show their key and come from where they may, and hands what they bring to the reception.
struct GatewayDoor: Sendable {
    let reception: GatewayReception
    let keys: CallbackKeys
    /// The addresses that a gateway may come from, by its name; none means any.
    let origins: [String: Set<String>]

    init(_ configuration: ServiceConfiguration, reception: GatewayReception, keys: CallbackKeys) {
        self.reception = reception
        self.keys = keys
        origins = Dictionary(
            (configuration.sms + configuration.voice).map { ($0.name, Set($0.reportsFrom)) },
            uniquingKeysWith: { first, _ in first })
    }

    func take(_ delivery: GatewayRoutes.Delivery) async -> GatewayRoutes.Answer {
        guard let allowed = origins[delivery.gateway], allowed.isEmpty || allowed.contains(delivery.address),
            keys.accepts(delivery.key, of: delivery.gateway)
        else { return .unknown }
        let callback = GatewayCallback(query: delivery.query, body: delivery.body)
        switch await reception.take(.init(delivery.kind), from: delivery.gateway, callback) {
        case .taken(let status, let type, let body): return .taken(status: status, type: type, body: body)
        case .refused(let text): return .refused(text)
        case .later: return .later
        }
    }
}

extension GatewayReception.Kind {
    init(_ kind: GatewayRoutes.Kind) {
        self =
            switch kind {
            case .report: .report
            case .reply: .reply
            case .call: .call
            }
    }
}
