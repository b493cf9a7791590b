import Logging
import Synchronization
import Wire

extension GatewayRun {
    var isVendorBThere: Bool { state.withLock { $0.vendorBSession == nil || $0.isVendorBReady } }

    func startVendorB() throws {
        guard let broker = options.vendorBroker, !options.terminals.vendorB.isEmpty else { return }
        let filters = state.withLock { $0.house.vendorB.filters }
        var configuration = broker.access.configuration(name: broker.clientID, clientID: broker.clientID)
        configuration.subscriptions = filters.map { MQTTConfiguration.Subscription($0) }
        let session = try MQTTSession(configuration, delegate: VendorBDelegate(run: self))
        state.withLock { $0.vendorBSession = session }
        try session.start()
    }

    func stopVendorB() async {
        let session = state.withLock { state in
            state.house.publish(state.house.vendorB.greetings(isOnline: false))
            return state.vendorBSession
        }
        session?.wake()
        await session?.stop(drain: .seconds(5))
    }

    func received(_ burst: [MQTTMessage]) {
        let moment = now()
        change { house in
            for message in burst where !message.retained {
                house.publish(house.vendorB.receive(message.topic, message.payload, at: moment))
            }
        }
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { state.withLock { $0.house.vendorBOutbox.take(capacity) } }

    func published(_ outcomes: [MQTTPublishOutcome]) {
        state.withLock { state in for outcome in outcomes { _ = state.house.vendorBOutbox.settle(outcome) } }
    }

    func changed(to session: MQTTSessionState) {
        switch session {
        case .ready:
            change { $0.publish($0.vendorB.greetings(isOnline: true), first: true) }
            state.withLock { $0.isVendorBReady = true }
        case .disconnected(let reason, _): log.warning("no connection", metadata: ["reason": "\(reason.text)"])
        case .idle, .connecting, .connected, .stopped: break
        }
    }
}

/// Ties vendor B's connection to its run.
private struct VendorBDelegate: MQTTSessionDelegate {
    let run: GatewayRun

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        run.received(burst)
        return .committed
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] { run.nextPublishes(capacity) }

    func published(_ outcomes: [MQTTPublishOutcome]) { run.published(outcomes) }

    func stateChanged(_ state: MQTTSessionState) { run.changed(to: state) }
}
