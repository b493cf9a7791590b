import Alerts
import Foundation
import Glibc

/// What a command needs of the world around it.
struct Surroundings: Sendable {
    /// Where results go.
    let output: Screen
    /// Where errors and remarks go.
    let errors: Screen
    /// The environment.
    let environment: [String: String]

    /// The surroundings of this process.
    static var current: Surroundings {
        let environment = ProcessInfo.processInfo.environment
        return Surroundings(
            output: .output(environment: environment), errors: .errors(environment: environment), environment: environment)
    }

    /// The present moment, by this machine's clock.
    static func now() -> Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
