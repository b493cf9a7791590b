import Alerts
import Community
import Coverage
import Record

// 社区灾害事故预警系统正常运转: seven checks, each with what it found. What cannot be known is unmet, with the reason.

extension Review {
    func operationChecks() -> [Assessment.Check] {
        [complete(), availability(), channels(), terminals(), duty(), monitoring(), means()]
    }

    func check(_ id: String, _ figure: Double?, _ required: Double, _ unmet: String?) -> Assessment.Check {
        Assessment.Check(id: id, figure: figure, required: required, met: unmet == nil, reason: unmet)
    }

    private func complete() -> Assessment.Check {
        guard let list = outside.officialList else {
            return check("complete", nil, 1, Wording.both("未与官方预警清单核对", "no official list of warnings was reconciled"))
        }
        let missing =
            list.absent == 0
            ? nil : Wording.both("官方清单中有\(list.absent)条预警本系统没有记录", "\(list.absent) warnings of the official list are not here")
        return check("complete", Rate.share(list.warnings - list.absent, of: list.warnings), 1, missing)
    }

    private func monitoring() -> Assessment.Check {
        let declared = Set(
            register?.absent.filter { $0.date <= period.lastDay }.compactMap { MonitoredKind(rawValue: $0.kind) } ?? [])
        let lacking = MonitoredKind.allCases.filter { !declared.contains($0) && !outside.liveKinds.contains($0) }
        let names = lacking.map(\.rawValue).joined(separator: "、")
        let reason =
            lacking.isEmpty
            ? nil
            : Wording.both(
                "\(names)：没有在线监测来源的记录，也没有书面说明不存在",
                "no record of a live source, and not declared absent in writing, for \(lacking.count) of four kinds")
        return check(
            "monitoring", Double(MonitoredKind.allCases.count - lacking.count), Double(MonitoredKind.allCases.count), reason)
    }

    private func means() -> Assessment.Check {
        let used = alertsInPeriod.reduce(into: ChannelSet()) { set, alert in
            set.formUnion(ledger.channelUse[alert.accepted.alert]?.used ?? ChannelSet())
        }.channels
        let classes = Set(used.compactMap { convention.means.value[$0.rawValue] })
        var reasons: [String] = []
        if !classes.contains("new") { reasons.append(Wording.both("没有使用新手段的记录", "no new means on record")) }
        if !classes.contains("traditional") { reasons.append(Wording.both("没有使用传统手段的记录", "no traditional means on record")) }
        return check("means", Double(classes.count), 2, reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    /// Actual and Exercise alerts of the period, whatever their colour.
    private var alertsInPeriod: [AlertRecord] {
        ledger.order.compactMap { ledger.alerts[$0] }.filter {
            period.window.contains($0.accepted.start) && ($0.accepted.status == .actual || $0.accepted.status == .exercise)
        }
    }

    /// Whether the one check that failed was mended and tested since: every channel that coverage relied on was tested afterwards, and
    /// from the first of these last tests to the end the requirement held.
    func isMended(_ failed: Assessment.Check) -> Bool {
        let tests = reliedChannels.map { lastTest(of: $0) }
        guard !tests.isEmpty, !tests.contains(nil), let tested = tests.compactMap(\.self).min(), tested < period.end else {
            return false
        }
        switch failed.id {
        case "availability": return missedInOutage.isEmpty && isAvailable(in: tested..<period.end)
        case "duty": return dutyGaps(in: tested..<period.end).isEmpty
        default: return false
        }
    }
}
