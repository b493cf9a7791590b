import Alerts

/// All gateways of a run and the phones behind them: changed only by requests, messages and the time that they are given.
struct GatewayHouse: Sendable {
    /// The addresses that are pushed to.
    enum Push: CaseIterable, Sendable, Hashable {
        case reports, replies, calls
    }

    let from: Moment
    private(set) var options: GatewayOptions
    var book: HandsetBook
    var smsc: SMSC
    var texts: TextGateway
    var voice: VoiceGateway
    var robots: RobotDesk
    var vendorA: VendorA
    var vendorB: VendorB
    var vendorBOutbox = Outbox<Int>()
    /// Requests to the signed gateways that were not signed as they must be.
    var unsigned = 0

    init(_ options: GatewayOptions, _ numbers: [MobileNumber], at now: Moment) {
        let chance = Chance(seed: options.seed)
        let mishaps = GatewayMishaps(faults: options.faults.paced(options.scale), chance: chance)
        let (scale, batch) = (options.scale, options.pushBatch)
        from = now
        self.options = options
        book = HandsetBook(numbers, options.handsets.paced(scale), chance: chance)
        smsc = SMSC(options.smsc ?? SMSCOptions(), mishaps, at: now)
        texts = TextGateway(options.texts, mishaps, batch: batch, scale: scale, at: now)
        voice = VoiceGateway(options.voice, mishaps, batch: batch, scale: scale, at: now)
        robots = RobotDesk(options.robots, mishaps, scale: scale)
        vendorA = VendorA(options.terminals, mishaps)
        vendorB = VendorB(options.terminals, chance: chance)
    }

    /// From now on other things go wrong.
    mutating func change(_ faults: GatewayFaults) {
        options.faults = faults
        let faults = faults.paced(options.scale)
        smsc.mishaps.faults = faults
        texts.mishaps.faults = faults
        voice.mishaps.faults = faults
        robots.mishaps.faults = faults
        vendorA.mishaps.faults = faults
    }

    // MARK: Time

    /// When something is due.
    var nextDue: Moment? {
        [
            smsc.nextDue, texts.nextDue, voice.nextDue, vendorA.nextDue, vendorB.nextDue, texts.reports?.nextDue,
            texts.replies?.nextDue, voice.reports?.nextDue,
        ].compactMap(\.self).min()
    }

    /// Does what is due.
    mutating func advance(to now: Moment) {
        if isOffline(at: now) { for connection in smsc.connections.keys { smsc.end(connection) } }
        smsc.advance(to: now, &book)
        texts.advance(to: now, &book)
        voice.advance(to: now, &book)
        vendorA.advance(to: now)
        publish(vendorB.advance(to: now))
    }

    /// Whether the gateways are away.
    func isOffline(at now: Moment) -> Bool { options.faults.offline.contains { $0.contains(now - from) } }

    /// Takes what came over SMPP.
    mutating func received(_ pdu: PDU, _ connection: Int, at now: Moment) {
        if isOffline(at: now) { smsc.end(connection) } else { smsc.received(pdu, connection, &book, at: now) }
    }

    /// Puts what vendor B's terminals say where the connection takes it.
    mutating func publish(_ messages: [VendorB.Message], first: Bool = false) {
        for message in messages {
            let message = Outbox<Int>.Message(
                topic: message.topic, payload: message.payload, retain: message.retain, content: message.retain ? nil : 0)
            if first { vendorBOutbox.addFirst(message) } else { vendorBOutbox.add(message) }
        }
    }

    // MARK: Pushes

    /// The next batch for an address.
    mutating func takeBatch(_ push: Push, at now: Moment) -> PushQueue.Batch? {
        if isOffline(at: now) { return nil }
        return switch push {
        case .reports: texts.reports?.take(at: now)
        case .replies: texts.replies?.take(at: now)
        case .calls: voice.reports?.take(at: now)
        }
    }

    /// What became of a batch.
    mutating func settle(_ batch: PushQueue.Batch, _ push: Push, isAccepted: Bool, at now: Moment) {
        switch push {
        case .reports: texts.reports?.settle(batch, isAccepted: isAccepted, at: now)
        case .replies: texts.replies?.settle(batch, isAccepted: isAccepted, at: now)
        case .calls: voice.reports?.settle(batch, isAccepted: isAccepted, at: now)
        }
        guard isAccepted else { return }
        for item in batch.items {
            switch item.subject {
            case .report(let key, let report): book[key].acknowledged[report.rawValue, default: 0] += 1
            case .reply(let key): if let key { book[key].replyAcknowledged = true }
            case .call(let key): book[key].acknowledged += 1
            }
        }
    }
}
