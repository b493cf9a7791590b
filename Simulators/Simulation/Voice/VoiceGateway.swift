import Alerts
import Foundation

/// A gateway that calls people, speaks a text and takes a key.
///
/// `POST /voice/call` with `{"phone":"19900000001","text":"…","ref":"…","repeat":2}`, signed like a message, answers
/// `{"code":"OK","message":"OK","id":"C000001"}` when the order was taken, or the code of a refusal. What became of the call is
/// pushed when it is over; see ``CallOutcome`` for its status codes.
struct VoiceGateway: Sendable {
    enum Event: Sendable {
        case rang(HandsetBook.CallKey)
        case answered(HandsetBook.CallKey)
        case ended(HandsetBook.CallKey, MobileNumber, reports: [Span])
        case report(PushQueue.Item)
    }

    private struct Order: Decodable {
        var phone: String
        var text: String
        var ref: String?
        var plays: Int?

        enum CodingKeys: String, CodingKey {
            case phone, text, ref
            case plays = "repeat"
        }
    }

    /// How fast a text is spoken, in characters a second.
    private static let pace = 4.5

    let options: VoiceOptions
    var mishaps: GatewayMishaps
    private let scale: Double
    private(set) var account = VoiceAccount()
    var reports: PushQueue?
    private var events = DueQueue<Event>()
    private var bucket: TokenBucket?
    private var callees: [MobileNumber: [SlidingWindow]] = [:]
    private var lastID: Int

    init(_ options: VoiceOptions, _ mishaps: GatewayMishaps, batch: Int, scale: Double, at now: Moment) {
        self.options = options.paced(scale)
        self.mishaps = mishaps
        self.scale = scale
        bucket = options.rate.map(TokenBucket.init(perSecond:))
        reports = options.reportURL.map { _ in PushQueue(largest: batch, scale: scale) }
        lastID = Int(now.milliseconds / 1000 % 100_000) * 10_000
    }

    /// When something is due.
    var nextDue: Moment? { events.nextDue }

    // MARK: Orders

    /// Takes an order or refuses it.
    mutating func call(_ request: GatewayRequest, _ book: inout HandsetBook, at now: Moment) -> GatewayAnswer {
        guard let order = try? JSONDecoder().decode(Order.self, from: Data(request.body)), !order.text.isEmpty else {
            return refuse(.parameters, "phone and text must be there", nil, &book)
        }
        guard let number = MobileNumber(order.phone) else { return refuse(.number, "\(order.phone)", nil, &book) }
        guard (1...3).contains(order.plays ?? 1) else { return refuse(.parameters, "repeat must be 1 to 3", number, &book) }
        guard bucket?.take(at: now) != false, mayCall(number, at: now) else {
            return refuse(.limit, "too many calls", number, &book)
        }
        let occurrence = book.countSubmission(number)
        let answering = mishaps.answering("call \(number)", occurrence)
        if answering == .unavailable {
            account.unavailable += 1
            return .unavailable
        }
        return take(order, number, occurrence, answering, &book, at: now)
    }

    private mutating func take(
        _ order: Order, _ number: MobileNumber, _ occurrence: Int, _ answering: GatewayMishaps.Answering,
        _ book: inout HandsetBook, at now: Moment
    ) -> GatewayAnswer {
        lastID += 1
        let digits = String(lastID)
        let id = "C" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        let outcome = options.outcome(number, book.habit(number), attempt: book.calls(number), mishaps.chance)
        var call = CallAccount(
            id: id, ref: order.ref, text: order.text, plays: order.plays ?? 1, outcome: outcome, takenAt: now)
        call.answerLost = answering == .lost
        let key = book.open(call, for: number)
        account.calls += 1
        if answering == .lost { account.answersLost += 1 }
        let delays = mishaps.reportDelays("call \(number)", occurrence, 0, gap: .seconds(1).paced(scale))
        place(call, key, number, occurrence, isEarly: answering == .afterReport, reports: delays, at: now)
        var answer = GatewayAnswer(.ok, "OK", id: id)
        answer.delivery = answering.delivery
        return answer
    }

    private mutating func mayCall(_ number: MobileNumber, at now: Moment) -> Bool {
        guard options.limitsCallee else { return true }
        var windows =
            callees[number]
            ?? [(1, Span.minutes(1)), (5, .hours(1)), (20, .hours(24))].map { SlidingWindow($0.0, within: $0.1.paced(scale)) }
        let hasRoom = windows.indices.allSatisfy { windows[$0].hasRoom(at: now) }
        if hasRoom { for index in windows.indices { windows[index].count(at: now) } }
        callees[number] = windows
        return hasRoom
    }

    private mutating func refuse(
        _ code: GatewayCode, _ message: String, _ number: MobileNumber?, _ book: inout HandsetBook
    ) -> GatewayAnswer {
        account.refused[code.rawValue, default: 0] += 1
        if let number { book.refuse(number, code.rawValue) }
        return GatewayAnswer(code, message)
    }

    // MARK: The call

    /// Settles when it rings, is answered, and ends.
    private mutating func place(
        _ call: CallAccount, _ key: HandsetBook.CallKey, _ number: MobileNumber, _ occurrence: Int, isEarly: Bool,
        reports: [Span], at now: Moment
    ) {
        func span(_ range: ClosedRange<Span>, _ question: String) -> Span {
            range.at(mishaps.chance.share(question, number.digits, occurrence))
        }
        var time = now + (isEarly ? .zero : span(options.setUp, "set-up"))
        if call.outcome.rings { events.add(.rang(key), at: time) }
        switch call.outcome {
        case .key, .voicemail:
            time = time + (isEarly ? .zero : span(options.ringing, "ringing"))
            events.add(.answered(key), at: time)
            let spoken = Double(call.text.count * call.plays) / VoiceGateway.pace
            // Whoever presses a key has heard the text once; a machine hears everything.
            let share = call.outcome == .key ? 1 / Double(call.plays) : 1
            if !isEarly { time = time + Span.milliseconds(Int64(spoken * share * 1000) + 1500).paced(scale) }
        case .noAnswer: time = time + options.patience
        case .refused: time = time + span(options.ringing, "ringing")
        case .busy, .off, .unassigned, .fault: break
        }
        events.add(.ended(key, number, reports: reports), at: time)
    }

    /// Does what is due.
    mutating func advance(to now: Moment, _ book: inout HandsetBook) {
        while let (due, event) = events.next(upTo: now) {
            switch event {
            case .rang(let key): book[key].rangAt = due
            case .answered(let key): book[key].answeredAt = due
            case .ended(let key, let number, let delays): end(key, number, delays, &book, at: due)
            case .report(let item): reports?.add(item)
            }
        }
    }

    private mutating func end(
        _ key: HandsetBook.CallKey, _ number: MobileNumber, _ delays: [Span], _ book: inout HandsetBook, at now: Moment
    ) {
        book[key].endedAt = now
        if book[key].outcome == .key { book[key].key = options.key }
        account.ended[book[key].outcome.rawValue, default: 0] += 1
        guard reports != nil else { return }
        book[key].reports += delays.count
        let item = PushQueue.Item(subject: .call(key), json: book[key].pushed(number))
        for delay in delays { events.add(.report(item), at: now + delay) }
    }
}

extension CallAccount {
    /// The entry of a report that is pushed; all of it strings, times empty for what did not happen.
    fileprivate func pushed(_ number: MobileNumber) -> [UInt8] {
        func text(_ time: Moment?) -> String { time.map(ChinaTime.text) ?? "" }
        let duration = answeredAt.flatMap { answered in endedAt.map { ($0 - answered).seconds } } ?? 0
        var json = JSONText()
        json.member("status_code", outcome.code)
        json.member("status_msg", outcome.text)
        json.member("callee", number.digits)
        json.member("originate_time", text(takenAt))
        json.member("ring_time", text(rangAt))
        json.member("b_start_time", text(answeredAt))
        json.member("end_time", text(endedAt))
        json.member("duration", String(Int(duration.rounded(.up))))
        json.member("dtmf", key ?? "")
        json.member("call_id", id)
        json.member("out_id", ref ?? "")
        return json.object
    }
}
