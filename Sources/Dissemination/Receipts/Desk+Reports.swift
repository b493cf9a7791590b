import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Judges what a gateway reports. A report on a message that the gateway has not yet said it took is kept for when it says so.
    func decide(_ report: IncomingReport, now: Moment) -> Decision {
        guard means.contains(report.gateway) else { return refuse(report, "unknown-device") }
        let known = report.delivery ?? report.reference.flatMap { gatewayBook.delivery($0, of: report.gateway) }
        guard let known else { return keep(report) }
        guard let location = coverage.location(of: known), let table = coverage.table(at: location),
            table.channel == report.channel
        else { return refuse(report, "unknown-delivery") }
        if let phone = report.phone, phone.description != table.endpoints[location.row] { return refuse(report, "other-phone") }
        switch report.result {
        case .failed(let reason): return fail(report, reason, location, table, now: now)
        case .reached(let stage): return move(report, to: stage, location, table, now: now)
        }
    }

    private func move(
        _ report: IncomingReport, to stage: Stage, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable,
        now: Moment
    ) -> Decision {
        guard [.dispatched, .delivered, .confirmed].contains(stage) else { return refuse(report, "stage") }
        guard stage > table.stages[location.row] else { return repeated(report) }
        var line = line(report, location, table, now: now)
        if let part = report.part, part.count > 1, stage == .delivered {
            guard (1...part.count).contains(part.number), part.count <= 255 else { return refuse(report, "malformed") }
            let arrived = gatewayBook.parts(of: line.delivery)
            guard !arrived.contains(part.number) else { return repeated(report) }
            line.part = [part.number, part.count]
            // The message is there when all of its parts are.
            guard arrived.union([part.number]).count == part.count else { return Decision([.receiptAccepted(line)]) }
        }
        line.stage = stage
        return Decision([.receiptAccepted(line)] + answers(by: line, .key))
    }

    private func fail(
        _ report: IncomingReport, _ reason: FailureReason, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable,
        now: Moment
    ) -> Decision {
        let isNews = table.stages[location.row] < .delivered && table.failures[location.row] != reason
        // Each call that was not answered is an attempt of its own.
        guard isNews || table.channel == .voice && table.stages[location.row] < .delivered else { return repeated(report) }
        var line = line(report, location, table, now: now)
        line.failed = reason
        return Decision([.receiptAccepted(line)])
    }

    private func line(
        _ report: IncomingReport, _ location: CoverageLedger.DeliveryLocation, _ table: DeliveryTable, now: Moment
    ) -> ReceiptAccepted {
        ReceiptAccepted(
            alert: location.alert, delivery: table.ids[location.row], channel: table.channel,
            endpoint: table.endpoints[location.row], stage: nil, far: report.at,
            moment: moment(report.at, at: report.gateway, table, row: location.row, now: now),
            startedAt: report.call?.answeredAt, endedAt: report.call?.endedAt, gateway: report.gateway, code: report.code,
            rangAt: report.call?.rangAt, key: report.call?.key)
    }

    private func keep(_ report: IncomingReport) -> Decision {
        guard let reference = report.reference, !gatewayBook.isFull else { return refuse(report, "unknown-delivery") }
        var (stage, failed): (Stage?, FailureReason?)
        switch report.result {
        case .reached(let reached): stage = reached
        case .failed(let reason): failed = reason
        }
        return Decision([
            .reportEarly(
                ReportEarly(
                    channel: report.channel, gateway: report.gateway, reference: reference, stage: stage, failed: failed,
                    code: report.code, part: report.part.map { [$0.number, $0.count] }, far: report.at))
        ])
    }

    /// What was reported of a message before its gateway said that it took it, now that it says so.
    func earlyReports(_ moved: DeliveriesMoved) -> [IncomingReport] {
        guard let gateway = moved.gateway, let references = moved.references else { return [] }
        return zip(moved.endpoints, references).flatMap { endpoint, reference in
            gatewayBook.early(reference, of: gateway).compactMap { early in
                guard
                    let result = early.stage.map(IncomingReport.Result.reached) ?? early.failed.map(IncomingReport.Result.failed)
                else { return nil }
                return IncomingReport(
                    channel: moved.channel, gateway: gateway,
                    delivery: DeliveryID(alert: moved.alert, action: .present, channel: moved.channel, endpoint: endpoint),
                    reference: reference, result: result, code: early.code,
                    part: early.part.flatMap { $0.count == 2 ? .init(number: $0[0], count: $0[1]) : nil }, at: early.far)
            }
        }
    }

    private func refuse(_ report: IncomingReport, _ reason: String) -> Decision {
        note(report.delivery, of: means.contains(report.gateway) ? report.gateway : nil, reason, refused: true)
    }

    private func repeated(_ report: IncomingReport) -> Decision { note(report.delivery, of: report.gateway, "repeated") }

    /// Words from a phone: they answer the last message that the gateway sent there, if that is not too old. Whoever has two warnings
    /// and answers once has answered the later.
    func decide(_ reply: IncomingReply, now: Moment) -> Decision {
        let isKnown = coverage.endpoints?.phone(reply.phone) != nil
        let answered = isKnown ? lastMessage(to: reply, now: now) : nil
        var entries: [Entry] = [
            .replyReceived(
                ReplyReceived(
                    gateway: reply.gateway, phone: isKnown ? reply.phone : nil, meaning: reply.meaning, sha256: reply.sha256,
                    delivery: answered?.table.ids[answered?.location.row ?? 0], far: reply.at))
        ]
        if let answered, reply.meaning == .confirms, answered.table.stages[answered.location.row] < .confirmed {
            let row = answered.location.row
            let line = ReceiptAccepted(
                alert: answered.location.alert, delivery: answered.table.ids[row], channel: .sms,
                endpoint: answered.table.endpoints[row], stage: .confirmed, far: reply.at,
                moment: moment(reply.at, at: reply.gateway, answered.table, row: row, now: now), gateway: reply.gateway)
            entries += [.receiptAccepted(line)] + answers(by: line, .reply)
        }
        let owner = coverage.roster?.staff.first { $0.phone == reply.phone }?.pseudonym
        if isKnown, reply.meaning == .link, let owner { entries += decide(.renewed(owner, by: owner), now: now) }
        return Decision(entries)
    }

    private func lastMessage(
        to reply: IncomingReply, now: Moment
    ) -> (location: CoverageLedger.DeliveryLocation, table: DeliveryTable)? {
        let hours = Int64(coverage.policy?.gateways.replyHours ?? 0)
        let endpoint = reply.phone.description
        var latest: (location: CoverageLedger.DeliveryLocation, table: DeliveryTable, sent: Moment)?
        for alert in coverage.order {
            for table in coverage.alerts[alert]?.deliveries ?? [] where table.channel == .sms {
                guard let row = table.row(endpoint), table.stages[row] >= .dispatched || table.failures[row] == .uncertain,
                    gatewayBook.taker(of: table.ids[row]).map({ $0 == reply.gateway }) ?? true
                else { continue }
                let sent = table.earliestAnswer(row)
                guard sent <= now, now - sent <= .hours(hours), sent >= latest?.sent ?? sent else { continue }
                guard let location = coverage.location(of: table.ids[row]) else { continue }
                latest = (location, table, sent)
            }
        }
        return latest.map { ($0.location, $0.table) }
    }
}
