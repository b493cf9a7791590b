import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Judges a receipt: it moves its delivery up, or changes nothing and is noted as repeated or refused.
    func decide(_ receipt: IncomingReceipt, now: Moment) -> Decision {
        // What others' devices say has no time of its own in every case.
        guard let delivery = receipt.delivery, let word = receipt.stage, receipt.at != nil || receipt.gateway != nil else {
            return refuse(receipt, "malformed")
        }
        guard let location = coverage.location(of: delivery), let table = coverage.table(at: location) else {
            return refuse(receipt, "unknown-delivery")
        }
        guard let receipt = receipt.named(table.endpoints[location.row], of: table) else {
            return refuse(receipt, "other-device")
        }
        switch word {
        case "failed": return fail(receipt, location, table, now: now)
        case "withdrawn": return answerWithdrawal(receipt, location, table, now: now)
        default:
            guard let stage = Stage(rawValue: word), ownStages(of: table).contains(stage) else { return refuse(receipt, "stage") }
            return move(receipt, to: stage, location, table, now: now)
        }
    }

    /// The stages that the endpoint of a channel may claim; a silent test ends with `delivered`.
    private func ownStages(of table: DeliveryTable) -> [Stage] {
        guard table.channel == .loudspeaker || table.channel == .display else { return [] }
        return table.action == .check ? [.dispatched, .delivered] : [.dispatched, .delivered, .presented]
    }

    private func move(
        _ receipt: IncomingReceipt, to claimed: Stage, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable,
        now: Moment
    ) -> Decision {
        let isPlausible = claimed != .presented || table.channel != .loudspeaker || playIsPlausible(receipt, table, now: now)
        let stage = isPlausible ? claimed : .delivered
        guard stage > table.stages[location.row] else { return note(receipt, "repeated") }
        return Decision([
            .receiptAccepted(
                accepted(receipt, location, table, stage: stage, claimed: isPlausible ? nil : claimed, now: now))
        ])
    }

    private func fail(
        _ receipt: IncomingReceipt, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable, now: Moment
    ) -> Decision {
        guard let reason = receipt.reason, FailureReason.ofDevices.contains(reason) else { return refuse(receipt, "malformed") }
        // It failed before, and was ordered anew since.
        let isOld = receipt.gateway != nil && receipt.failures != gatewayBook.failures(of: table.ids[location.row])
        guard !isOld else { return note(receipt, "repeated") }
        // A device that is faulty in turns must not fill the journal either.
        let isFull = unused.isFull(receipt.device, limit: coverage.policy?.evidence.unusedReceiptsPerMinute ?? 6)
        let isNews = !table.isSettled(location.row) && table.failures[location.row] != reason && !isFull
        guard isNews else { return note(receipt, "repeated") }
        var line = accepted(receipt, location, table, stage: nil, claimed: nil, now: now)
        line.failed = reason
        return Decision([.receiptAccepted(line)])
    }

    private func answerWithdrawal(
        _ receipt: IncomingReceipt, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable, now: Moment
    ) -> Decision {
        guard table.withdrawn[location.row] else { return takenBack(receipt, location, table, now: now) }
        guard !table.withdrawalAnswered[location.row] else { return note(receipt, "repeated") }
        var line = accepted(receipt, location, table, stage: nil, claimed: nil, now: now)
        line.withdrawn = true
        return Decision([.receiptAccepted(line)])
    }

    /// Somebody took an order back at the foreign gateway that we did not: it will not be played.
    private func takenBack(
        _ receipt: IncomingReceipt, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable, now: Moment
    ) -> Decision {
        guard receipt.gateway != nil else { return refuse(receipt, "stage") }
        var failed = receipt
        failed.reason = .rejected
        return fail(failed, location, table, now: now)
    }

    private func accepted(
        _ receipt: IncomingReceipt, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable, stage: Stage?,
        claimed: Stage?, now: Moment
    ) -> ReceiptAccepted {
        ReceiptAccepted(
            alert: location.alert, delivery: table.ids[location.row], channel: table.channel, endpoint: receipt.device,
            stage: stage, claimed: claimed, far: receipt.at,
            moment: moment(receipt.at, at: receipt.clock, table, row: location.row, now: now),
            startedAt: receipt.startedAt, endedAt: receipt.endedAt, plays: receipt.plays, gateway: receipt.gateway,
            code: receipt.code)
    }

    /// The far end's own time where it lies between dispatch and arrival and that clock was seen right lately, else the arrival.
    func moment(_ far: Moment?, at clock: String, _ table: DeliveryTable, row: Int, now: Moment) -> Moment {
        guard let far, far >= table.earliestAnswer(row), far <= now, let rules = coverage.policy?.evidence else { return now }
        return isClockRight(clock, far, rules, now: now) ? far : now
    }

    private func isClockRight(_ device: String, _ far: Moment, _ rules: Policy.EvidenceRules, now: Moment) -> Bool {
        abs((now - far).milliseconds) <= rules.clockToleranceMilliseconds
            || coverage.links.isClockTrusted(device, at: now, within: .hours(Int64(rules.clockTrustHours)))
    }

    /// Whether a loudspeaker can have spoken the text as often as it says between the times that it says.
    private func playIsPlausible(_ receipt: IncomingReceipt, _ table: DeliveryTable, now: Moment) -> Bool {
        guard let started = receipt.startedAt, let ended = receipt.endedAt, let plays = receipt.plays, plays >= 1, plays <= 1000,
            let rules = coverage.policy?.evidence, let said = receipt.at,
            (ended - said).milliseconds <= rules.clockToleranceMilliseconds
        else { return false }
        let played = (ended - started).milliseconds
        let shortest = Double(table.characters * plays) / rules.charactersPerSecond * 1000
        let tolerance = Span(milliseconds: rules.clockToleranceMilliseconds)
        guard played > 0, Double(played) >= shortest, (ended - started) <= (now - table.planned) + tolerance else { return false }
        // By the device's own clock, right or wrong, the play was over when it was reported.
        guard let at = receipt.at, ended <= at + tolerance else { return false }
        // By a clock that is right, it lay between the plan and now.
        return !isClockRight(receipt.clock, at, rules, now: now) || started >= table.planned - tolerance
    }

    private func refuse(_ receipt: IncomingReceipt, _ reason: String) -> Decision { note(receipt, reason, refused: true) }

    /// Receipts that change nothing are journaled one by one up to the policy's number a minute, and counted beyond.
    private func note(_ receipt: IncomingReceipt, _ reason: String, refused: Bool = false) -> Decision {
        let device = coverage.device(receipt.device) == nil ? nil : receipt.device
        return note(receipt.delivery, of: device, device == nil ? "unknown-device" : reason, refused: refused)
    }

    /// Notes what a device or gateway said that changed nothing; nil for one that is unknown.
    func note(_ delivery: DeliveryID?, of device: String?, _ reason: String, refused: Bool = false) -> Decision {
        let line = ReceiptsUnused(device: device, reason: reason, delivery: delivery, count: 1)
        guard !unused.isFull(device, limit: coverage.policy?.evidence.unusedReceiptsPerMinute ?? 6) else {
            var decision = Decision()
            decision.counted = UnusedReceipt(line: line, refused: refused)
            return decision
        }
        return Decision([refused ? .receiptRefused(line) : .receiptRepeated(line)])
    }
}

extension IncomingReceipt {
    /// Whose clock the times are of.
    fileprivate var clock: String { gateway ?? device }

    /// The receipt with the name of its device; nil where somebody speaks for a device that is not theirs.
    fileprivate func named(_ endpoint: String, of table: DeliveryTable) -> IncomingReceipt? {
        guard gateway == table.gateway, device == endpoint || gateway != nil && device.isEmpty else { return nil }
        var named = self
        named.device = endpoint
        return named
    }
}
