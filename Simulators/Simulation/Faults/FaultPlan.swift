import Alerts

/// What goes wrong in a run, settled for every device: the same options, devices and seed give the same plan.
public struct FaultPlan: Sendable, Hashable {
    /// What was asked for.
    public let options: FaultOptions
    /// Devices that never come online.
    public let dead: Set<String>
    /// Devices that take commands and never play.
    public let mute: Set<String>
    /// Every outage, those of `options` and those drawn by lot.
    public let outages: [Outage]
    let chance: Chance

    /// Draws the lots.
    public init(_ options: FaultOptions, devices: [DeviceDescription], seed: UInt64) {
        let chance = Chance(seed: seed)
        func drawn(_ question: String, _ count: Int, from devices: [String]) -> [String] {
            Array(devices.sorted { chance.bits(question, $0) < chance.bits(question, $1) }.prefix(max(count, 0)))
        }
        let names = devices.map(\.device)
        let dead = Set(drawn("dead", options.dead, from: names))
        let living = names.filter { !dead.contains($0) }
        self.options = options
        self.chance = chance
        self.dead = dead
        mute = Set(drawn("mute", options.mute, from: living))
        let unlucky = drawn("offline", Int((Double(living.count) * options.offline).rounded()), from: living)
        outages = options.outages + unlucky.map { FaultPlan.outage(of: $0, within: options.offlineWithin, chance) }
    }

    private static func outage(of device: String, within: Span, _ chance: Chance) -> Outage {
        let whole = Double(within.milliseconds)
        let length = whole * (1.0 / 6 + chance.share("offline-length", device) / 3)
        let from = (whole - length) * chance.share("offline-from", device)
        return Outage(device: device, kind: .link, from: .milliseconds(Int64(from)), to: .milliseconds(Int64(from + length)))
    }

    /// What a device is like under this plan, when the run plays `speed` times faster than real.
    public func traits(of device: String, speed: Double) -> DeviceTraits {
        let skew = Double(options.clockSkew.milliseconds) * (chance.share("skew", device) * 2 - 1)
        return DeviceTraits(
            charactersPerSecond: 4 + 2 * chance.share("rate", device), speed: speed, clockSkew: .milliseconds(Int64(skew)),
            isMute: mute.contains(device))
    }

    /// Bytes that are no receipt, in one of several ways of being none.
    func garbage(_ subject: String, _ occurrence: Int, honest: [UInt8]) -> [UInt8] {
        switch chance.bits("garbage-kind", subject, occurrence) % 6 {
        case 0: []
        case 1: Array(honest.prefix(honest.count / 2))
        case 2: [0xFF, 0xFE, 0x00, 0x80] + honest
        case 3: Array("[".utf8) + honest + Array("]".utf8)
        case 4: Array(#"{"v":99,"delivery":7,"stage":"presented"}"#.utf8)
        default: Array(#"{"v":1,"delivery":"ffffffffffffffff","stage":"finished","at":"yesterday"}"#.utf8)
        }
    }
}
