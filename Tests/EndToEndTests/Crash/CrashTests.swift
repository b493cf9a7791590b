import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

/// The promise of durability, on the real thing: a real broker, the real service, real devices and sources over MQTT.
@Suite struct CrashTests {
    private static let faults = ["--duplicate", "0.2", "--reorder", "0.1", "--delay", "0..1.5", "--speed", "1.5"]

    /// The service is killed fifty times under load, then the broker is killed once. `CRASH_SEED` and `CRASH_KILLS` repeat a run.
    @Test func nothingIsLostAndNothingCountsTwice() async throws {
        let begin = ContinuousClock.now
        let plan = CrashPlan()
        print("crash test: CRASH_SEED=\(plan.seed) CRASH_KILLS=\(plan.kills)")
        let village = try await Village(.init())
        defer { village.remove() }
        let watch = JournalWatch(village.installation.data)
        let accountFile = village.installation.folder + "/account.json"
        let first = try await village.installation.serveReady(environment: village.environment)
        let devices = try await village.community(Self.faults + ["--seed", "\(plan.seed)"], account: accountFile)
        let load = try AlertLoad(village)

        async let sending: Void = load.run()
        var run = CrashRun(village, watch, plan: plan)
        let service = try await run.run(first)
        load.finish()
        try await sending
        try await settle(watch, load)
        let killed = ContinuousClock.now
        print("crash test: \(run.early) kills before ready and \(run.late) after, settled after \(killed - begin)")

        try await killBroker(village, watch, load)
        #expect(await devices.stop() == .exited(0), "\(village.text("community.log").suffix(2000))")
        let account = try CommunityAccount(json: Data(contentsOf: URL(filePath: accountFile)))
        try await compare(village, watch, CrashAccount(journal: watch.index, devices: account, messages: load.messages))
        #expect(await service.stop() == .exited(0), "\(village.installation.log.suffix(2000))")
        try await verify(village)
        print(
            "crash test: \(run.early + run.late) kills, \(load.messages.count) alert messages, \(watch.index.alerts.count) accepted, "
                + "\(account.totals.receipts.acknowledged) receipts, \(watch.lines.count) lines, \(ContinuousClock.now - begin)")
    }

    /// Every alert that was sent is in the journal, and every device has answered for every alert.
    private func settle(_ watch: JournalWatch, _ load: AlertLoad) async throws {
        let sent = Set(load.messages.compactMap(\.alert))
        try await watch.until(
            "every device has presented every alert or taken it back", within: 90,
            standing: { index in
                index.unsettled.map { "\($0) \($1.planned.count) planned \($1.presented.count) presented" }.joined(
                    separator: "; ")
            }, { index in sent.isSubset(of: index.messages) && index.unsettled.isEmpty })
    }

    /// Power fails at the broker while devices are playing; what it had not saved is said again.
    private func killBroker(_ village: Village, _ watch: JournalWatch, _ load: AlertLoad) async throws {
        let before = Set(watch.index.alerts.keys)
        try await load.send([#"{"at":0,"file":"yellow.xml"}"#], name: "before-power-failure")
        try await watch.until("some devices have presented the alert") { index in
            index.alerts.contains { !before.contains($0.key) && $0.value.presented.count > 20 }
        }
        village.broker.kill()
        try village.broker.start()
        try await settle(watch, load)
        try await load.send([#"{"at":0,"file":"blue.xml"}"#], name: "after-power-failure")
        try await settle(watch, load)
    }

    private func compare(_ village: Village, _ watch: JournalWatch, _ account: CrashAccount) async throws {
        // What devices said last may still be on its way.
        try watch.catchUp()
        account.expectEveryAlert()
        account.expectEveryReceipt()
        account.expectNothingTwice()
        let coverage = try CoverageAccount(
            journal: watch.index, devices: account.devices, register: village.installation.register)
        let shown = try await village.tocsin(["coverage", "--json"])
        let figures = try shown.output.split(separator: "\n").map { try JSONValue(text: String($0)) }
        #expect(Set(figures.compactMap { $0["alert"].text }) == Set(watch.index.alerts.keys))
        for one in figures { coverage.expect(one, of: one["alert"].text ?? "") }
        try await expectRetained(figures, village)
    }

    /// What the broker retains is what the service shows, but for the moment that it is of; it may be a second behind.
    private func expectRetained(_ figures: [JSONValue], _ village: Village) async throws {
        let expected = Dictionary(
            uniqueKeysWithValues: figures.map { ("\(Installation.under)/coverage/\($0["alert"].text ?? "")", $0.without("asOf")) }
        )
        var retained: [String: JSONValue] = [:]
        // What differs in the end is said below.
        try? await eventually("the retained coverage is what is shown", within: 30) {
            guard let read = try? await village.retained("coverage/#") else { return false }
            retained = read.mapValues { $0.without("asOf") }
            return retained == expected
        }
        #expect(Set(retained.keys) == Set(expected.keys))
        for (topic, figure) in expected {
            let differing = figure.names.filter { retained[topic]?[$0] != figure[$0] }
            #expect(
                differing.isEmpty, "\(topic): \(differing.map { "\($0) is \(retained[topic]?[$0] ?? .null), not \(figure[$0])" })"
            )
        }
    }

    private func verify(_ village: Village) async throws {
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
        let lines = try JournalLine.lines(of: try await village.tocsin(["journal", "export"]).output)
        #expect(lines.map(\.seq) == Array(0..<lines.count))
    }
}

extension CrashTests {
    /// Killed in the middle of its first start, the service comes up whole the next time: one key, one opening, one register.
    @Test func killedInTheMiddleOfTheFirstStart() async throws {
        var chance = SplitMix64(seed: CrashPlan().seed)
        for _ in 1...6 {
            let installation = try Installation()
            defer { installation.remove() }
            let broker = try await Broker.launch()
            defer { broker.stop() }
            let environment = installation.environment(broker)
            let killed = try installation.serve(environment: environment)
            let folderIsThere = { FileManager.default.fileExists(atPath: installation.data + "/journal.sqlite") }
            try await eventually("the data folder is being made") { killed.ending != nil || folderIsThere() }
            try await Task.sleep(for: .microseconds(chance.int(0...150_000)))
            killed.signal(SIGKILL)
            await killed.ended()
            let service = try await installation.serveReady(environment: environment)
            #expect(await service.stop() == .exited(0))
            let watch = JournalWatch(installation.data)
            try watch.catchUp()
            #expect(watch.index["journal.opened"] == 1 && watch.index["register.adopted"] == 1)
            let verified = try await installation.tocsin("journal", "verify", "--figures", environment: environment)
            #expect(verified.isSuccess, "\(verified)")
        }
    }
}
