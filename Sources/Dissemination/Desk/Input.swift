public import Alerts
public import Community
public import Record

/// What can happen to the desk.
public enum Input: Sendable {
    /// A readable message came in. It is kept apart, so that the many receipts are not as large as the few alerts.
    indirect case alert(IncomingAlert)
    /// Bytes came in that cannot be acted on.
    case unreadable(source: String, original: OriginalDocument, reason: String)
    /// A person let a held alert go out; the message is read anew, with the register now in force.
    indirect case approval(IncomingAlert, by: Pseudonym?)
    /// Nobody decided on a held alert in time; read anew like that of an approval.
    indirect case lapse(IncomingAlert)
    /// A person stopped a held alert.
    case rejection(AlertID, by: Pseudonym?)
    /// A person declared a drill.
    case drill(DrillDeclared)
    /// A device answered.
    case receipt(IncomingReceipt)
    /// A device said how it is.
    case device(DeviceStatus)
    /// A gateway said how it is.
    case gateway(DeviceStatus)
    /// A gateway reported what became of a message or call.
    indirect case report(IncomingReport)
    /// Somebody answered a message in words.
    case reply(IncomingReply)
    /// Somebody was at a door, or speaks for a household.
    indirect case door(IncomingDoor)
    /// Somebody went round.
    indirect case round(IncomingRound)
    /// Somebody answers a call, or takes note of an alert, by link, tap, radio or in person.
    indirect case answer(IncomingAnswer)
    /// Somebody in the field calls for help.
    indirect case help(IncomingHelp)
    /// Somebody sees to a call for help.
    case helpTaken(RecordID, by: Pseudonym)
    /// Somebody is sent round.
    indirect case orderRound(RoundOrder)
    /// Doors are given to another.
    indirect case handOver(HandoverOrder)
    /// Somebody takes a record back.
    case void(RecordID, by: Pseudonym)
    /// Something happens to a personal link.
    case link(IncomingLink)
    /// Somebody behind a phone confirms a message on its page.
    case confirmation(IncomingConfirmation)
    /// What became of commands that went out.
    case outcomes([DispatchOutcome])
    /// An alert went out on `alert/out`.
    case relayed(AlertID)
    /// The connection to the broker came or went.
    case broker(BrokerState)
    /// The machine's clock was looked at.
    case clock(ClockState)
    /// Time went on.
    case tick

    /// The input where the journal's time runs ahead of a clock that went back.
    public func journaled(ahead: Span) -> Input {
        switch self {
        case .alert(var incoming):
            incoming.journalAhead = ahead
            return .alert(incoming)
        case .approval(var incoming, let by):
            incoming.journalAhead = ahead
            return .approval(incoming, by: by)
        case .lapse(var incoming):
            incoming.journalAhead = ahead
            return .lapse(incoming)
        default: return self
        }
    }
}

/// What became of one command.
public struct DispatchOutcome: Hashable, Sendable {
    /// How the broker or gateway answered.
    public enum Result: Hashable, Sendable {
        /// It took the command, and somebody is there to read it.
        case accepted
        /// It took the command and cannot say whether anybody reads it (MQTT 3.1.1).
        case acceptedBlindly
        /// It could not be delivered.
        case failed(FailureReason)
        /// The connection went before the answer: nobody knows, and it goes out again.
        case lost
    }

    /// The delivery that the command was for.
    public var delivery: DeliveryID
    /// What the command asked.
    public var action: Action
    /// How it was answered.
    public var result: Result
    /// The gateway that answered, for channels that go over one.
    public var gateway: String?
    /// The gateway's own name for what it took; nil where it has none.
    public var reference: String?

    /// An outcome.
    public init(delivery: DeliveryID, action: Action, result: Result, gateway: String? = nil, reference: String? = nil) {
        self.delivery = delivery
        self.action = action
        self.result = result
        self.gateway = gateway
        self.reference = reference
    }
}

/// What the desk decided: lines to write, and devices to ask for their last receipts once the lines are written.
public struct Decision: Sendable {
    /// The lines, in order.
    public var entries: [Entry] = []
    /// Devices to send `report` to.
    public var reports: [String] = []

    /// A receipt that changed nothing and is counted instead of journaled.
    var counted: UnusedReceipt?

    /// Nothing.
    public init() {}

    init(_ entries: [Entry]) { self.entries = entries }
}
