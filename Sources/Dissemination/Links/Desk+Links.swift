import Alerts
import Community
import Coverage
import Crypto
import Record

extension Desk {
    /// A decision with the links, and the messages that carry them, which follow from it: whoever is called or gets something to see to
    /// over their phone has a link that is good for a shift.
    func withLinks(_ decision: Decision, now: Moment) -> Decision {
        guard means.links, !means.messages.isEmpty, let roster = coverage.roster else { return decision }
        var decision = decision
        let told = newTasks(in: decision.entries, roster)
        decision.entries += messages(aboutTasks: told, beside: decision.entries)
        var issued: Set<Pseudonym> = []
        for staff in called(in: decision.entries) + told.map(\.staff) where issued.insert(staff).inserted {
            guard needsLink(staff, roster, now: now) else { continue }
            decision.entries.append(issue(to: staff, now: now))
        }
        return decision
    }

    private func called(in entries: [Entry]) -> [Pseudonym] {
        entries.flatMap { entry -> [Pseudonym] in
            if case .callPlanned(let line) = entry { line.callees.map(\.staff) } else { [] }
        }
    }

    /// A link is good for the shift; one that is nearly over makes room for the next.
    private func needsLink(_ staff: Pseudonym, _ roster: Roster, now: Moment) -> Bool {
        guard mobile(of: staff, roster) != nil else { return false }
        return links.link(of: staff, at: now + .hours(1)) == nil
    }

    private func issue(to staff: Pseudonym, now: Moment) -> Entry {
        let hours = Int64(coverage.policy?.people?.shiftHours ?? Policy.PeopleRules.usualShiftHours)
        let name = SHA256.hash(data: Array("link:\(staff),\(now.milliseconds)".utf8))
        return .linkIssued(LinkIssued(link: LinkID(digest: name), staff: staff, until: now + .hours(hours)))
    }

    private func mobile(of staff: Pseudonym, _ roster: Roster) -> Pseudonym? {
        roster.staff.first { $0.pseudonym == staff }?.phone.flatMap { coverage.endpoints?.phone($0)?.kind == .mobile ? $0 : nil }
    }

    // MARK: messages about tasks

    private struct Told: Hashable {
        var alert: AlertID
        var staff: Pseudonym
        var phone: Pseudonym
    }

    /// Who gets something to see to and had nothing before, for alerts that run.
    private func newTasks(in entries: [Entry], _ roster: Roster) -> [Told] {
        var seen: Set<Told> = []
        return entries.compactMap { entry -> Told? in
            let (alert, staff): (AlertID, Pseudonym)
            switch entry {
            case .taskAssigned(let line): (alert, staff) = (line.alert, line.to)
            case .taskHandedOver(let line): (alert, staff) = (line.alert, line.to)
            default: return nil
            }
            guard tasks[alert]?.count(of: staff) ?? 0 == 0, let phone = mobile(of: staff, roster),
                let carrier = coverage.alerts[alert].flatMap(carrier(of:))
            else { return nil }
            let told = Told(alert: carrier.accepted.alert, staff: staff, phone: phone)
            return seen.insert(told).inserted ? told : nil
        }
    }

    /// A message to each phone that has none for the alert yet, and again to those that had theirs before there was anything to see to.
    private func messages(aboutTasks told: [Told], beside entries: [Entry]) -> [Entry] {
        var planned: Set<String> = []
        for case .deliveriesPlanned(let line) in entries where line.channel == .sms {
            planned.formUnion(line.endpoints.map { "\(line.alert),\($0)" })
        }
        for case .deliveriesRepeated(let line) in entries where line.channel == .sms {
            planned.formUnion(line.endpoints.map { "\(line.alert),\($0)" })
        }
        return Dictionary(grouping: told, by: \.alert).sorted { $0.key < $1.key }.flatMap { alert, told -> [Entry] in
            guard let open = coverage.alerts[alert] else { return [] }
            let phones = told.map(\.phone).filter { !planned.contains("\(alert),\($0)") }
            let characters = open.deliveries.first?.characters ?? 0
            let plans = self.plans(of: phones, for: alert, characters: characters) { channel, phone in
                channel == .voice || open.deliveries.contains { $0.channel == .sms && $0.row(phone) != nil }
            }
            return plans + again(phones, open)
        }
    }

    /// Phones that have had the message: it goes out again, with what there is to see to.
    private func again(_ phones: [Pseudonym], _ open: AlertCoverage) -> [Entry] {
        var seen: Set<String> = []
        let endpoints = phones.map(\.description).filter { phone in
            open.deliveries.contains { table in
                table.channel == .sms && table.row(phone).map { table.stages[$0] >= .dispatched && !table.withdrawn[$0] } ?? false
            } && seen.insert(phone).inserted
        }
        guard !endpoints.isEmpty else { return [] }
        return [
            .deliveriesRepeated(DeliveriesMoved(alert: open.accepted.alert, channel: .sms, endpoints: endpoints))
        ]
    }

    /// Whether somebody on a phone has anything to see to for an alert, or for those that it stands for.
    func hasTasks(_ phone: Pseudonym, of open: AlertCoverage) -> Bool {
        let owners = (coverage.roster?.staff ?? []).filter { $0.phone == phone }.map(\.pseudonym)
        guard !owners.isEmpty else { return false }
        return coverage.standsFor(open.accepted.alert).contains { alert in
            owners.contains { tasks[alert]?.count(of: $0) ?? 0 > 0 }
        }
    }

    // MARK: what happens to links

    /// A link is bound to the first browser that opens it, and ends when somebody says so.
    func decide(_ link: IncomingLink, now: Moment) -> [Entry] {
        switch link {
        case .opened(let id, let browser):
            guard let link = links[id], link.isGood(at: now), link.browser == nil else { return [] }
            return [.linkBound(LinkBound(link: id, browser: browser))]
        case .revoked(let id, let by):
            guard let link = links[id], link.isGood(at: now) else { return [] }
            return [.linkRevoked(LinkRevoked(link: id, by: by))]
        case .renewed(let staff, let by): return renew(staff, by: by, now: now)
        }
    }

    private func renew(_ staff: Pseudonym, by: Pseudonym?, now: Moment) -> [Entry] {
        guard means.links, let roster = coverage.roster, let phone = mobile(of: staff, roster) else { return [] }
        let old = links.link(of: staff, at: now).map { [Entry.linkRevoked(LinkRevoked(link: $0.id, by: by))] } ?? []
        let carriers = coverage.order.compactMap { coverage.alerts[$0] }.filter { open in
            open.isRunning && (open.calls.call(of: staff) != nil || tasks[open.accepted.alert]?.count(of: staff) ?? 0 > 0)
        }.compactMap(carrier(of:))
        // One message is enough: the page has all warnings.
        let messages = carriers.last.map { open -> [Entry] in
            let plans = self.plans(of: [phone], for: open.accepted.alert, characters: open.deliveries.first?.characters ?? 0) {
                channel, phone in channel == .voice || open.deliveries.contains { $0.channel == .sms && $0.row(phone) != nil }
            }
            return plans + again([phone], open)
        }
        return old + [issue(to: staff, now: now)] + (messages ?? [])
    }

    /// Whether the owner of a phone has a link that was never opened: the message that brings it is wanted even if they have answered.
    func awaitsLink(_ phone: Pseudonym) -> Bool {
        guard means.links else { return false }
        return (coverage.roster?.staff ?? []).contains { $0.phone == phone && links.isUnopened(by: $0.pseudonym) }
    }

    // MARK: residents

    /// A tap on the page of a message's link is an answer, as words would be.
    func decide(_ confirmation: IncomingConfirmation, now: Moment) -> [Entry] {
        guard let location = coverage.location(of: confirmation.delivery), let table = coverage.table(at: location),
            table.channel == .sms, table.stages[location.row] >= .dispatched || table.failures[location.row] == .uncertain,
            table.stages[location.row] < .confirmed, let open = coverage.alerts[location.alert]
        else { return [] }
        let origin = RecordOrigin(at: confirmation.at, sentAt: confirmation.sentAt)
        guard case .keep(let moment) = self.moment(of: origin, open, now: now) else { return [] }
        let line = ReceiptAccepted(
            alert: location.alert, delivery: confirmation.delivery, channel: .sms, endpoint: table.endpoints[location.row],
            stage: .confirmed, far: confirmation.at, moment: max(moment, table.earliestAnswer(location.row)))
        return [.receiptAccepted(line)] + answers(by: line, .link)
    }
}
