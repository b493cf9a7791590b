import Alerts
import Glibc

/// The clock of this machine, the only one that reads time.
enum SystemClock {
    /// The present moment.
    @Sendable static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
