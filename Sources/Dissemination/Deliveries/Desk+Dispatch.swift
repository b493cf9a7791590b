import Alerts
public import Community
import Coverage
import Record

extension Desk {
    /// Takes what is to go out now on some channels, the worst colour first, and remembers that it is on its way. Alerts of one colour
    /// share what there is room for.
    ///
    /// - Parameter gateway: the foreign gateway whose devices are meant; nil for what goes in Tocsin's own way.
    ///
    /// The lines that plan it are written: this MUST be called only after the commit.
    public mutating func takeDue(_ channels: Set<Channel>, over gateway: String? = nil, limit: Int) -> [Dispatch] {
        let route = Route(channels: channels, gateway: gateway)
        var dispatches: [Dispatch] = []
        for peers in alertsByPriority(route) {
            var left = peers.count
            for alert in peers {
                let share = (limit - dispatches.count + left - 1) / max(1, left)
                take(from: alert, route, limit: min(limit, dispatches.count + share), into: &dispatches)
                left -= 1
            }
            // What one of them did not need is there for the others.
            for alert in peers where dispatches.count < limit { take(from: alert, route, limit: limit, into: &dispatches) }
            guard dispatches.count < limit else { break }
        }
        return dispatches
    }

    /// The alerts with something ready, in groups of one colour, the worst first.
    private func alertsByPriority(_ route: Route) -> [[AlertID]] {
        var groups: [Int: [AlertID]] = [:]
        for alert in coverage.order {
            guard let open = coverage.alerts[alert], hasReady(alert, open, route) else { continue }
            groups[open.accepted.effectiveColour.priority, default: []].append(alert)
        }
        return groups.sorted { $0.key < $1.key }.map(\.value)
    }

    private func hasReady(_ alert: AlertID, _ open: AlertCoverage, _ route: Route) -> Bool {
        guard let rows = attempts[alert] else { return false }
        return rows.indices.contains { rows[$0].hasReady && route.carries(open.deliveries[$0]) }
    }

    private mutating func take(from alert: AlertID, _ route: Route, limit: Int, into dispatches: inout [Dispatch]) {
        guard let open = coverage.alerts[alert], let count = attempts[alert]?.count else { return }
        for index in 0..<count where attempts[alert]?[index].hasReady ?? false {
            let table = open.deliveries[index]
            guard route.carries(table) else { continue }
            while dispatches.count < limit, let row = attempts[alert]?[index].takeNext() {
                let isCall = table.channel == .voice || table.isCalling
                guard !isCall || isWanted(table.endpoints[row], on: table.channel, of: open) else {
                    spared.append(Spared(alert: alert, channel: table.channel, endpoint: table.endpoints[row]))
                    continue
                }
                dispatches.append(
                    Dispatch(
                        alert: alert, channel: table.channel, endpoint: table.endpoints[row], delivery: table.ids[row],
                        action: table.withdrawn[row] ? .withdraw : table.action, expires: open.accepted.expires,
                        priority: open.accepted.effectiveColour.priority, failures: gatewayBook.failures(of: table.ids[row])))
            }
        }
    }

    /// Whether anybody behind a phone still has to be told, or to answer, or to go somewhere.
    private func isWanted(_ endpoint: String, on channel: Channel, of open: AlertCoverage) -> Bool {
        if let phone = Pseudonym(endpoint) {
            if isCalled(phone, of: open) { return true }
            if channel == .sms, awaitsLink(phone) || hasTasks(phone, of: open) { return true }
        }
        guard let reach = open.endpoints.endpoint(endpoint, on: .voice)?.reach else { return false }
        return reach.ranges.contains { $0.contains { isLeft($0, of: open) } }
    }

    /// The calls that were not made because everybody behind the phone was told, or answered, meanwhile.
    var sparedCalls: [Entry] {
        Channel.allCases.flatMap { channel in
            Dictionary(grouping: spared.filter { $0.channel == channel }, by: \.alert).sorted { $0.key < $1.key }.map {
                .deliveriesWithdrawn(DeliveriesMoved(alert: $0, channel: channel, endpoints: $1.map(\.endpoint)))
            }
        }
    }

    /// Whether anything waits to be taken.
    public var hasDue: Bool { attempts.values.contains { $0.contains(where: \.hasReady) } }

    /// What became of commands, as lists by alert, channel, gateway and result.
    func decide(_ outcomes: [DispatchOutcome], now: Moment) -> Decision {
        var groups = OutcomeGroups()
        for outcome in outcomes {
            guard let location = coverage.location(of: outcome.delivery), let table = coverage.table(at: location) else {
                continue
            }
            let endpoint = table.endpoints[location.row]
            // What becomes of a command that was withdrawn meanwhile says nothing of its withdrawal.
            guard outcome.action == .withdraw || !table.withdrawn[location.row] else { continue }
            guard let result = lineResult(outcome.result, endpoint: endpoint) else { continue }
            groups.add(outcome, alert: location.alert, channel: table.channel, endpoint: endpoint, reason: result.reason)
        }
        var decision = Decision(groups.entries)
        for case .deliveriesDispatched(let moved) in groups.entries {
            for report in earlyReports(moved) { decision.entries += decide(report, now: now).entries }
            decision.entries += earlyFailures(moved)
        }
        return decision
    }

    /// A failure that was reported before the gateway's answer to the submission was written: it is the later word, so it stands behind.
    private func earlyFailures(_ moved: DeliveriesMoved) -> [Entry] {
        guard moved.channel.isOverGateways else { return [] }
        return moved.endpoints.compactMap { endpoint in
            let delivery = DeliveryID(alert: moved.alert, action: .present, channel: moved.channel, endpoint: endpoint)
            return gatewayBook.reportedFailure(of: delivery).map(Entry.receiptAccepted)
        }
    }

    /// Where the broker cannot say whether anybody reads, only a device that says it is online counts as served.
    private func lineResult(_ result: DispatchOutcome.Result, endpoint: String) -> (reason: FailureReason?, Void)? {
        switch result {
        case .accepted: (nil, ())
        case .acceptedBlindly: (coverage.links.isOnline(endpoint) == true ? nil : .offline, ())
        case .failed(let reason): (reason, ())
        case .lost: nil
        }
    }

    /// Commands whose answer was lost go out again.
    mutating func giveBackLost(_ outcomes: [DispatchOutcome]) {
        for outcome in outcomes where outcome.result == .lost {
            guard let location = coverage.location(of: outcome.delivery) else { continue }
            attempts[location.alert]?[location.table].giveBack(location.row)
        }
    }
}
