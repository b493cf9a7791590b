public import Alerts

/// Writes down what happens in a run while it happens.
public struct AccountKeeper: Sendable {
    private struct Key: Hashable, Sendable {
        var device: Int
        var delivery: String
    }

    private let devices: [DeviceDescription]
    private var places: [Key: Int] = [:]
    private(set) var deliveries: [CommunityAccount.DeliveryAccount] = []
    /// Sums over everything so far.
    public private(set) var totals = CommunityAccount.Totals()
    /// Deliveries whose presenting reached its end.
    public private(set) var presented = 0
    /// When the last command arrived.
    public private(set) var lastCommandAt: Moment?

    init(_ devices: [DeviceDescription]) { self.devices = devices }

    // MARK: Commands

    mutating func unknownDevice() { totals.unknownDevice += 1 }

    mutating func unreadable(_ device: Int) { totals.unreadable += 1 }

    mutating func arrived(_ command: DeviceCommand, _ device: Int, at now: Moment) {
        totals.commands += 1
        lastCommandAt = now
        guard !command.delivery.isEmpty else { return }
        let place = places[Key(device: device, delivery: command.delivery)] ?? open(command, device, at: now)
        deliveries[place].commands += 1
        if command.action == .withdraw { deliveries[place].withdrawals += 1 }
    }

    mutating func dropped(_ command: DeviceCommand, _ device: Int) {
        totals.dropped += 1
        change(device, command.delivery) { $0.dropped += 1 }
    }

    mutating func unreachable(_ command: DeviceCommand, _ device: Int) {
        totals.unreachable += 1
        change(device, command.delivery) { $0.unreachable += 1 }
    }

    private mutating func open(_ command: DeviceCommand, _ device: Int, at now: Moment) -> Int {
        deliveries.append(
            CommunityAccount.DeliveryAccount(
                delivery: command.delivery, alert: command.alert, device: devices[device].device,
                channel: devices[device].channel,
                action: command.action, status: command.status, mark: Announcement(command).mark, firstCommandAt: now))
        places[Key(device: device, delivery: command.delivery)] = deliveries.count - 1
        return deliveries.count - 1
    }

    // MARK: Deeds

    mutating func did(_ action: DeviceAction, _ device: Int) {
        switch action {
        case .answer(let receipt): answered(receipt, device)
        case .began(let delivery, _): change(device, delivery) { $0.begun += 1 }
        case .interrupted(let delivery): change(device, delivery) { $0.interrupted += 1 }
        case .shownAgain(let delivery): change(device, delivery) { $0.shownAgain += 1 }
        case .broke: break
        }
    }

    private mutating func answered(_ receipt: Receipt, _ device: Int) {
        var isNew = false
        change(device, receipt.delivery) { account in
            switch receipt.stage {
            case .delivered: account.deliveredAt = account.deliveredAt ?? receipt.at
            case .withdrawn: account.withdrawnAt = account.withdrawnAt ?? receipt.at
            case .failed: account.failed = account.failed ?? .init(reason: receipt.reason ?? .fault, at: receipt.at)
            case .presented:
                isNew = account.presented == nil
                account.presented =
                    account.presented
                    ?? .init(
                        at: receipt.at, startedAt: receipt.playing?.startedAt, endedAt: receipt.playing?.endedAt,
                        plays: receipt.playing?.plays)
            }
        }
        if isNew { presented += 1 }
    }

    // MARK: Sending

    mutating func sent(_ parcel: Parcel) {
        count(parcel) {
            $0.sent += 1
            $0.pending += 1
        }
        guard let (delivery, stage) = parcel.content.receipt else { return }
        change(parcel.device, delivery) { $0.sent[stage.rawValue, default: 0] += 1 }
    }

    mutating func settled(_ parcel: Parcel, _ settlement: Settlement) {
        count(parcel) {
            $0.pending -= 1
            switch settlement {
            case .acknowledged: $0.acknowledged += 1
            case .unheard: $0.unheard += 1
            case .refused: $0.refused += 1
            }
        }
        guard let (delivery, stage) = parcel.content.receipt else { return }
        change(parcel.device, delivery) {
            switch settlement {
            case .acknowledged: $0.acknowledged[stage.rawValue, default: 0] += 1
            case .unheard: $0.unheard += 1
            case .refused: $0.refused += 1
            }
        }
    }

    private mutating func count(_ parcel: Parcel, _ body: (inout CommunityAccount.Sending) -> Void) {
        switch parcel.content {
        case .receipt, .unreachable: body(&totals.receipts)
        case .wrongDevice: body(&totals.wrongDevice)
        case .garbage: body(&totals.garbage)
        }
    }

    private mutating func change(_ device: Int, _ delivery: String, _ body: (inout CommunityAccount.DeliveryAccount) -> Void) {
        guard let place = places[Key(device: device, delivery: delivery)] else { return }
        body(&deliveries[place])
    }
}

extension Parcel.Content {
    fileprivate var receipt: (delivery: String, stage: Receipt.Stage)? {
        switch self {
        case .receipt(let delivery, let stage): (delivery, stage)
        case .unreachable(let delivery): (delivery, .failed)
        case .wrongDevice, .garbage: nil
        }
    }
}
