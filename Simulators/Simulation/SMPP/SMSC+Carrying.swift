import Alerts

extension SMSC {
    /// Does what is due.
    mutating func advance(to now: Moment, _ book: inout HandsetBook) {
        while let (_, event) = events.next(upTo: now) {
            switch event {
            case .answer(let connection, let pdu): write(pdu, connection)
            case .arrive(let arrival): arrive(arrival, &book, at: now)
            case .parcel(let parcel): add(parcel)
            case .report(let due): report(due, &book, at: now)
            case .left: underway -= 1
            }
        }
    }

    private mutating func report(_ due: DueReport, _ book: inout HandsetBook, at now: Moment) {
        if due.report.isFinal { book[due.message].end = due.report }
        add(
            .receipt(
                due.report, id: due.id, of: due.message, from: due.handset, to: due.sender, submitted: due.takenAt, at: now))
    }

    private mutating func arrive(_ arrival: SegmentArrival, _ book: inout HandsetBook, at now: Moment) {
        guard let key = arrival.key else {
            book.arrived(arrival.message, arrival.text, at: now)
            return reply(to: arrival.message, arrival.course, &book, at: now)
        }
        guard let (entry, text) = reassembly.arrive(key, arrival.number) else { return }
        book[entry.message].segmentsArrived = entry.arrived.count { $0 }
        guard let text else { return }
        book.arrived(entry.message, text, at: now)
        reply(to: entry.message, entry.course, &book, at: now)
    }

    /// The owner reads, thinks, and answers.
    private mutating func reply(
        to message: HandsetBook.MessageKey, _ course: Course, _ book: inout HandsetBook, at now: Moment
    ) {
        guard let reply = course.reply else { return }
        book[message].reply = reply.text
        book[message].repliedAt = now + reply.after
        events.add(
            .parcel(.reply(reply.text, to: message, from: book.number(message), to: book[message].sender)), at: now + reply.after)
    }

    /// A handset writes of its own accord.
    mutating func write(_ text: String, from number: MobileNumber, to service: String) {
        add(.reply(text, to: nil, from: number, to: service))
    }
}
