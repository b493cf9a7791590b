import Storm
import TestSupport
import Testing

/// The pure core in a few storms; `Tests/run` plays ten thousand with the program `storms`.
@Suite struct StormTests {
    @Test("What must always hold holds in a storm", arguments: 0..<6 as Range<UInt64>)
    func storm(seed: UInt64) throws {
        var storm = try Storm(seed: seed, policy: try ShippedConfiguration.policy())
        try storm.run()
    }
}
