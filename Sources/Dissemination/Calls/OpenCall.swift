public import Alerts
public import Community
import Coverage
public import Record

/// A call that nobody has answered yet.
public struct OpenCall: Sendable {
    /// The alert.
    public var alert: AlertID
    /// Who is called.
    public var callee: Callee
    /// Since when.
    public var planned: Moment
    /// The furthest step; nil before the first.
    public var step: CallStepped.Step?
    /// Whether who stands in, or a head that was turned to, has answered instead.
    public var isFilled: Bool
    /// The messages and calls to the phone, with how far they got.
    public var attempts: [Attempt]

    /// What became of a message or call.
    public struct Attempt: Hashable, Sendable {
        /// The channel.
        public var channel: Channel
        /// How far it got.
        public var stage: Stage
        /// Why it failed since.
        public var failure: FailureReason?
    }
}

extension Desk {
    /// Calls of alerts that run and that nobody has answered, in the order of the alerts and of the plans.
    public var openCalls: [OpenCall] {
        coverage.order.compactMap { coverage.alerts[$0] }.filter(\.isRunning).flatMap { open in
            open.calls.unanswered.map { call in
                OpenCall(
                    alert: open.accepted.alert, callee: call.callee, planned: call.planned, step: call.furthest,
                    isFilled: open.calls.filled(call.callee) != nil, attempts: attempts(to: call.callee, open))
            }
        }
    }

    private func attempts(to callee: Callee, _ open: AlertCoverage) -> [OpenCall.Attempt] {
        guard let phone = callee.phone?.description else { return [] }
        let tables =
            open.deliveries + (carrier(of: open).map { $0.accepted.alert == open.accepted.alert ? [] : $0.deliveries } ?? [])
        return tables.filter { $0.channel == .sms || $0.channel == .voice }.compactMap { table in
            table.row(phone).map { .init(channel: table.channel, stage: table.stages[$0], failure: table.failures[$0]) }
        }
    }

    /// Alerts of which the street's duty room has to be told, with the people who did not answer.
    public var streetNotices: [(alert: AlertID, callees: [Pseudonym])] {
        coverage.order.compactMap { alert in
            guard let open = coverage.alerts[alert], open.isRunning else { return nil }
            let silent = open.calls.unanswered.filter { $0.furthest == .street }.map(\.callee.staff)
            return silent.isEmpty ? nil : (alert, silent)
        }
    }

    /// Calls for help that nobody sees to yet, by the names of their records.
    public var openHelp: [HelpCalled] {
        help.values.filter { takers[$0.record] == nil }.sorted { $0.record < $1.record }
    }
}
