import CTimex
import Record
import Synchronization

/// Watches whether the kernel says that this machine's clock is synchronised.
final class ClockWatch: Sendable {
    private let last = Mutex<(state: Bool?, checks: Int)>((nil, 0))

    /// How many calls pass between two looks at the kernel.
    private static let pause = 50

    /// The state of the clock where it differs from the last one that was told; nil for no news.
    func news() -> ClockState? {
        last.withLock { last in
            defer { last.checks += 1 }
            guard last.checks % Self.pause == 0 else { return nil }
            let now = Self.kernelState()
            guard now.synchronised != last.state else { return nil }
            last.state = now.synchronised
            return now
        }
    }

    /// What the kernel knows of the clock (adjtimex, read only).
    static func kernelState() -> ClockState {
        var maximumError = 0
        let isSynchronised = kernel_clock_is_synchronised(&maximumError) != 0
        return ClockState(synchronised: isSynchronised, errorMilliseconds: isSynchronised ? maximumError / 1000 : nil)
    }
}
