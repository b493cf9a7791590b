import Alerts
import Coverage
import Record

extension Desk {
    /// The moment of a record, or why its time cannot be.
    enum RecordMoment {
        case keep(Moment)
        case refuse(RecordRefused.Reason)
    }

    /// How far a far end's clock may be off.
    var clockTolerance: Span { .milliseconds(coverage.policy?.evidence.clockToleranceMilliseconds ?? 2000) }

    /// The far end's own time where it lies between the alert's start and now and its clock is right; as written down where it was typed
    /// in within the hours allowed for that; else the arrival.
    func moment(of origin: RecordOrigin, _ open: AlertCoverage, now: Moment) -> RecordMoment {
        guard let far = origin.at else { return .keep(now) }
        guard !origin.isTypedIn else { return momentOfPaper(far, open, now: now) }
        guard far >= open.accepted.start, far <= now, let sentAt = origin.sentAt, isNear(sentAt, now) else { return .keep(now) }
        return .keep(far)
    }

    private func isNear(_ sentAt: Moment, _ now: Moment) -> Bool {
        abs((now - sentAt).milliseconds) <= clockTolerance.milliseconds
    }

    private func momentOfPaper(_ far: Moment, _ open: AlertCoverage, now: Moment) -> RecordMoment {
        guard far >= open.accepted.start - .minutes(1), far <= now + clockTolerance else { return .refuse(.time) }
        let hours = Int64(coverage.policy?.evidence.lateHours ?? 24)
        guard now - meansBack(after: far) <= .hours(hours) else { return .refuse(.tooLate) }
        return .keep(min(max(far, open.accepted.start), now))
    }

    /// When the means were back that were away at a moment; the moment itself where they were not.
    private func meansBack(after moment: Moment) -> Moment {
        (outages + brokerLosses).filter { $0.contains(moment) }.map(\.upperBound).max() ?? moment
    }
}
