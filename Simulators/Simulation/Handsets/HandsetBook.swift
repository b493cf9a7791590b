import Alerts

/// Every phone that the gateways of a run meet: what each is like, and what it got and did so far.
struct HandsetBook: Sendable {
    /// Where a message stands.
    struct MessageKey: Sendable, Hashable {
        fileprivate var phone: Int
        fileprivate var message: Int
    }

    /// Where a call stands.
    struct CallKey: Sendable, Hashable {
        fileprivate var phone: Int
        fileprivate var call: Int
    }

    let options: HandsetOptions
    let chance: Chance
    private(set) var phones: [PhoneAccount] = []
    private var places: [MobileNumber: Int] = [:]
    private var submissions: [Int] = []
    private var texts: [String: String] = [:]
    private var attempts: [String: Int] = [:]
    private var letters: [(MobileNumber, String)] = []

    /// The phones of a register; others are added as they are met. Times in `options` are as the run plays them.
    init(_ numbers: [MobileNumber], _ options: HandsetOptions, chance: Chance) {
        self.options = options
        self.chance = chance
        for number in numbers where places[number] == nil { _ = add(number, known: true) }
    }

    /// How many submissions for a phone there were before this one, whatever became of them.
    mutating func countSubmission(_ number: MobileNumber) -> Int {
        let place = place(of: number)
        submissions[place] += 1
        return submissions[place] - 1
    }

    /// How a submission of certain words is answered where the phones go by their digits; else it is taken.
    mutating func admission(_ number: MobileNumber, _ words: String) -> HandsetTable.Admission {
        guard options.byDigits else { return .taken }
        let attempt = attempts["\(number) \(words)", default: 0]
        attempts["\(number) \(words)"] = attempt + 1
        return HandsetTable.admission(number, attempt: attempt)
    }

    /// What becomes of a message that was taken for a phone, its `occurrence`-th.
    mutating func course(_ number: MobileNumber, _ occurrence: Int) -> Course {
        guard let habit = phones[place(of: number)].habit else { return HandsetTable.course(number, step: options.digitStep) }
        return Course(habit, to: number, occurrence, options, chance)
    }

    /// What a phone and its owner are like; nil where its digits say.
    mutating func habit(_ number: MobileNumber) -> HandsetHabit? { phones[place(of: number)].habit }

    // MARK: Messages and calls

    mutating func refuse(_ number: MobileNumber, _ code: String) { phones[place(of: number)].refused[code, default: 0] += 1 }

    mutating func open(_ message: MessageAccount, for number: MobileNumber) -> MessageKey {
        let place = place(of: number)
        var message = message
        message.text = message.text.map { kept($0) }
        phones[place].messages.append(message)
        return MessageKey(phone: place, message: phones[place].messages.count - 1)
    }

    subscript(_ key: MessageKey) -> MessageAccount {
        get { phones[key.phone].messages[key.message] }
        _modify { yield &phones[key.phone].messages[key.message] }
    }

    mutating func open(_ call: CallAccount, for number: MobileNumber) -> CallKey {
        let place = place(of: number)
        phones[place].calls.append(call)
        return CallKey(phone: place, call: phones[place].calls.count - 1)
    }

    subscript(_ key: CallKey) -> CallAccount {
        get { phones[key.phone].calls[key.call] }
        _modify { yield &phones[key.phone].calls[key.call] }
    }

    /// The phone of a message.
    func number(_ key: MessageKey) -> MobileNumber { phones[key.phone].phone }

    /// How often a number was called before.
    mutating func calls(_ number: MobileNumber) -> Int { phones[place(of: number)].calls.count }

    /// The handset has the whole text.
    mutating func arrived(_ key: MessageKey, _ text: String, at now: Moment) {
        let text = kept(text)
        self[key].text = text
        self[key].segmentsArrived = self[key].segments
        self[key].arrivedAt = now
        if FieldPageReader.link(in: text) != nil { letters.append((number(key), text)) }
    }

    /// Messages with a link in them that arrived since this was asked last.
    mutating func takeLetters() -> [(MobileNumber, String)] {
        defer { letters = [] }
        return letters
    }

    /// Thousands of phones get the same text; it is kept once.
    private mutating func kept(_ text: String) -> String {
        if let known = texts[text] { return known }
        texts[text] = text
        return text
    }

    private mutating func place(of number: MobileNumber) -> Int { places[number] ?? add(number, known: false) }

    private mutating func add(_ number: MobileNumber, known: Bool) -> Int {
        let habit = options.byDigits ? nil : HandsetHabit(of: number, options, chance: chance)
        phones.append(PhoneAccount(phone: number, known: known, habit: habit))
        submissions.append(0)
        places[number] = phones.count - 1
        return phones.count - 1
    }
}
