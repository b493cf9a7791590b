import Alerts

extension SMSC {
    /// Takes a submission or refuses it, and settles what becomes of it.
    mutating func submit(_ pdu: PDU, _ connection: Int, _ book: inout HandsetBook, at now: Moment) {
        guard let message = try? SubmittedMessage(pdu.body) else { return refuse(pdu, .invalidLength, nil, connection, &book) }
        guard let number = MobileNumber(message.destination) else {
            return refuse(pdu, .invalidDestination, nil, connection, &book)
        }
        if bucket?.take(at: now) == false { return refuse(pdu, .throttled, number, connection, &book) }
        if let queue = options.queue, underway >= queue { return refuse(pdu, .queueFull, number, connection, &book) }
        let text = options.alphabet.text(message.octets, coding: message.coding)
        let part = message.segment.map { "\($0.reference)/\($0.number)" } ?? ""
        switch book.admission(number, "\(message.source) \(part) \(text)") {
        case .invalidNumber: return refuse(pdu, .invalidDestination, number, connection, &book)
        case .throttled: return refuse(pdu, .throttled, number, connection, &book)
        case .queueFull: return refuse(pdu, .queueFull, number, connection, &book)
        case .unpaid: return refuse(pdu, .submitFailed, number, connection, &book)
        case .unanswered(isTaken: false):
            account.unanswered += 1
            book.refuse(number, "unanswered")
        case .unanswered(isTaken: true): take(pdu, message, text, number, .lost, connection, &book, at: now)
        case .answeredLate: take(pdu, message, text, number, .afterReport, connection, &book, at: now)
        case .taken: take(pdu, message, text, number, nil, connection, &book, at: now)
        }
    }

    private mutating func refuse(
        _ pdu: PDU, _ status: SMPPStatus, _ number: MobileNumber?, _ connection: Int, _ book: inout HandsetBook
    ) {
        account.refused[status.code, default: 0] += 1
        if let number { book.refuse(number, status.code) }
        write(pdu.answer(status), connection)
    }

    /// Takes a submission, unless chance refuses it; `answering` is settled where the number's digits say.
    private mutating func take(
        _ pdu: PDU, _ message: SubmittedMessage, _ text: String, _ number: MobileNumber,
        _ answering: GatewayMishaps.Answering?, _ connection: Int, _ book: inout HandsetBook, at now: Moment
    ) {
        let occurrence = book.countSubmission(number)
        let answering = answering ?? mishaps.answering(number.digits, occurrence)
        if answering == .unavailable { return refuse(pdu, .queueFull, number, connection, &book) }
        account.segments += 1
        lastID += 1
        let id = String(lastID)
        let isDropped = mishaps.isDropped(number.digits, occurrence)
        let key = enter(message, text, id, number, occurrence, isDropped, isEarly: answering == .afterReport, &book, at: now)
        answer(pdu.answer(.ok, Array(id.utf8) + [0]), answering, connection, at: now)
        if answering == .lost {
            account.unanswered += 1
            book[key].answersLost += 1
        }
    }

    private mutating func answer(_ pdu: PDU, _ answering: GatewayMishaps.Answering, _ connection: Int, at now: Moment) {
        switch answering {
        case .prompt: write(pdu, connection)
        case .slow(let span): events.add(.answer(connection: connection, pdu), at: now + span)
        case .afterReport: events.add(.answer(connection: connection, pdu), at: now + GatewayMishaps.overtaken)
        case .lost, .unavailable: break
        }
    }

    /// Enters a segment into the book and sets it on its way.
    private mutating func enter(
        _ message: SubmittedMessage, _ text: String, _ id: String, _ number: MobileNumber, _ occurrence: Int, _ isDropped: Bool,
        isEarly: Bool, _ book: inout HandsetBook, at now: Moment
    ) -> HandsetBook.MessageKey {
        let key = message.segment.map { Reassembly.Key(number, message.source, $0) }
        let part = message.segment?.number ?? 1
        let place = key.map { reassembly.place($0, part, text) } ?? .new
        let (entry, course): (HandsetBook.MessageKey, Course)
        switch place {
        case .further(let known, let settled), .repeated(let known, let settled): (entry, course) = (known, settled)
        case .new:
            entry = book.open(
                MessageAccount(
                    gateway: .smpp, ids: [], sender: message.source, segments: message.segment?.total ?? 1, takenAt: now),
                for: number)
            course = book.course(number, occurrence)
            if let key { reassembly.begin(key, entry, course, part, text) }
        }
        book[entry].ids.append(id)
        if case .repeated = place { book[entry].segmentsRepeated += 1 }
        if isDropped {
            book[entry].dropped = true
            return entry
        }
        let arrival = SegmentArrival(key: key, number: part, message: entry, text: text, course: course)
        let report = DueReport(
            report: .accepted, id: id, message: entry, handset: message.destination, sender: message.source, takenAt: now)
        setOut(arrival, report, message, number, occurrence, isEarly: isEarly, at: now)
        return entry
    }

    private mutating func setOut(
        _ arrival: SegmentArrival, _ report: DueReport, _ message: SubmittedMessage, _ number: MobileNumber, _ occurrence: Int,
        isEarly: Bool, at now: Moment
    ) {
        func due(_ span: Span) -> Moment { isEarly ? now : now + span }
        if let after = arrival.course.arrival { events.add(.arrive(arrival), at: due(after)) }
        if let last = arrival.course.steps.last {
            underway += 1
            events.add(.left, at: due(last.after))
        }
        for (index, step) in arrival.course.steps.enumerated() where message.wants(step.report) {
            var report = report
            report.report = step.report
            for delay in mishaps.reportDelays(number.digits, occurrence, index, gap: step.after) {
                events.add(.report(report), at: due(step.after) + delay)
            }
        }
    }
}

extension SubmittedMessage {
    fileprivate func wants(_ report: MessageReport) -> Bool {
        report.isFinal ? wantsReport && !(wantsFailuresOnly && report == .delivered) : wantsIntermediate
    }
}
