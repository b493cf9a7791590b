import Alerts
import Record

/// What devices and gateways said, and what tests of them showed.
struct DeviceRecord: Hashable, Sendable {
    struct Test: Hashable, Sendable {
        let at: Moment
        let how: String
        let passed: Bool
    }

    struct State: Hashable, Sendable {
        let at: Moment
        let online: Bool
        let faults: [String]
    }

    private(set) var tests: [String: [Test]] = [:]
    private(set) var states: [String: State] = [:]
    private(set) var gateways: [String: State] = [:]

    mutating func apply(_ tested: DeviceTested, at: Moment) {
        tests[tested.device, default: []].append(Test(at: at, how: tested.how, passed: tested.passed))
    }

    mutating func apply(_ status: DeviceStatus, at: Moment) {
        states[status.device] = State(at: at, online: status.online, faults: status.faults)
    }

    mutating func applyGateway(_ status: DeviceStatus, at: Moment) {
        gateways[status.device] = State(at: at, online: status.online, faults: status.faults)
    }

    /// The last test of a device before a moment, of any kind.
    func lastTest(_ device: String, before end: Moment) -> Test? { tests[device]?.last { $0.at < end } }

    /// The last passed test of a device before a moment that was made in one of some ways.
    func lastPassed(_ device: String, how: [String], before end: Moment) -> Moment? {
        tests[device]?.last { $0.at < end && $0.passed && how.contains($0.how) }?.at
    }
}
