import Alerts

extension TextGateway {
    /// Does what is due.
    mutating func advance(to now: Moment, _ book: inout HandsetBook) {
        while let (_, event) = events.next(upTo: now) {
            switch event {
            case .arrive(let key, let text, let course): arrive(key, text, course, &book, at: now)
            case .report(let place, let report): self.report(place, report, &book, at: now)
            case .reply(let item): replies?.add(item)
            }
        }
    }

    private mutating func arrive(
        _ key: HandsetBook.MessageKey, _ text: String, _ course: Course, _ book: inout HandsetBook, at now: Moment
    ) {
        book.arrived(key, text, at: now)
        guard let reply = course.reply else { return }
        let due = now + reply.after
        book[key].reply = reply.text
        book[key].repliedAt = due
        let item = self.reply(reply.text, from: book.number(key), to: key, at: due)
        events.add(.reply(item), at: due)
    }

    private mutating func report(_ place: Int, _ report: MessageReport, _ book: inout HandsetBook, at now: Moment) {
        known[place].report = report
        known[place].reportedAt = now
        book[known[place].key].end = report
        guard reports != nil else { return }
        book[known[place].key].reports[report.rawValue, default: 0] += 1
        reports?.add(.init(subject: .report(known[place].key, report), json: known[place].pushed(report, at: now)))
    }

    /// A handset writes of its own accord.
    mutating func write(_ text: String, from number: MobileNumber, at now: Moment) {
        let item = reply(text, from: number, to: nil, at: now)
        replies?.add(item)
    }

    private mutating func reply(_ text: String, from number: MobileNumber, to key: HandsetBook.MessageKey?, at now: Moment)
        -> PushQueue.Item
    {
        lastSequence += 1
        var json = JSONText()
        json.member("phone_number", number.digits)
        json.member("content", text)
        json.member("send_time", ChinaTime.text(now))
        json.member("dest_code", options.code)
        json.member("sequence_id", lastSequence)
        return .init(subject: .reply(key), json: json.object)
    }
}
