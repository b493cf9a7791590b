import Dispatch
import Foundation
import Storm
import Synchronization
import TestSupport

/// Plays thousands of storms against the pure core, on all processors.
///
///     storms 10000       the seeds 0 to 9999
///     storms --seed 42   one seed alone
///
/// Every seed that fails is printed; it replays alone.
@main
struct Storms {
    static func main() throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        let seeds: Range<UInt64>
        switch (arguments.first, arguments.last.flatMap(UInt64.init)) {
        case ("--seed", let seed?) where arguments.count == 2: seeds = seed..<seed + 1
        case (_, let count?) where arguments.count == 1: seeds = 0..<count
        default:
            FileHandle.standardError.write(Data("usage: storms COUNT | storms --seed SEED\n".utf8))
            exit(64)
        }
        let failures = try play(seeds)
        for (seed, failure) in failures { print("storm \(seed) failed: \(failure); replay it with: storms --seed \(seed)") }
        print("storms: \(seeds.count - failures.count) passed, \(failures.count) failed")
        exit(failures.isEmpty ? 0 : 1)
    }

    private static func play(_ seeds: Range<UInt64>) throws -> [(UInt64, String)] {
        let policy = try ShippedConfiguration.policy()
        let failures = Mutex<[(UInt64, String)]>([])
        DispatchQueue.concurrentPerform(iterations: seeds.count) { index in
            let seed = seeds.lowerBound + UInt64(index)
            do {
                var storm = try Storm(seed: seed, policy: policy)
                try storm.run()
            } catch {
                failures.withLock { $0.append((seed, "\(error)")) }
            }
        }
        return failures.withLock { $0.sorted { $0.0 < $1.0 } }
    }
}
