import Channels
import Console

/// Lets gateways in that show their key and come from where they may, and hands what they bring to the reception.
struct GatewayDoor: Sendable {
    let reception: GatewayReception
    let speakers: SpeakerReception
    let keys: CallbackKeys
    /// The addresses that a gateway may come from, by its name; none means any.
    let origins: [String: Set<String>]

    init(_ configuration: ServiceConfiguration, reception: GatewayReception, speakers: SpeakerReception, keys: CallbackKeys) {
        self.reception = reception
        self.speakers = speakers
        self.keys = keys
        origins = Dictionary(
            (configuration.sms + configuration.voice).map { ($0.name, Set($0.reportsFrom)) }
                + configuration.speakers.map { ($0.gateway, Set($0.reportsFrom)) },
            uniquingKeysWith: { first, _ in first })
    }

    func take(_ delivery: GatewayRoutes.Delivery) async -> GatewayRoutes.Answer {
        guard let allowed = origins[delivery.gateway], allowed.isEmpty || allowed.contains(delivery.address),
            keys.accepts(delivery.key, of: delivery.gateway)
        else { return .unknown }
        let callback = GatewayCallback(query: delivery.query, body: delivery.body)
        switch await answer(delivery, callback) {
        case .taken(let status, let type, let body): return .taken(status: status, type: type, body: body)
        case .refused(let text): return .refused(text)
        case .later: return .later
        }
    }

    private func answer(_ delivery: GatewayRoutes.Delivery, _ callback: GatewayCallback) async -> GatewayReception.Answer {
        guard let kind = GatewayReception.Kind(delivery.kind) else {
            return await speakers.take(from: delivery.gateway, callback)
        }
        return await reception.take(kind, from: delivery.gateway, callback)
    }
}

extension GatewayReception.Kind {
    /// What is brought of messages and calls; nil for what loudspeakers say.
    init?(_ kind: GatewayRoutes.Kind) {
        switch kind {
        case .report: self = .report
        case .reply: self = .reply
        case .call: self = .call
        case .state: return nil
        }
    }
}
