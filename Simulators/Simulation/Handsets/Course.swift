import Alerts

/// What becomes of one message after a gateway took it: when the handset has it, what the network reports, and what the owner
/// answers. Settled at the moment of taking it; gateways' faults come on top.
struct Course: Sendable, Hashable {
    /// A step of the network, so long after the message was taken.
    struct Step: Sendable, Hashable {
        var after: Span
        var report: MessageReport
    }

    /// What the owner answers, so long after the message arrived.
    struct Reply: Sendable, Hashable {
        var after: Span
        var text: String
    }

    /// When the handset has it; nil for never.
    var arrival: Span?
    /// What the network reports, in order.
    var steps: [Step] = []
    /// What the owner answers.
    var reply: Reply?

    /// The course of the `occurrence`-th message to a phone with such a habit.
    init(
        _ habit: HandsetHabit, to number: MobileNumber, _ occurrence: Int, _ options: HandsetOptions, _ chance: Chance
    ) {
        func within(_ range: ClosedRange<Span>, _ question: String) -> Span {
            range.at(chance.share(question, number.digits, occurrence))
        }
        switch habit.reach {
        case .prompt: arrive(within(options.reach, "reach-time"))
        case .late: arrive(within(options.lateBy, "late-time"))
        case .never: break
        case .off: steps = [Step(after: options.expiry, report: .expired)]
        case .unassigned: steps = [Step(after: within(options.reach, "reach-time"), report: .unassigned)]
        }
        if arrival != nil, let text = habit.answer.text(chance.bits("words", number.digits, occurrence)) {
            reply = Reply(after: within(options.replyAfter, "reply-time"), text: text)
        }
    }

    /// A course by its parts.
    init(arrival: Span?, steps: [Step], reply: Reply? = nil) {
        self.arrival = arrival
        self.steps = steps
        self.reply = reply
    }

    private mutating func arrive(_ after: Span) {
        arrival = after
        steps = [Step(after: after, report: .delivered)]
    }
}

extension HandsetHabit.Answer {
    /// The words, one of several chosen by some bits; nil for silence.
    fileprivate func text(_ bits: UInt64) -> String? {
        let words: [String] =
            switch self {
            case .silent: []
            case .confirms: HandsetHabit.confirmingWords
            case .nonsense: ["你是谁", "？", "发错了吧", "哈哈", "12345", "在吗"]
            case .unsubscribes: ["退订", "TD", "退订"]
            }
        return words.isEmpty ? nil : words[Int(bits % UInt64(words.count))]
    }
}
