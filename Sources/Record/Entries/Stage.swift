/// How far a delivery got; each stage proves the ones below it.
public enum Stage: String, CaseIterable, Codable, Hashable, Comparable, Sendable {
    /// The plan names it; nothing has left yet.
    case planned
    /// The gateway, broker or device accepted it.
    case dispatched
    /// The terminal has it.
    case delivered
    /// Played to the end, shown, or the round walked.
    case presented
    /// A person answered for it.
    case confirmed
    /// Told face to face (当面告知).
    case told

    /// 0 for planned up to 5 for told.
    public var rank: Int {
        switch self {
        case .planned: 0
        case .dispatched: 1
        case .delivered: 2
        case .presented: 3
        case .confirmed: 4
        case .told: 5
        }
    }

    /// A stage that proves less comes first.
    public static func < (left: Stage, right: Stage) -> Bool { left.rank < right.rank }
}

/// Why a delivery could not be made; a closed set, so that it can be counted. Devices name one of the first five; the others are
/// what gateways and networks tell of a phone.
public enum FailureReason: String, CaseIterable, Codable, Hashable, Sendable {
    /// The endpoint has no connection.
    case offline
    /// The broker, gateway or device refused it.
    case rejected
    /// The alert was over before it arrived.
    case expired
    /// The device is broken.
    case fault
    /// The device is doing something that it may not leave.
    case busy
    /// The request went out and no answer came: nobody knows whether the gateway took it.
    case uncertain
    /// There is no such number.
    case absent
    /// The phone is off or out of reach.
    case off
    /// The person or the network refuses such messages or calls.
    case blocked
    /// The phone rang and nobody answered.
    case unanswered
    /// The call ended elsewhere than at the phone.
    case diverted

    /// What a device may say itself (`reason` of a receipt).
    public static let ofDevices: Set<FailureReason> = [.offline, .rejected, .expired, .fault, .busy]
}

/// What a command asks of a device.
public enum Action: String, CaseIterable, Codable, Hashable, Sendable {
    /// Play or show.
    case present
    /// Stop, and never play again.
    case withdraw
    /// A silent test.
    case check
    /// Answer again with the last receipt of every delivery still held.
    case report
}
