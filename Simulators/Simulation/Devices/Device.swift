public import Alerts

/// What a device did, in the order it did it.
public enum DeviceAction: Sendable, Hashable {
    /// It answers.
    case answer(Receipt)
    /// It began to play or to show a delivery, by the true time.
    case began(delivery: String, at: Moment)
    /// A play was cut off by a withdrawal or a power cut.
    case interrupted(delivery: String)
    /// A display shows a delivery again after power came back.
    case shownAgain(delivery: String)
    /// It found out that it is broken.
    case broke(fault: String)
}

/// One honest loudspeaker or display, without a connection: commands in, receipts out, time handed in.
///
/// It plays one delivery id once however often the command arrives and answers each time; plays one text after another,
/// the highest priority first; begins again what a power cut cut off; and never plays again what was withdrawn. Moments
/// handed in are true time; what it says and decides goes by its own clock.
public struct Device: Sendable {
    private struct Play: Sendable, Hashable {
        var delivery: String
        var startedAt: Moment
        var endsAt: Moment
    }

    /// What the register says about it.
    public let description: DeviceDescription
    /// What it is like.
    public let traits: DeviceTraits
    /// Whether it has power.
    public private(set) var isPowered = true
    /// What it knows to be broken.
    public private(set) var faults: [String] = []
    private var held: [String: HeldDelivery] = [:]
    private var playing: Play?
    private var arrivals = 0

    /// A device that holds nothing yet.
    public init(_ description: DeviceDescription, traits: DeviceTraits) {
        self.description = description
        self.traits = traits
    }

    /// When the play that is going on ends, by the true time; nil if nothing is.
    public var nextDue: Moment? { playing?.endsAt }

    /// Whether anything is being played or waits for its turn.
    public var isBusy: Bool { playing != nil }

    /// Takes a command. A device without power takes none.
    public mutating func receive(_ command: DeviceCommand, at now: Moment) -> [DeviceAction] {
        guard isPowered else { return [] }
        switch command.action {
        case .report: return held.values.sorted { $0.arrival < $1.arrival }.map { .answer($0.lastReceipt) }
        case .withdraw: return withdraw(command, at: now)
        case .check, .present:
            if let known = held[command.delivery] { return [.answer(known.lastReceipt)] }
            return take(command, at: now)
        }
    }

    /// Answers a command that it cannot use.
    public func refusal(of delivery: String, at now: Moment) -> [DeviceAction] {
        guard isPowered else { return [] }
        if let known = held[delivery] { return [.answer(known.lastReceipt)] }
        return [.answer(Receipt(delivery: delivery, stage: .failed, at: clock(now), reason: .rejected))]
    }

    /// Does what fell due up to a moment.
    public mutating func advance(to now: Moment) -> [DeviceAction] {
        var actions: [DeviceAction] = []
        while let play = playing, play.endsAt <= now {
            playing = nil
            actions.append(settle(play.delivery, .presented, receipt(for: play)))
            actions += beginNext(at: play.endsAt)
        }
        return actions
    }

    /// The power goes: what is being played stops, what is remembered stays.
    public mutating func losePower(at now: Moment) -> [DeviceAction] {
        var actions = advance(to: now)
        isPowered = false
        if let play = playing {
            playing = nil
            held[play.delivery]?.state = .waiting
            actions.append(.interrupted(delivery: play.delivery))
        }
        return actions
    }

    /// The power comes back: a display shows again what it showed, and what was cut off begins again.
    public mutating func regainPower(at now: Moment) -> [DeviceAction] {
        guard !isPowered else { return [] }
        isPowered = true
        let shown =
            description.channel == .display
            ? held.filter { $0.value.state == .presented && !$0.value.isExpired(at: clock(now)) } : [:]
        return shown.sorted { $0.value.arrival < $1.value.arrival }.map { .shownAgain(delivery: $0.key) } + beginNext(at: now)
    }

    // MARK: Taking

    private mutating func take(_ command: DeviceCommand, at now: Moment) -> [DeviceAction] {
        forgetWhatIsLongOver(at: now)
        let answer = Receipt(delivery: command.delivery, stage: .delivered, at: clock(now))
        if command.action == .check {
            hold(command, .checked, answer)
            return [.answer(answer)]
        }
        hold(command, .waiting, answer)
        if let expires = command.expires, clock(now) > expires { return [fail(command.delivery, .expired, at: now)] }
        return [.answer(answer)] + beginNext(at: now)
    }

    private mutating func hold(_ command: DeviceCommand, _ state: HeldDelivery.State, _ receipt: Receipt) {
        arrivals += 1
        held[command.delivery] = HeldDelivery(
            announcement: Announcement(command), priority: command.priority, arrival: arrivals, expires: command.expires,
            state: state, lastReceipt: receipt)
    }

    private mutating func withdraw(_ command: DeviceCommand, at now: Moment) -> [DeviceAction] {
        if let known = held[command.delivery], known.state == .withdrawn { return [.answer(known.lastReceipt)] }
        let answer = Receipt(delivery: command.delivery, stage: .withdrawn, at: clock(now))
        // A withdrawal may overtake the command that it takes back, so what is not known yet is remembered as withdrawn.
        if held[command.delivery] == nil { hold(command, .withdrawn, answer) }
        var actions: [DeviceAction] = []
        if playing?.delivery == command.delivery {
            playing = nil
            actions.append(.interrupted(delivery: command.delivery))
        }
        actions.append(settle(command.delivery, .withdrawn, answer))
        return actions + beginNext(at: now)
    }

    /// A device's memory is small: what expired more than a day ago goes.
    private mutating func forgetWhatIsLongOver(at now: Moment) {
        let limit = clock(now) - .days(1)
        if held.count >= 16 { held = held.filter { $0.value.expires.map { $0 > limit } ?? true } }
    }

    // MARK: Playing

    private mutating func beginNext(at now: Moment) -> [DeviceAction] {
        guard isPowered, playing == nil else { return [] }
        var actions: [DeviceAction] = []
        while playing == nil, let next = nextWaiting() {
            if next.delivery.isExpired(at: clock(now)) {
                actions.append(fail(next.id, .expired, at: now))
            } else if traits.isMute {
                actions.append(fail(next.id, .fault, at: now))
                actions += discoverFault()
            } else {
                let span = next.delivery.announcement.duration(on: description.channel, traits)
                held[next.id]?.state = .playing
                playing = Play(delivery: next.id, startedAt: now, endsAt: now + span)
                actions.append(.began(delivery: next.id, at: now))
            }
        }
        return actions
    }

    private func nextWaiting() -> (id: String, delivery: HeldDelivery)? {
        let waiting = held.lazy.filter { $0.value.state == .waiting }
        guard let next = waiting.min(by: { ($0.value.priority, $0.value.arrival) < ($1.value.priority, $1.value.arrival) }) else {
            return nil
        }
        return (next.key, next.value)
    }

    private mutating func discoverFault() -> [DeviceAction] {
        let fault = description.channel == .loudspeaker ? "amplifier" : "panel"
        guard !faults.contains(fault) else { return [] }
        faults.append(fault)
        return [.broke(fault: fault)]
    }

    private func receipt(for play: Play) -> Receipt {
        let ended = clock(play.endsAt)
        guard description.channel == .loudspeaker else { return Receipt(delivery: play.delivery, stage: .presented, at: ended) }
        let plays = held[play.delivery]?.announcement.plays ?? 1
        let playing = Receipt.Playing(startedAt: clock(play.startedAt), endedAt: ended, plays: plays)
        return Receipt(delivery: play.delivery, stage: .presented, at: ended, playing: playing)
    }

    private mutating func fail(_ delivery: String, _ reason: Receipt.Reason, at now: Moment) -> DeviceAction {
        settle(delivery, .failed, Receipt(delivery: delivery, stage: .failed, at: clock(now), reason: reason))
    }

    private mutating func settle(_ delivery: String, _ state: HeldDelivery.State, _ receipt: Receipt) -> DeviceAction {
        held[delivery]?.state = state
        held[delivery]?.lastReceipt = receipt
        return .answer(receipt)
    }

    private func clock(_ now: Moment) -> Moment { now + traits.clockSkew }
}
