import Foundation
import TestSupport

/// When the service is killed, drawn from a seed: at its start, soon after it is ready, or in the middle of what it writes.
struct CrashPlan {
    /// What is waited for before the kill.
    enum Moment: Hashable {
        /// So long after the process was started, ready or not.
        case starting(milliseconds: Int)
        /// So long after it was ready.
        case working(milliseconds: Int)
        /// After so many lines have been written since it was ready, or after two seconds.
        case writing(lines: Int)
    }

    let seed: UInt64
    let kills: Int
    private var chance: SplitMix64

    /// The plan of the environment: `CRASH_SEED` and `CRASH_KILLS`, else a new seed and 50.
    init() {
        let variables = ProcessInfo.processInfo.environment
        seed = variables["CRASH_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)
        kills = variables["CRASH_KILLS"].flatMap(Int.init) ?? 50
        chance = SplitMix64(seed: seed)
    }

    /// The next moment; `startup` is how long the service takes until it is ready.
    mutating func next(startup: Int) -> Moment {
        switch chance.int(0...9) {
        case 0...2: .starting(milliseconds: chance.int(0...max(startup, 1)))
        case 3...6: .working(milliseconds: chance.int(0...900))
        default: .writing(lines: chance.int(1...300))
        }
    }
}
