import Alerts
import Community
import Coverage
import Record

extension Review {
    /// Channels whose evidence proves that alerts of the period reached somebody.
    var reliedChannels: [Channel] {
        judged.reduce(into: ChannelSet()) { set, alert in
            set.formUnion(ledger.channelUse[alert.record.accepted.alert]?.relied ?? ChannelSet())
        }.channels
    }

    /// The last passed test of a channel that counts, on any of its devices.
    func lastTest(of channel: Channel) -> Moment? {
        let how = convention.countingTests(channel)
        let names =
            channel == .loudspeaker || channel == .display
            ? register?.devices.filter { $0.channel == channel }.map(\.device) ?? [] : [channel.rawValue]
        return names.compactMap { ledger.devices.lastPassed($0, how: how, before: period.end) }.max()
    }

    private func testAge(of channel: Channel) -> Int? {
        lastTest(of: channel).map { Int(period.lastDay.daysSinceEpoch - ledger.day(of: $0).daysSinceEpoch) }
    }

    func channels() -> Assessment.Check {
        let limit = convention.count(.testAgeDays)
        let relied = reliedChannels
        guard !relied.isEmpty else {
            return check(
                "channels", nil, Double(limit),
                Wording.both("没有渠道的证据证明到达", "no channel's evidence proves that anybody was reached"))
        }
        var reasons: [String] = []
        for channel in relied {
            guard let age = testAge(of: channel) else {
                reasons.append(Wording.both("\(channel.rawValue) 没有合格的测试记录", "\(channel.rawValue): no passed test that counts"))
                continue
            }
            if age > limit {
                reasons.append(
                    Wording.both("\(channel.rawValue) 上次测试已过\(age)天", "\(channel.rawValue): last tested \(age) days ago"))
            }
        }
        let ages = relied.map { testAge(of: $0) }
        let figure = ages.contains(nil) ? nil : ages.compactMap(\.self).max().map(Double.init)
        return check("channels", figure, Double(limit), reasons.isEmpty ? nil : Wording.joined(reasons))
    }

    func terminals() -> Assessment.Check {
        let devices = register?.reliedLoudspeakers(on: period.lastDay) ?? []
        guard !devices.isEmpty else {
            return check("terminals", nil, 1, Wording.both("没有可依赖的终端", "no terminal is relied on"))
        }
        let tests = devices.map { ledger.devices.lastTest($0.device, before: period.end) }
        let healthy = tests.count { $0?.passed ?? false }
        let untested = tests.count { $0 == nil }
        let failed = devices.count - healthy - untested
        var reason: String?
        if healthy < devices.count {
            reason = Wording.both(
                "\(devices.count)台终端中\(failed)台上次测试不合格、\(untested)台未测试",
                "of \(devices.count) terminals \(failed) failed their last test, \(untested) were never tested")
        }
        return check("terminals", Rate.share(healthy, of: devices.count), 1, reason)
    }
}
