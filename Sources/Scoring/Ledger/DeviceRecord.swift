import Alerts
import Community
import Record

/// What devices and gateways said, and what tests of them showed.
struct DeviceRecord: Sendable {
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
    /// Devices that were asked silently, by the alert that asked, and have not answered yet.
    private var asked: [AlertID: Set<String>] = [:]

    mutating func apply(_ tested: DeviceTested, at: Moment) {
        tests[tested.device, default: []].append(Test(at: at, how: tested.how, passed: tested.passed))
    }

    /// A silent check went out: it ends with an answer, with a failure, or unanswered with its alert.
    mutating func ask(_ plan: DeliveriesPlanned) {
        if plan.action == .check { asked[plan.alert, default: []].formUnion(plan.endpoints) }
    }

    mutating func note(_ receipt: ReceiptAccepted, at: Moment) {
        guard !asked.isEmpty, asked[receipt.alert]?.contains(receipt.endpoint) ?? false else { return }
        let answered = (receipt.stage ?? .planned) >= .delivered
        guard answered || receipt.failed != nil else { return }
        tests[receipt.endpoint, default: []].append(Test(at: at, how: "check", passed: answered))
        asked[receipt.alert]?.remove(receipt.endpoint)
    }

    /// A gateway reported that a phone has a warning or a drill: the channel works. One such test an hour is kept.
    mutating func notePlayed(_ receipt: ReceiptAccepted, at: Moment) {
        guard receipt.gateway != nil, (receipt.stage ?? .planned) >= .delivered else { return }
        noteWork(receipt.channel, how: "played", at: at)
    }

    /// A channel without devices of its own did its work.
    mutating func noteWork(_ channel: Channel, how: String, at: Moment) {
        let name = channel.rawValue
        if let last = tests[name]?.last, at - last.at < .hours(1) { return }
        tests[name, default: []].append(Test(at: at, how: how, passed: true))
    }

    mutating func endCheck(_ alert: AlertID, at: Moment) {
        for device in asked.removeValue(forKey: alert) ?? [] {
            tests[device, default: []].append(Test(at: at, how: "check", passed: false))
        }
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
