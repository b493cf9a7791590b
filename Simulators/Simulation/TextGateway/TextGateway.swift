import Alerts
import Foundation

/// A gateway for short messages over HTTP, in the manner of the large Chinese providers.
///
/// `POST /sms/send` with `{"phone":"19900000001","sign":"示例社区","content":"…","ref":"…"}` answers
/// `{"code":"OK","message":"OK","id":"M000123"}`, or another code and no id; errors stand in bodies of HTTP 200. What is sent is
/// `【sign】content`; a further submission with the same reference is a further message. `GET /sms/query?id=…` or `?ref=…` says
/// how a message stands: `unknown`, `accepted`, `delivered` or `failed`, of several with one reference the best.
/// Reports and replies are pushed.
struct TextGateway: Sendable {
    enum Event: Sendable {
        case arrive(HandsetBook.MessageKey, text: String, Course)
        case report(place: Int, MessageReport)
        case reply(PushQueue.Item)
    }

    /// What the gateway itself knows of a message.
    struct Known: Sendable {
        var id: String, ref: String?
        var number: MobileNumber
        var key: HandsetBook.MessageKey
        var segments: Int
        var takenAt: Moment
        var report: MessageReport?, reportedAt: Moment?
    }

    /// The most characters of a text with its signature (Huawei: 500).
    static let longest = 500

    let options: TextGatewayOptions
    var mishaps: GatewayMishaps
    var known: [Known] = []
    var events = DueQueue<Event>()
    var account = TextGatewayAccount()
    var reports: PushQueue?
    var replies: PushQueue?
    var byID: [String: Int] = [:]
    var byRef: [String: [Int]] = [:]
    private var bucket: TokenBucket?
    private var balance: Int?
    private var lastID: Int
    var lastSequence = 0

    init(_ options: TextGatewayOptions, _ mishaps: GatewayMishaps, batch: Int, scale: Double, at now: Moment) {
        self.options = options
        self.mishaps = mishaps
        bucket = options.rate.map(TokenBucket.init(perSecond:))
        balance = options.balance
        lastID = Int(now.milliseconds / 1000 % 100_000) * 10_000
        reports = options.reportURL.map { _ in PushQueue(largest: batch, scale: scale) }
        replies = options.replyURL.map { _ in PushQueue(largest: batch, scale: scale) }
    }

    /// When something is due.
    var nextDue: Moment? { events.nextDue }

    // MARK: Submitting

    private struct Submission: Decodable {
        var phone: String
        var sign: String
        var content: String
        var ref: String?
    }

    /// Takes a message or refuses it.
    mutating func send(_ request: GatewayRequest, _ book: inout HandsetBook, at now: Moment) -> GatewayAnswer {
        guard let submission = try? JSONDecoder().decode(Submission.self, from: Data(request.body)) else {
            return refuse(.parameters, "phone, sign and content must be there", nil, &book)
        }
        let text = "【\(submission.sign)】\(submission.content)"
        guard let number = MobileNumber(submission.phone) else { return refuse(.number, "\(submission.phone)", nil, &book) }
        if let problem = problem(submission) { return refuse(.content, problem, number, &book) }
        guard text.utf16.count <= TextGateway.longest else {
            return refuse(.tooLong, "\(text.utf16.count) characters, at most \(TextGateway.longest)", number, &book)
        }
        guard bucket?.take(at: now) != false else {
            return refuse(.limit, "at most \(options.rate ?? 0) a second", number, &book)
        }
        switch book.admission(number, "\(submission.ref ?? "") \(text)") {
        case .invalidNumber: return refuse(.number, "no such number", number, &book)
        case .throttled, .queueFull: return refuse(.limit, "too many messages for this number", number, &book)
        case .unpaid: return refuse(.amount, "the account is overdrawn", number, &book)
        case .unanswered(isTaken: false):
            account.answersLost += 1
            book.refuse(number, "unanswered")
            return .broken
        case .unanswered(isTaken: true): return take(submission.ref, text, number, .lost, &book, at: now)
        case .answeredLate: return take(submission.ref, text, number, .afterReport, &book, at: now)
        case .taken: return take(submission.ref, text, number, nil, &book, at: now)
        }
    }

    private func problem(_ submission: Submission) -> String? {
        if submission.sign.isEmpty || submission.content.isEmpty { return "sign and content must not be empty" }
        if !options.signs.isEmpty, !options.signs.contains(submission.sign) { return "the signature is not registered" }
        let forbidden = submission.content.first { "【】¥★√".contains($0) } ?? submission.sign.first { "【】".contains($0) }
        return forbidden.map { "\($0) is not allowed" }
    }

    private mutating func take(
        _ ref: String?, _ text: String, _ number: MobileNumber, _ answering: GatewayMishaps.Answering?, _ book: inout HandsetBook,
        at now: Moment
    ) -> GatewayAnswer {
        let occurrence = book.countSubmission(number)
        let answering = answering ?? mishaps.answering(number.digits, occurrence)
        if answering == .unavailable {
            account.unavailable += 1
            return .unavailable
        }
        let segments = TextSegments.count(text)
        if let left = balance, left < segments { return refuse(.amount, "the account is overdrawn", number, &book) }
        balance = balance.map { $0 - segments }
        let id = nextID()
        let key = book.open(
            MessageAccount(gateway: .http, ref: ref, ids: [id], sender: options.code, segments: segments, takenAt: now),
            for: number)
        enter(Known(id: id, ref: ref, number: number, key: key, segments: segments, takenAt: now))
        account.messages += 1
        account.segments += segments
        setOut(text, occurrence, isEarly: answering == .afterReport, &book, at: now)
        return answer(id, answering, key, &book)
    }

    private mutating func answer(
        _ id: String, _ answering: GatewayMishaps.Answering, _ key: HandsetBook.MessageKey, _ book: inout HandsetBook
    ) -> GatewayAnswer {
        var answer = GatewayAnswer(.ok, "OK", id: id)
        answer.delivery = answering.delivery
        if answering == .lost {
            account.answersLost += 1
            book[key].answersLost += 1
        }
        return answer
    }

    private mutating func enter(_ message: Known) {
        known.append(message)
        byID[message.id] = known.count - 1
        if let ref = message.ref { byRef[ref, default: []].append(known.count - 1) }
    }

    /// Sets the message that was entered last on its way.
    private mutating func setOut(
        _ text: String, _ occurrence: Int, isEarly: Bool, _ book: inout HandsetBook, at now: Moment
    ) {
        let place = known.count - 1
        let (number, key) = (known[place].number, known[place].key)
        func due(_ span: Span) -> Moment { isEarly ? now : now + span }
        if mishaps.isDropped(number.digits, occurrence) {
            book[key].dropped = true
            return
        }
        let course = book.course(number, occurrence)
        if let after = course.arrival { events.add(.arrive(key, text: text, course), at: due(after)) }
        for (index, step) in course.steps.enumerated() where step.report.isFinal {
            for delay in mishaps.reportDelays(number.digits, occurrence, index, gap: step.after) {
                events.add(.report(place: place, step.report), at: due(step.after) + delay)
            }
        }
    }

    private mutating func nextID() -> String {
        lastID += 1
        let digits = String(lastID)
        return "M" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    private mutating func refuse(_ code: GatewayCode, _ message: String, _ number: MobileNumber?, _ book: inout HandsetBook)
        -> GatewayAnswer
    {
        account.refused[code.rawValue, default: 0] += 1
        if let number { book.refuse(number, code.rawValue) }
        return GatewayAnswer(code, message)
    }
}
