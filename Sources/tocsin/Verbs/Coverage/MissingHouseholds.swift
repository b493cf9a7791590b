import Alerts
import Community
import Coverage
import Record

/// Why a household is not covered, from what is closest to covering it to what is furthest.
enum MissingReason: Int, CaseIterable, Codable, Sendable {
    /// A loudspeaker in earshot or a phone has it and has not answered yet.
    case waiting
    /// It was played in earshot, or a phone had it at night, but nothing proves that anybody took note.
    case unproven
    /// The unit is so large that its receiver has to confirm.
    case large
    /// What could answer has no connection, so nobody knows.
    case unknown
    /// What could answer failed.
    case failed
    /// What could answer was told to stop.
    case withdrawn
    /// It is reached by means alone that never prove anything.
    case weak
    /// Nothing reaches it.
    case unreachable

    /// In words, Chinese first.
    var text: String {
        switch self {
        case .waiting: "等待回执 waiting for the receipt"
        case .unproven: "已播放或已送达，夜间风雨或无验收不作覆盖 played or delivered, not proven to be noticed"
        case .large: "大单元，须负责人确认 large unit, its receiver must confirm"
        case .unknown: "终端失联，情况不明 device offline, unknown"
        case .failed: "播发失败 delivery failed"
        case .withdrawn: "已撤回 withdrawn"
        case .weak: "仅有不作覆盖证据的渠道 only by means that prove nothing"
        case .unreachable: "无渠道可达 no channel reaches it"
        }
    }

    /// The short name in JSON.
    var name: String { String(describing: self) }
}

/// The households of an alert that are not covered, each with the reason that is closest to covering it.
struct MissingHouseholds {
    /// The indexes with their reasons, ascending.
    let households: [(index: UInt32, reason: MissingReason)]
    private let roster: Roster

    init(_ coverage: AlertCoverage, largestUnit: Int) {
        let roster = coverage.register
        self.roster = roster
        var reasons = [MissingReason?](repeating: nil, count: roster.households.count)
        for table in coverage.deliveries where table.action == .present {
            for (row, endpoint) in table.endpoints.enumerated() {
                guard let known = coverage.endpoints.endpoint(endpoint, on: table.channel) else { continue }
                let reason = Self.reason(table, row)
                known.reach.intersection(coverage.accepted.target).forEach { index in
                    let known = reasons[Int(index)]
                    if known.map({ reason.rawValue < $0.rawValue }) ?? true { reasons[Int(index)] = reason }
                }
            }
        }
        var missing: [(UInt32, MissingReason)] = []
        coverage.accepted.target.forEach { index in
            guard !coverage.has(.reached, index) else { return }
            var reason = reasons[Int(index)] ?? .unreachable
            if reason == .unproven, Int(roster.households[Int(index)].residents) > largestUnit { reason = .large }
            if coverage.isUnknown(index), reason.rawValue > MissingReason.unproven.rawValue || reason == .waiting {
                reason = .unknown
            }
            missing.append((index, reason))
        }
        households = missing
    }

    private static func reason(_ table: DeliveryTable, _ row: Int) -> MissingReason {
        guard [.loudspeaker, .sms, .voice].contains(table.channel) else { return .weak }
        if table.stages[row] >= (table.channel == .loudspeaker ? .presented : .delivered) { return .unproven }
        if table.withdrawn[row] { return .withdrawn }
        return table.failures[row] == nil ? .waiting : .failed
    }

    /// How many households of a grid are missing for a reason.
    struct Count: Hashable, Codable {
        var grid: String
        var reason: MissingReason
        var households: Int
        var residents: Int
    }

    /// Counts by grid and reason, the grids in the register's order.
    var counts: [Count] {
        struct Key: Hashable {
            var grid: UInt16
            var reason: Int
        }
        var sums: [Key: (households: Int, residents: Int)] = [:]
        for (index, reason) in households {
            let household = roster.households[Int(index)]
            let before = sums[Key(grid: household.grid, reason: reason.rawValue)] ?? (0, 0)
            sums[Key(grid: household.grid, reason: reason.rawValue)] = (
                before.households + 1, before.residents + Int(household.residents)
            )
        }
        return sums.sorted { ($0.key.grid, $0.key.reason) < ($1.key.grid, $1.key.reason) }.compactMap { key, sum in
            guard let reason = MissingReason(rawValue: key.reason) else { return nil }
            return Count(grid: roster.grids[Int(key.grid)], reason: reason, households: sum.households, residents: sum.residents)
        }
    }
}
