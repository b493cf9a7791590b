import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Moves the schedule along with a line that the coverage ledger has already taken in.
    mutating func schedule(_ entry: Entry, at: Moment) {
        switch entry {
        case .deliveriesPlanned(let plan): attempts[plan.alert, default: []].append(Attempts(rows: plan.endpoints.count))
        case .deliveriesDispatched(let moved), .deliveriesFailed(let moved): settle(moved, at: at)
        case .deliveriesRepeated(let moved):
            forEachRow(of: moved) { $0.renew($1) }
            for index in 0..<(attempts[moved.alert]?.count ?? 0) { attempts[moved.alert].withElement(index) { $0.tighten() } }
        case .deliveriesWithdrawn(let moved):
            // A gateway is not told of what it does not have; a device is told to stop.
            forEachRow(of: moved) { attempts, row in
                guard !moved.channel.isOverGateways else { return attempts.stop(row) }
                attempts.giveBack(row)
                attempts.renew(row)
            }
        case .receiptAccepted(let receipt): stopIfSettled(receipt, at: at)
        case .alertEnded(let ended): stopAll(of: ended)
        case .alertClosed(let closed): attempts[closed.alert] = nil
        case .serviceStarted: forEachAttempts { $0.giveBackAll() }
        default: break
        }
    }

    private mutating func settle(_ moved: DeliveriesMoved, at: Moment) {
        guard let open = coverage.alerts[moved.alert], let retry = coverage.policy?.retry else { return }
        for (index, table) in open.deliveries.enumerated() where table.channel == moved.channel {
            for endpoint in moved.endpoints {
                guard let row = table.row(endpoint), let tries = attempts[moved.alert]?[index].tries(row) else { continue }
                if table.isDone(row) {
                    attempts[moved.alert]?[index].stop(row)
                } else if goesAgain(moved, table, open, tries: tries) {
                    attempts[moved.alert]?[index].settle(row, at: at, pause: retry.pause(after: tries, of: table.ids[row]))
                } else {
                    attempts[moved.alert]?[index].handOver(row)
                }
            }
        }
    }

    /// Whether what was dispatched or failed is sent again by itself: to devices until they answer; over gateways where that can help,
    /// and for the worst colours also where nobody knows whether the gateway took it, once. A foreign gateway that took an order has it,
    /// and might play a second one as well.
    private func goesAgain(_ moved: DeliveriesMoved, _ table: DeliveryTable, _ open: AlertCoverage, tries: Int) -> Bool {
        guard moved.channel.isOverGateways || table.gateway != nil else { return true }
        guard let reason = moved.reason else { return false }
        let isUrgent = coverage.policy?.gateways.repeatUncertain.contains(open.accepted.effectiveColour) ?? false
        return reason == .uncertain ? isUrgent && tries == 0 : reason.isPassing
    }

    private mutating func stopIfSettled(_ receipt: ReceiptAccepted, at: Moment) {
        guard let location = coverage.location(of: receipt.delivery), let table = coverage.table(at: location) else { return }
        if table.isDone(location.row) {
            attempts[location.alert]?[location.table].stop(location.row)
        } else if table.channel == .voice {
            callAgain(receipt, location, at: at)
        } else if table.channel.isOverGateways {
            return
        } else if table.gateway != nil {
            orderAgain(receipt, location, at: at)
        } else if receipt.stage == .delivered, let retry = coverage.policy?.retry {
            // It is there and being played: asked again only after the time that the play may take.
            let playing = Span(milliseconds: Int64(Double(table.characters) * 1000))
            attempts[location.alert]?[location.table].settle(
                location.row, at: at + playing, pause: retry.pause(after: 1, of: receipt.delivery))
        }
    }

    /// What a foreign device could not do is ordered anew after a pause, where that can help.
    private mutating func orderAgain(_ receipt: ReceiptAccepted, _ location: CoverageLedger.DeliveryLocation, at: Moment) {
        guard let reason = receipt.failed, reason.isPassing, let retry = coverage.policy?.retry,
            let open = coverage.alerts[location.alert], isInForce(open),
            let tries = attempts[location.alert]?[location.table].tries(location.row)
        else { return }
        let pause = retry.pause(after: tries, of: receipt.delivery)
        attempts[location.alert]?[location.table].postpone(location.row, to: at + pause)
    }

    /// A phone that did not answer is called again after a pause, as often as the policy says.
    private mutating func callAgain(_ receipt: ReceiptAccepted, _ location: CoverageLedger.DeliveryLocation, at: Moment) {
        guard let reason = receipt.failed, reason.isPassing, let rules = coverage.policy?.gateways.calls,
            let open = coverage.alerts[location.alert], isInForce(open),
            let tries = attempts[location.alert]?[location.table].tries(location.row), tries < rules.attempts
        else { return }
        let next = at + .seconds(Int64(rules.pauseSeconds))
        attempts[location.alert]?[location.table].postpone(location.row, to: next)
    }

    /// An expired alert asks for nothing more; one that was replaced or cancelled still has to be withdrawn.
    private mutating func stopAll(of ended: AlertEnded) {
        guard ended.cause == .expired, let tables = coverage.alerts[ended.alert]?.deliveries else { return }
        for (index, table) in tables.enumerated() {
            for row in table.endpoints.indices where !table.withdrawn[row] { attempts[ended.alert]?[index].stop(row) }
        }
    }

    mutating func forEachRow(of moved: DeliveriesMoved, _ body: (inout Attempts, Int) -> Void) {
        guard let open = coverage.alerts[moved.alert] else { return }
        for (index, table) in open.deliveries.enumerated() where table.channel == moved.channel {
            for endpoint in moved.endpoints {
                if let row = table.row(endpoint) { attempts[moved.alert].withElement(index) { body(&$0, row) } }
            }
        }
    }

    private mutating func forEachAttempts(_ body: (inout Attempts) -> Void) {
        for alert in coverage.order {
            for index in 0..<(attempts[alert]?.count ?? 0) { attempts[alert].withElement(index, body) }
        }
    }

    /// Rows whose pause is over, as lines that say that they go out again.
    func repeats(now: Moment) -> [Entry] {
        var entries: [Entry] = []
        for alert in coverage.order {
            guard let open = coverage.alerts[alert], let rows = attempts[alert] else { continue }
            for (index, table) in open.deliveries.enumerated() {
                let due = rows[index].due(at: now).filter { !table.isDone($0) }
                guard !due.isEmpty else { continue }
                entries.append(
                    .deliveriesRepeated(
                        DeliveriesMoved(alert: alert, channel: table.channel, endpoints: due.map { table.endpoints[$0] })))
            }
        }
        return entries
    }

    /// A device is back: what it still owes goes out again soon.
    mutating func hasten(_ device: String, at: Moment) {
        for alert in coverage.order {
            guard let open = coverage.alerts[alert] else { continue }
            for (index, table) in open.deliveries.enumerated() {
                guard let row = table.row(device), !table.isDone(row), isInForce(open) || table.withdrawn[row] else { continue }
                attempts[alert]?[index].hasten(row, at: at)
            }
        }
    }

    /// Whether a device owes an answer.
    func hasOpenDelivery(_ device: String) -> Bool {
        coverage.order.contains { alert in
            guard let open = coverage.alerts[alert] else { return false }
            return open.deliveries.contains { table in table.row(device).map { !table.isDone($0) } ?? false }
        }
    }

    func isInForce(_ open: AlertCoverage) -> Bool { open.ended == nil }
}

extension Optional where Wrapped == [Attempts] {
    /// Changes one element in place where there is one.
    mutating func withElement(_ index: Int, _ body: (inout Attempts) -> Void) {
        guard let count = self?.count, index < count else { return }
        body(&self![index])
    }
}
