public import Alerts
public import Community

/// Somebody who has to answer for an alert (叫应).
public struct Callee: Codable, Hashable, Sendable {
    /// Their pseudonym.
    public var staff: Pseudonym
    /// What they are called as: the duty officer on shift, a grid worker, a head, a helper, a place's receiver.
    public var role: StaffRole
    /// The pseudonym of the phone that they are called on; nil where the register has none.
    public var phone: Pseudonym?
    /// The pseudonym of whom they stand in for; nil for who is called in their own right (A 岗).
    public var standsFor: Pseudonym?

    /// Somebody to be called.
    public init(staff: Pseudonym, role: StaffRole, phone: Pseudonym?, standsFor: Pseudonym? = nil) {
        self.staff = staff
        self.role = role
        self.phone = phone
        self.standsFor = standsFor
    }
}

/// `call.planned`: people are called for an alert. A call is one person and one alert, over whatever channels reach them; the messages
/// and calls to their phones are deliveries of the alert in force, planned in lines of their own.
public struct CallPlanned: Codable, Hashable, Sendable {
    /// The alert whose clock the call runs by.
    public var alert: AlertID
    /// Who is called.
    public var callees: [Callee]

    /// A plan of calls.
    public init(alert: AlertID, callees: [Callee]) {
        self.alert = alert
        self.callees = callees
    }
}

/// `call.stepped`: somebody has not answered, and the call goes one step further.
public struct CallStepped: Codable, Hashable, Sendable {
    /// The steps, in their order.
    public enum Step: String, CaseIterable, Codable, Hashable, Comparable, Sendable {
        /// The person is called again.
        case retry
        /// Who stands in for the person is called.
        case substitute
        /// The community's head is called.
        case head
        /// The street's duty room has to be told.
        case street

        /// 0 for the retry up to 3 for the street.
        public var rank: Int {
            switch self {
            case .retry: 0
            case .substitute: 1
            case .head: 2
            case .street: 3
            }
        }

        /// An earlier step comes first.
        public static func < (left: Step, right: Step) -> Bool { left.rank < right.rank }
    }

    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who has not answered.
    public var callee: Pseudonym
    /// The step.
    public var step: Step
    /// The pseudonyms of whom it turns to: the stand-in or the heads; nil for the street, and where the register names nobody.
    public var to: [Pseudonym]?

    /// A step of a call.
    public init(alert: AlertID, callee: Pseudonym, step: Step, to: [Pseudonym]? = nil) {
        self.alert = alert
        self.callee = callee
        self.step = step
        self.to = to
    }
}

/// How somebody answered a call.
public enum AnswerMeans: String, CaseIterable, Codable, Hashable, Sendable {
    /// A key of the phone (按键).
    case key
    /// Words that came back (短信回复).
    case reply
    /// The personal link (页面确认).
    case link
    /// A tap in the console.
    case tap
    /// By radio (对讲).
    case radio
    /// Face to face, or on the telephone with a person (当面).
    case person
}

/// What somebody reported back with their answer.
public struct CalleeReport: Codable, Hashable, Sendable {
    /// What they do.
    public enum State: String, CaseIterable, Codable, Hashable, Sendable {
        /// Is at the post (到岗).
        case onPost
        /// Is on patrol (巡查).
        case patrolling
        /// Moves people (转移).
        case moving
        /// Is in difficulty (困难).
        case difficulty
    }

    /// What they do.
    public var state: State
    /// Households moved.
    public var households: Int?
    /// People moved.
    public var residents: Int?

    /// A report.
    public init(state: State, households: Int? = nil, residents: Int? = nil) {
        self.state = state
        self.households = households
        self.residents = residents
    }
}

/// `call.answered`: somebody answered. It ends the calling of that person for that alert, and of nobody else.
public struct CallAnswered: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who answered.
    public var callee: Pseudonym
    /// How.
    public var means: AnswerMeans
    /// The delivery that was answered, with the receipts of which times, keys and the gateway's code stand on record.
    public var delivery: DeliveryID?
    /// What they reported back.
    public var reported: CalleeReport?
    /// The time by the far end.
    public var far: Moment?
    /// The moment that counts.
    public var moment: Moment
    /// True where it was typed in afterwards (补录).
    public var late: Bool?
    /// The number of the paper form.
    public var form: String?
    /// The pseudonym of who heard or typed it in; nil where a system did.
    public var enteredBy: Pseudonym?

    /// An answer with everything optional left out.
    public init(
        alert: AlertID, callee: Pseudonym, means: AnswerMeans, delivery: DeliveryID? = nil, reported: CalleeReport? = nil,
        far: Moment?, moment: Moment, late: Bool? = nil, form: String? = nil, enteredBy: Pseudonym? = nil
    ) {
        self.alert = alert
        self.callee = callee
        self.means = means
        self.delivery = delivery
        self.reported = reported
        self.far = far
        self.moment = moment
        self.late = late
        self.form = form
        self.enteredBy = enteredBy
    }
}

/// `duty.acknowledged`: a duty officer has taken note of an alert; the first one of an alert counts.
public struct DutyAcknowledged: Codable, Hashable, Sendable {
    /// The alert.
    public var alert: AlertID
    /// The pseudonym of who acknowledged; nil where the register does not know them.
    public var by: Pseudonym?
    /// How.
    public var means: AnswerMeans
    /// The moment that counts.
    public var moment: Moment

    /// An acknowledgement.
    public init(alert: AlertID, by: Pseudonym?, means: AnswerMeans, moment: Moment) {
        self.alert = alert
        self.by = by
        self.means = means
        self.moment = moment
    }
}

/// `help.called` (求助): somebody in the field needs help. It goes to the heads and the street at once and never counts against whoever calls.
public struct HelpCalled: Codable, Hashable, Sendable {
    /// What is needed.
    public enum Need: String, CaseIterable, Codable, Hashable, Sendable {
        /// Somebody has to be carried.
        case carrying
        /// Somebody refuses to leave.
        case persuading
        /// Somebody is hurt or ill.
        case medical
        /// The caller is in danger or cannot go on.
        case danger
        /// Something else.
        case other
    }

    /// The record's own name.
    public var record: RecordID
    /// The pseudonym of who calls for help.
    public var by: Pseudonym
    /// What is needed.
    public var need: Need
    /// The alert that it has to do with.
    public var alert: AlertID?
    /// The household's index in the alert's register version, where it has to do with one.
    public var household: UInt32?
    /// The pseudonyms of the heads that it goes to; it goes to the street in any case.
    public var to: [Pseudonym]
    /// The time by the far end.
    public var far: Moment?

    /// A call for help.
    public init(
        record: RecordID, by: Pseudonym, need: Need, alert: AlertID?, household: UInt32?, to: [Pseudonym], far: Moment?
    ) {
        self.record = record
        self.by = by
        self.need = need
        self.alert = alert
        self.household = household
        self.to = to
        self.far = far
    }
}

/// `help.taken`: somebody sees to a call for help.
public struct HelpTaken: Codable, Hashable, Sendable {
    /// The call for help.
    public var record: RecordID
    /// The pseudonym of who sees to it.
    public var by: Pseudonym

    /// A call for help that is seen to.
    public init(record: RecordID, by: Pseudonym) {
        self.record = record
        self.by = by
    }
}
