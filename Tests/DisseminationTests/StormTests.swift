import Coverage
import Foundation
import TestSupport
import Testing
import Yams

/// The pure core under thousands of storms. `STORMS=10000` sets how many, `STORM=42` plays one seed alone.
@Suite struct StormTests {
    static let policy = Result { try ShippedConfiguration.policy() }
    private static let batches = 20

    private static var seeds: Range<UInt64> {
        let environment = ProcessInfo.processInfo.environment
        if let one = environment["STORM"].flatMap(UInt64.init) { return one..<one + 1 }
        return 0..<(environment["STORMS"].flatMap(UInt64.init) ?? 200)
    }

    @Test("What must always hold holds in every storm", arguments: 0..<batches)
    func storms(batch: Int) throws {
        let policy = try Self.policy.get()
        for seed in Self.seeds where Int(seed) % Self.batches == batch {
            do {
                var storm = try Storm(seed: seed, policy: policy)
                try storm.run()
            } catch {
                Issue.record("STORM=\(seed): \(error)")
                return
            }
        }
    }
}
