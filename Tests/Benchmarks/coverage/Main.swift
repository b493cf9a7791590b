import Alerts
import BenchmarkSupport
import Community
import Coverage
import Dissemination
import Engine
import Foundation
import Record

/// What coverage costs in a large community, without disk and broker: `bench-coverage [HOUSEHOLDS]`.
@main
struct Main {
    static func main() throws {
        let households = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 1_000_000
        let loudspeakers = households / 300
        print("\(households) households, \(loudspeakers) loudspeakers with 300 in earshot")
        let community = try BenchmarkCommunity(households: households, loudspeakers: loudspeakers, reach: 300, grids: 1000)
        var now = Moment(milliseconds: 1_782_885_785_000)
        var desk = Desk(sources: BenchmarkCommunity.sources)
        for entry in try community.opening(key: "benchmark") + RegisterAdoption.entries(community.roster) {
            try desk.replay(entry, at: now)
        }
        _ = try desk.take(.broker(BrokerState(connected: true, detail: "benchmark")), now: now)

        let incoming = community.alert(1, at: now)
        let alert = incoming.alert.id
        var acceptance = Times()
        _ = try acceptance.measure { try desk.take(.alert(incoming), now: now) }
        print("alert accepted and planned: \(acceptance.words)")
        try dispatch(&desk, now: now)

        var (delivered, presented, reports) = (Times(), Times(), Times())
        now = now + .seconds(1)
        for device in community.roster.devices {
            let receipt = community.delivered(alert, by: device.device, at: now)
            _ = try delivered.measure { try desk.take(.receipt(receipt), now: now) }
        }
        now = now + .seconds(30)
        for device in community.roster.devices {
            now = now + .milliseconds(7)
            let receipt = community.presented(alert, by: device.device, at: now)
            _ = try presented.measure { try desk.take(.receipt(receipt), now: now) }
            let report = reports.measure { desk.coverage.alerts[alert]?.report(asOf: now) }
            guard report?.rate != nil else { throw Failure(text: "no coverage") }
        }
        let report = desk.coverage.alerts[alert]?.report(asOf: now)
        guard report?.missing.households == households % 300 else {
            throw Failure(text: "not everybody is covered: \(report as Any)")
        }
        delivered.report("a receipt that moves no coverage", below: .microseconds(100))
        presented.report("a receipt that covers 300 households", below: .microseconds(100))
        reports.report("reading coverage", below: .milliseconds(1))
    }

    private static func dispatch(_ desk: inout Desk, now: Moment) throws {
        var times = Times()
        var count = 0
        try times.measure {
            while true {
                let due = desk.takeDue([.loudspeaker, .display], limit: 200)
                guard !due.isEmpty else { return }
                count += due.count
                let outcomes = due.map { DispatchOutcome(delivery: $0.delivery, action: $0.action, result: .accepted) }
                _ = try desk.take(.outcomes(outcomes), now: now)
            }
        }
        print("\(count) commands taken and dispatched by 200: \(times.words)")
    }
}

struct Failure: Error, CustomStringConvertible {
    let text: String
    var description: String { text }
}
