import Alerts

extension Fleet {
    /// How long a receipt waits to be overtaken by the device's next one.
    private static let patience = Span.seconds(20)

    /// Sends a receipt, with everything that may go wrong on the way.
    mutating func post(_ receipt: Receipt, _ device: Int, at now: Moment) {
        let name = devices[device].description.device
        let kind = "\(receipt.stage.rawValue)/\(receipt.delivery)"
        let occurrence = lines[device].count(kind)
        let subject = "\(name)/\(kind)"
        let payload = receipt.payload(offsetMinutes: offsetMinutes)
        let content = Parcel.Content.receipt(delivery: receipt.delivery, stage: receipt.stage)
        func happens(_ probability: Double, _ question: String) -> Bool {
            plan.chance.happens(probability, question, subject, occurrence)
        }
        let leaves = now + delay(subject, occurrence)
        if happens(plan.options.reorder, "reorder") {
            lines[device].behind.append(parcel(device, content, payload))
            due.add(.letGo(device), at: leaves + Fleet.patience)
        } else {
            release(parcel(device, content, payload), at: leaves, now)
            overtaken(device, at: leaves, now)
        }
        if happens(plan.options.duplicate, "duplicate") {
            let later = Span.milliseconds(Int64(1000 * plan.chance.share("duplicate-after", subject, occurrence)))
            release(parcel(device, content, payload), at: leaves + later, now)
        }
        if happens(plan.options.wrongDevice, "wrong-device"), let delivery = deliveryOfAnother(device, subject, occurrence) {
            var forged = receipt
            forged.delivery = delivery
            release(parcel(device, .wrongDevice, forged.payload(offsetMinutes: offsetMinutes)), at: leaves, now)
        }
        if happens(plan.options.garbage, "garbage") {
            release(parcel(device, .garbage, plan.garbage(subject, occurrence, honest: payload)), at: leaves, now)
        }
    }

    /// A gateway answers for a device that it cannot reach; a device with a connection of its own says nothing.
    mutating func cannotReach(_ device: Int, _ command: DeviceCommand, at now: Moment) {
        keeper.unreachable(command, device)
        guard gatewaysAnswer, !command.delivery.isEmpty else { return }
        let receipt = Receipt(delivery: command.delivery, stage: .failed, at: now, reason: .offline)
        let parcel = parcel(device, .unreachable(delivery: command.delivery), receipt.payload(offsetMinutes: offsetMinutes))
        keeper.sent(parcel)
        effects.append(.send(parcel))
    }

    /// Lets a parcel go, or keeps it where the device has no connection.
    mutating func dispatch(_ parcel: Parcel) {
        guard lines[parcel.device].isUp else { return lines[parcel.device].waiting.append(parcel) }
        keeper.sent(parcel)
        effects.append(.send(parcel))
    }

    /// Sends what nothing has overtaken.
    mutating func letGo(_ device: Int) {
        let parcels = lines[device].behind
        lines[device].behind = []
        for parcel in parcels { dispatch(parcel) }
    }

    private mutating func overtaken(_ device: Int, at moment: Moment, _ now: Moment) {
        let parcels = lines[device].behind
        lines[device].behind = []
        for parcel in parcels { release(parcel, at: moment, now) }
    }

    private mutating func release(_ parcel: Parcel, at moment: Moment, _ now: Moment) {
        if moment <= now { return dispatch(parcel) }
        delayed += 1
        due.add(.release(parcel), at: moment)
    }

    private mutating func parcel(_ device: Int, _ content: Parcel.Content, _ payload: [UInt8]) -> Parcel {
        lastToken += 1
        return Parcel(device: device, content: content, payload: payload, token: lastToken)
    }

    private func delay(_ subject: String, _ occurrence: Int) -> Span {
        let (least, most) = (plan.options.delay.lowerBound, plan.options.delay.upperBound)
        let share = plan.chance.share("delay", subject, occurrence)
        return least + .milliseconds(Int64(Double(most.milliseconds - least.milliseconds) * share))
    }

    private func deliveryOfAnother(_ device: Int, _ subject: String, _ occurrence: Int) -> String? {
        let first = Int(plan.chance.bits("other-device", subject, occurrence) % UInt64(devices.count))
        for step in 0..<min(devices.count, 64) {
            let other = (first + step) % devices.count
            if other != device, let delivery = lines[other].lastDelivery { return delivery }
        }
        return nil
    }
}
