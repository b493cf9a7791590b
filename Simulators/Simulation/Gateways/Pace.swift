import Alerts

extension Span {
    /// This span in a run that plays its world `scale` times faster than real; at least a millisecond if it was any.
    func paced(_ scale: Double) -> Span {
        self == .zero ? .zero : .milliseconds(max(1, Int64((Double(milliseconds) / scale).rounded())))
    }
}

extension ClosedRange<Span> {
    /// Both ends of this range in a run that plays its world `scale` times faster than real.
    func paced(_ scale: Double) -> ClosedRange<Span> { lowerBound.paced(scale)...upperBound.paced(scale) }

    /// The span that lies a share (0...1) of the way from the least to the most.
    func at(_ share: Double) -> Span {
        lowerBound + .milliseconds(Int64(Double(upperBound.milliseconds - lowerBound.milliseconds) * share))
    }
}

extension HandsetOptions {
    /// These options with their times as a run plays them.
    func paced(_ scale: Double) -> HandsetOptions {
        var options = self
        options.reach = reach.paced(scale)
        options.lateBy = lateBy.paced(scale)
        options.expiry = expiry.paced(scale)
        options.replyAfter = replyAfter.paced(scale)
        options.digitStep = digitStep.paced(scale)
        return options
    }
}
