import CMosquitto
import Glibc

/// One connection from its opening to its end: the order of its steps is what keeps the promise of the PUBACK.
///
/// A turn reads a burst, hands it to the delegate, and only after the delegate has committed it writes, which lets the
/// queued PUBACKs go. libmosquitto queues a PUBACK before it reports the message, so nothing may be written in between: no
/// flush, and no DISCONNECT, which would carry the PUBACKs along.
final class Connection {
    private let configuration: MQTTConfiguration
    private let delegate: any MQTTSessionDelegate
    private let control: SessionControl
    private let handle: ClientHandle
    private let openedAt: MonotonicTime

    private enum Progress {
        case awaitingConnack
        case awaitingSubacks
        case ready
    }

    private var progress = Progress.awaitingConnack
    private var unconfirmed: [Int32: String] = [:]
    private var window = InflightWindow()
    private var limit = 1
    /// What the delegate gave beyond the capacity it was asked for, newest first.
    private var surplus: [MQTTPublish] = []
    private var outcomes: [MQTTPublishOutcome] = []
    private var delegateMayHaveMore = true
    private var burstWasCut = false
    private var keepAliveDue: MonotonicTime
    private var statistics = MQTTStatistics()

    /// When every subscription was confirmed.
    private(set) var readySince: MonotonicTime?

    init(
        _ configuration: MQTTConfiguration, version: MQTTProtocolVersion, delegate: any MQTTSessionDelegate,
        control: SessionControl
    ) throws(MQTTDisconnection) {
        self.configuration = configuration
        self.delegate = delegate
        self.control = control
        handle = try ClientHandle(configuration, version: version)
        openedAt = .now()
        keepAliveDue = openedAt + .seconds(1)
    }

    /// The CONNACK's code, if one came.
    var connackCode: Int32? { handle.events.connack?.code }

    /// Serves the connection until the session is told to stop; throws why it ended otherwise. Either way every publish has
    /// its outcome afterwards.
    func serve() throws(MQTTDisconnection) {
        defer { settleWhatIsOpen() }
        do {
            try handle.connect()
            while !control.mustEnd(hasWork: hasWork) { try turn() }
            // Everything received is committed by now, so the queued PUBACKs may go along with the goodbye.
            handle.sayGoodbye()
        } catch {
            // What was read before the connection broke is handed on all the same: QoS 0 does not come again.
            if error.kind != .notCommitted { _ = deliver() }
            handle.hangUp()
            throw error
        }
    }

    // MARK: One turn

    private func turn() throws(MQTTDisconnection) {
        let isWoken = try waitForWork()
        try readBurst()
        try advanceHandshake()
        reportOutcomes()
        let received = handle.events.messages.count
        guard deliver() else { throw .notCommitted }
        // What came in may have given the delegate something to send, and an alert must not wait for the next wakeup.
        if received > 0 { delegateMayHaveMore = true }
        let sent = progress == .ready ? publishDue(isWoken: isWoken) : 0
        reportOutcomes()
        if handle.wantsWrite { try handle.flush(isBatch: received + sent > 1) }
        collectAcknowledgements()
        let now = MonotonicTime.now()
        if now >= keepAliveDue {
            keepAliveDue = now + .seconds(1)
            delegateMayHaveMore = true
            try handle.keepAlive()
        }
        control.update(statistics, inFlight: window.count)
        statistics = MQTTStatistics()
    }

    /// Waits for the broker or for somebody who raises the wakeup; whether somebody did.
    private func waitForWork() throws(MQTTDisconnection) -> Bool {
        let events = handle.wantsWrite ? POLLIN | POLLOUT : POLLIN
        var watched = (
            pollfd(fd: handle.socket, events: Int16(events), revents: 0),
            pollfd(fd: control.wakeup.pollable, events: Int16(POLLIN), revents: 0)
        )
        let wait = burstWasCut ? 0 : MonotonicTime.now().millisecondsUntil(keepAliveDue)
        let code = withUnsafeMutableBytes(of: &watched) { poll($0.baseAddress?.assumingMemoryBound(to: pollfd.self), 2, wait) }
        if code < 0, errno != EINTR { throw .library(MOSQ_ERR_ERRNO.rawValue, errno: errno, log: []) }
        if code > 0, watched.1.revents != 0 {
            control.wakeup.clear()
            delegateMayHaveMore = true
            return true
        }
        return false
    }

    /// Reads until a read runs no callback: `poll` does not see what TLS has decrypted already. Bounded, so that memory is.
    private func readBurst() throws(MQTTDisconnection) {
        burstWasCut = false
        while try handle.read() {
            let isFull =
                handle.events.messages.count >= configuration.burst || handle.events.messageBytes >= configuration.burstBytes
            if isFull || handle.events.acknowledgements.count >= 65536 {
                burstWasCut = true
                break
            }
        }
        collectAcknowledgements()
    }

    /// Hands the burst to the delegate; false if it could not be committed.
    private func deliver() -> Bool {
        for dropped in handle.events.oversize {
            statistics.droppedOversize += 1
            delegate.droppedOversize(topic: dropped.topic, bytes: dropped.bytes)
        }
        handle.events.oversize.removeAll(keepingCapacity: true)
        if handle.events.messages.isEmpty { return true }
        let burst = handle.events.messages
        handle.events.messages = []
        handle.events.messages.reserveCapacity(min(burst.count, 256))
        handle.events.messageBytes = 0
        guard delegate.received(burst) == .committed else { return false }
        statistics.received += burst.count
        statistics.bursts += 1
        return true
    }

    // MARK: From CONNACK to ready

    private func advanceHandshake() throws(MQTTDisconnection) {
        switch progress {
        case .awaitingConnack:
            guard let connack = handle.events.connack else { return try checkHandshakeTime() }
            try begin(connack)
        case .awaitingSubacks:
            try confirmSubscriptions()
            if !unconfirmed.isEmpty { try checkHandshakeTime() }
        case .ready: return
        }
        if unconfirmed.isEmpty {
            progress = .ready
            readySince = .now()
            statistics.connections += 1
            control.change(to: .ready, delegate)
        }
    }

    private func begin(_ connack: ClientEvents.Connack) throws(MQTTDisconnection) {
        handle.endLog()
        limit = min(configuration.window, Int(connack.receiveMaximum ?? .max))
        progress = .awaitingSubacks
        control.change(to: .connected(handle.version, sessionPresent: connack.sessionPresent), delegate)
        for subscription in configuration.subscriptions {
            unconfirmed[try handle.subscribe(subscription)] = subscription.filter
        }
    }

    private func confirmSubscriptions() throws(MQTTDisconnection) {
        for suback in handle.events.subacks {
            guard let filter = unconfirmed.removeValue(forKey: suback.id) else { continue }
            if suback.granted >= 0x80 { throw .subscriptionRefused(filter, code: suback.granted) }
        }
        handle.events.subacks.removeAll()
    }

    private func checkHandshakeTime() throws(MQTTDisconnection) {
        let (host, port, tls) = (configuration.host, configuration.port, configuration.tls != nil)
        if progress == .awaitingConnack, tocsin_closed_by_peer(handle.socket) {
            throw .closedDuringHandshake(host, port, tls: tls)
        }
        if MonotonicTime.now() > openedAt + .seconds(configuration.connectTimeoutSeconds) {
            throw .silent(host, port, seconds: configuration.connectTimeoutSeconds, tls: tls)
        }
    }

    // MARK: Publishing

    private var hasWork: Bool { window.count > 0 || !surplus.isEmpty || (progress == .ready && delegateMayHaveMore) }

    /// Takes from the delegate what fits into the window and hands it to the library; how many.
    ///
    /// While more is waiting, room is gathered up to an eighth of the window, so that a delegate is not asked for one
    /// message at a time.
    private func publishDue(isWoken: Bool) -> Int {
        let room = limit - window.count
        guard room > 0, !window.isExhausted, isWoken || window.count == 0 || room >= (limit + 7) / 8 else { return 0 }
        if surplus.isEmpty, delegateMayHaveMore {
            surplus = delegate.nextPublishes(room).reversed()
            delegateMayHaveMore = surplus.count >= room
        }
        var sent = 0
        while sent < room, let publish = surplus.popLast() {
            send(publish)
            sent += 1
        }
        return sent
    }

    private func send(_ publish: MQTTPublish) {
        switch handle.publish(publish) {
        case .success(let id):
            statistics.published += 1
            if let settled = window.add(id: id, token: publish.token, qos: publish.qos) {
                outcomes.append(MQTTPublishOutcome(token: settled.token, result: .unknown))
            }
        case .failure(let reason):
            outcomes.append(MQTTPublishOutcome(token: publish.token, result: .unsendable(reason.text)))
        }
    }

    private func collectAcknowledgements() {
        for acknowledgement in handle.events.acknowledgements {
            guard let settled = window.acknowledge(id: acknowledgement.id) else { continue }
            let result = result(of: acknowledgement.reason, qos: settled.qos)
            outcomes.append(MQTTPublishOutcome(token: settled.token, result: result))
        }
        handle.events.acknowledgements.removeAll(keepingCapacity: true)
    }

    private func result(of reason: UInt8, qos: MQTTQoS) -> MQTTPublishOutcome.Result {
        if handle.version != .v5 || qos == .atMostOnce { return .unknown }
        if reason >= 0x80 { return .refused(reasonCode: reason) }
        return reason == 0x10 ? .noSubscribers : .accepted
    }

    private func reportOutcomes() {
        if outcomes.isEmpty { return }
        delegate.published(outcomes)
        outcomes.removeAll(keepingCapacity: true)
    }

    // MARK: The end

    private func settleWhatIsOpen() {
        collectAcknowledgements()
        for token in window.abandon() + surplus.reversed().map(\.token) {
            outcomes.append(MQTTPublishOutcome(token: token, result: .lost))
        }
        surplus = []
        reportOutcomes()
        control.update(statistics, inFlight: 0)
    }
}
