import Alerts

/// What a phone does by the last two digits of its number, for tests that need a certain thing to happen.
///
/// | digits | what happens |
/// | --- | --- |
/// | 01 | refused: `submit_sm_resp` 0x0B; `MOBILE_NUMBER_ILLEGAL` |
/// | 02 | taken, then UNDELIV |
/// | 03 | taken, then REJECTD |
/// | 04 | ACCEPTD, then DELIVRD |
/// | 05 | EXPIRED |
/// | 06 | arrives, and there is never a report |
/// | 07 | throttled the first time (0x58; `BUSINESS_LIMIT_CONTROL`), then as usual |
/// | 08 | queue full the first time (0x14; `BUSINESS_LIMIT_CONTROL`), then as usual |
/// | 09 | never answered and not taken |
/// | 10 | ENROUTE, then DELIVRD |
/// | 11 | DELIVRD, then the owner answers `1` |
/// | 12 | queue full, always |
/// | 13 | taken and delivered, but the first answer is lost: nobody can know |
/// | 14 | DELIVRD, then the owner answers `收到` |
/// | 15 | DELIVRD, then the owner answers `退订` |
/// | 16 | DELIVRD, then the owner answers `你是谁` |
/// | 17 | DELIVRD, reported twice |
/// | 18 | reported before the submission is answered |
/// | 19 | no credit (0x45; `AMOUNT_NOT_ENOUGH`) |
/// | 20 | taken, never arrives, and there is never a report |
/// | others | DELIVRD |
///
/// Calls: 22 voicemail (answered without a key), 23 busy, 24 off, 25 no answer, 26 no such number, 27 refused, 28 a fault of the
/// gateway, 29 busy the first time and then answered with a key; all others answer with a key.
public enum HandsetTable {
    /// How a gateway answers a submission.
    enum Admission: Sendable, Hashable {
        case taken, invalidNumber, throttled, queueFull, unpaid
        /// No answer, whether the message was taken or not.
        case unanswered(isTaken: Bool)
        /// Taken, and the answer comes after the report.
        case answeredLate
    }

    /// How the `attempt`-th submission of the same message is answered, counted from 0.
    static func admission(_ number: MobileNumber, attempt: Int) -> Admission {
        switch number.lastTwo {
        case 1: .invalidNumber
        case 7: attempt == 0 ? .throttled : .taken
        case 8: attempt == 0 ? .queueFull : .taken
        case 9: .unanswered(isTaken: false)
        case 12: .queueFull
        case 13: attempt == 0 ? .unanswered(isTaken: true) : .taken
        case 18: .answeredLate
        case 19: .unpaid
        default: .taken
        }
    }

    /// What becomes of a message that was taken.
    static func course(_ number: MobileNumber, step: Span) -> Course {
        let delivered = Course.Step(after: step, report: .delivered)
        func answered(_ text: String) -> Course {
            Course(arrival: step, steps: [delivered], reply: .init(after: step + .milliseconds(300), text: text))
        }
        func failed(_ report: MessageReport) -> Course { Course(arrival: nil, steps: [.init(after: step, report: report)]) }
        func twoSteps(_ first: MessageReport, _ second: MessageReport) -> Course {
            Course(arrival: step * 2, steps: [.init(after: step, report: first), .init(after: step * 2, report: second)])
        }
        return switch number.lastTwo {
        case 2: failed(.undeliverable)
        case 3: failed(.rejected)
        case 4: twoSteps(.accepted, .delivered)
        case 5: failed(.expired)
        case 6: Course(arrival: step, steps: [])
        case 10: twoSteps(.enroute, .delivered)
        case 11: answered("1")
        case 14: answered("收到")
        case 15: answered("退订")
        case 16: answered("你是谁")
        case 17: Course(arrival: step, steps: [delivered, .init(after: step * 2, report: .delivered)])
        case 20: Course(arrival: nil, steps: [])
        default: Course(arrival: step, steps: [delivered])
        }
    }

    /// What becomes of the `attempt`-th call to a number, counted from 0.
    static func call(_ number: MobileNumber, attempt: Int) -> CallOutcome {
        switch number.lastTwo {
        case 22: .voicemail
        case 23: .busy
        case 24: .off
        case 25: .noAnswer
        case 26: .unassigned
        case 27: .refused
        case 28: .fault
        case 29: attempt == 0 ? .busy : .key
        default: .key
        }
    }
}
