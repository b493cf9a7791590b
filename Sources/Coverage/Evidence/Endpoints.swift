import Alerts
public import Community

/// The endpoints of a register version by their names: whom a loudspeaker, a display or a phone reaches.
///
/// All alerts under one version share it.
public final class Endpoints: Sendable {
    /// What is known of an endpoint.
    public struct Endpoint: Sendable {
        /// The households that it reaches.
        public var reach: HouseholdSet
        /// The device, where it is one.
        public var device: RosterDevice?
    }

    private let devices: [String: RosterDevice]
    private let phones: [RosterPhone]
    private let phoneIndexes: [Pseudonym: Int32]

    /// The endpoints of a roster.
    public init(_ roster: Roster) {
        devices = Dictionary(roster.devices.map { ($0.device, $0) }, uniquingKeysWith: { first, _ in first })
        phones = roster.phones
        phoneIndexes = Dictionary(
            roster.phones.enumerated().map { ($1.pseudonym, Int32($0)) }, uniquingKeysWith: { first, _ in first })
    }

    /// A loudspeaker or display.
    public func device(_ name: String) -> RosterDevice? { devices[name] }

    /// A phone.
    public func phone(_ pseudonym: Pseudonym) -> RosterPhone? { phoneIndexes[pseudonym].map { phones[Int($0)] } }

    /// The endpoint of a delivery; nil where the register does not know it. A group robot reaches nobody in particular.
    public func endpoint(_ name: String, on channel: Channel) -> Endpoint? {
        switch channel {
        case .loudspeaker, .display: devices[name].map { Endpoint(reach: $0.reach, device: $0) }
        case .sms, .voice: Pseudonym(name).flatMap(phone).map { Endpoint(reach: $0.reach) }
        case .robot: Endpoint(reach: HouseholdSet())
        case .round, .door: nil
        }
    }
}
