public import Alerts

/// What goes wrong in gateways, as asked for; probabilities are 0...1 and count for each submission or report anew.
public struct GatewayFaults: Sendable, Hashable {
    /// A message is taken and lost: it never arrives and nobody reports it.
    public var drop = 0.0
    /// How much longer than the network needs a report takes: least and most.
    public var delay: ClosedRange<Span> = .zero ... .zero
    /// A report is given twice.
    public var duplicate = 0.0
    /// A report is overtaken by what comes after it.
    public var reorder = 0.0
    /// A message arrives and is reported before its submission is answered.
    public var reportFirst = 0.0
    /// A submission is taken and its answer lost: the connection breaks, or over SMPP nothing comes.
    public var loseAnswer = 0.0
    /// An answer takes as long as `slowBy`.
    public var slow = 0.0
    /// How long a slow answer takes, in real time, which is what a caller's patience is measured in.
    public var slowBy: ClosedRange<Span> = .seconds(5) ... .seconds(20)
    /// A submission is answered with 503, over SMPP with queue full, and not taken.
    public var unavailable = 0.0
    /// A report comes as late as `lateBy`.
    public var reportLate = 0.0
    /// How late a late report is.
    public var lateBy: ClosedRange<Span> = .minutes(30) ... .hours(72)
    /// A report never comes.
    public var noReport = 0.0

    /// When the gateways are away, from when until when after the start of the run, in real time: connections break and are not
    /// made, and nothing is pushed.
    public var offline: [ClosedRange<Span>] = []

    /// Nothing goes wrong.
    public init() {}

    /// These faults with their times as a run plays them.
    func paced(_ scale: Double) -> GatewayFaults {
        var faults = self
        faults.delay = delay.paced(scale)
        faults.lateBy = lateBy.paced(scale)
        return faults
    }
}
