import Foundation
import Glibc
import TestSupport

/// Kills the service again and again while devices and a source go on, and starts it again each time.
struct CrashRun {
    let village: Village
    let watch: JournalWatch
    var plan: CrashPlan
    /// How often the service was killed before it was ready, and after.
    private(set) var early = 0, late = 0
    private var startup = 1000

    init(_ village: Village, _ watch: JournalWatch, plan: CrashPlan) {
        self.village = village
        self.watch = watch
        self.plan = plan
    }

    /// Kills a running service as often as planned, and gives the one that runs at the end, ready.
    mutating func run(_ first: Program) async throws -> Program {
        var service = first
        for number in 1...plan.kills {
            let moment = plan.next(startup: startup)
            try await wait(for: moment, service)
            let wasReady = await village.installation.readiness()?.status == 200
            service.signal(SIGKILL)
            let ending = await service.ended()
            guard ending == .killed(SIGKILL) else { throw unexpected(ending, number, moment) }
            if wasReady { late += 1 } else { early += 1 }
            service = try start()
        }
        try await village.installation.ready(service)
        return service
    }

    private func start() throws -> Program { try village.installation.serve(environment: village.environment) }

    private mutating func wait(for moment: CrashPlan.Moment, _ service: Program) async throws {
        if case .starting(let milliseconds) = moment { return try await Task.sleep(for: .milliseconds(milliseconds)) }
        let begin = ContinuousClock.now
        try await village.installation.ready(service)
        let took = ContinuousClock.now - begin
        startup = Int(took.components.seconds) * 1000 + Int(took.components.attoseconds / 1_000_000_000_000_000)
        switch moment {
        case .starting: break
        case .working(let milliseconds): try await Task.sleep(for: .milliseconds(milliseconds))
        case .writing(let lines):
            try watch.catchUp()
            let goal = watch.lines.count + lines
            let end = ContinuousClock.now + .seconds(2)
            while watch.lines.count < goal, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(10))
                try watch.catchUp()
            }
        }
    }

    private func unexpected(_ ending: Program.Ending, _ number: Int, _ moment: CrashPlan.Moment) -> NotInTime {
        NotInTime(
            "the service ended by itself before kill \(number) (\(moment), seed \(plan.seed)), \(ending): "
                + "\(village.installation.log.suffix(3000))")
    }
}
