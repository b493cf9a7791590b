public import Alerts
public import Community
public import Record

/// The deliveries of one alert on one channel: a row for each endpoint, with the stage it got to.
public struct DeliveryTable: Sendable {
    /// The channel.
    public let channel: Channel
    /// `present` or `check`.
    public let action: Action
    /// The characters of the text to be spoken once.
    public let characters: Int
    /// The foreign gateway that carries the endpoints; nil for endpoints that speak Tocsin's own way.
    public let gateway: String?
    /// Whether they are the phones of people who have to answer.
    public let isCalling: Bool
    /// The endpoints, a row each.
    public let endpoints: [String]
    /// The delivery ids, a row each.
    public let ids: [DeliveryID]
    /// When the plan was made.
    public let planned: Moment
    private let rows: [String: Int32]

    /// The stage of each row.
    public private(set) var stages: [Stage]
    /// Why a row failed since it last moved up.
    public private(set) var failures: [FailureReason?]
    /// Rows that were withdrawn by us; the answer to it proves nothing.
    public private(set) var withdrawn: [Bool]
    /// Rows whose withdrawal was answered.
    public private(set) var withdrawalAnswered: [Bool]
    /// When each row was first dispatched, by the line that says so; nil before.
    private(set) var dispatched: [Moment?]
    /// How often each row went out, as far as lines say.
    public private(set) var tries: [UInt16]
    /// Rows whose answer cannot come at present.
    var unanswerable: [Bool]
    private var counts: [Int]
    private var failedCount = 0

    /// The deliveries of a plan; nothing has left yet.
    public init(_ plan: DeliveriesPlanned, at: Moment) {
        channel = plan.channel
        action = plan.action
        characters = plan.characters
        gateway = plan.gateway
        isCalling = plan.calling ?? false
        endpoints = plan.endpoints
        planned = at
        ids = plan.endpoints.map { DeliveryID(alert: plan.alert, action: plan.action, channel: plan.channel, endpoint: $0) }
        rows = Dictionary(plan.endpoints.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        stages = Array(repeating: .planned, count: plan.endpoints.count)
        failures = Array(repeating: nil, count: plan.endpoints.count)
        withdrawn = Array(repeating: false, count: plan.endpoints.count)
        withdrawalAnswered = Array(repeating: false, count: plan.endpoints.count)
        dispatched = Array(repeating: nil, count: plan.endpoints.count)
        tries = Array(repeating: 0, count: plan.endpoints.count)
        unanswerable = Array(repeating: false, count: plan.endpoints.count)
        counts = Array(repeating: 0, count: Stage.allCases.count)
        counts[Stage.planned.rank] = plan.endpoints.count
    }

    /// The row of an endpoint.
    public func row(_ endpoint: String) -> Int? { rows[endpoint].map(Int.init) }

    /// The stage at which a delivery of this channel and action is settled.
    public var finalStage: Stage { action == .check ? .delivered : .presented }

    /// Whether nothing more is to be done for a row.
    public func isSettled(_ row: Int) -> Bool { stages[row] >= finalStage || withdrawn[row] }

    /// Whether a gateway took a message or call, or may have, and has told no more.
    public func isUnreported(_ row: Int) -> Bool {
        guard channel == .sms || channel == .voice, action == .present, stages[row] <= .dispatched else { return false }
        return failures[row] == .uncertain || (stages[row] == .dispatched && failures[row] == nil)
    }

    /// Moves a row up; a stage that is no higher changes nothing.
    @discardableResult
    mutating func move(_ row: Int, to stage: Stage) -> Bool {
        guard stage > stages[row] else { return false }
        for rank in stages[row].rank + 1...stage.rank { counts[rank] += 1 }
        if failures[row] != nil, stages[row] < .delivered { failedCount -= 1 }
        stages[row] = stage
        failures[row] = nil
        return true
    }

    /// Notes that a row's command went out.
    mutating func noteDispatch(_ row: Int, at: Moment) {
        if dispatched[row] == nil { dispatched[row] = at }
        tries[row] = tries[row] == .max ? .max : tries[row] + 1
    }

    /// The moment before which a row cannot have been answered: its dispatch, less the time for which dispatches are gathered before
    /// their line is written; the plan while no line says more.
    public func earliestAnswer(_ row: Int) -> Moment { max(planned, dispatched[row].map { $0 - .milliseconds(250) } ?? planned) }

    /// A row's command was taken again, so what failed before no longer stands.
    mutating func recover(_ row: Int) {
        if failures[row] != nil, stages[row] < .delivered { failedCount -= 1 }
        failures[row] = nil
    }

    /// Notes a failure; it never undoes a stage, and what is settled can fail no more.
    mutating func fail(_ row: Int, _ reason: FailureReason) {
        guard !isSettled(row) else { return }
        if failures[row] == nil, stages[row] < .delivered { failedCount += 1 }
        failures[row] = reason
    }

    mutating func withdraw(_ row: Int) { withdrawn[row] = true }

    mutating func answerWithdrawal(_ row: Int) { withdrawalAnswered[row] = true }

    /// Deliveries that got at least to a stage.
    public func count(_ stage: Stage) -> Int { counts[stage.rank] }

    /// Deliveries that failed before their endpoint had them, and have not moved since.
    public var failed: Int { failedCount }
}
