import Alerts
import Community
import Coverage
import Dissemination
import Foundation
import Record
import Storage
import Testing

@testable import Engine

/// Nothing is acknowledged or shown that is not on disk, and what is shown keeps its pauses.
@Suite struct WriterTests {
    private func open(_ writer: JournalWriter) throws -> [AlertID] { try writer.read { $0.coverage.order } }

    @Test("A commit that fails takes nothing in, and the same input may come again")
    func failedCommit() throws {
        let bench = try Bench(MemoryStore())
        let lines = bench.store.count()
        let alert = bench.alert("a")
        bench.store.fails = true
        #expect(throws: EngineError.self) { try bench.writer.submit([.alert(alert)]) }
        #expect(bench.store.count() == lines)
        bench.store.fails = false
        #expect(try open(bench.writer).isEmpty, "the state is that of the disk")
        #expect(
            try bench.writer.takeDue([.loudspeaker, .display], limit: 10).isEmpty, "nothing goes out that is not planned on disk")
        try bench.writer.submit([.alert(alert)])
        #expect(try open(bench.writer) == [alert.alert.id])
        #expect(try bench.journal().suffix(2).map(\.type) == ["alert.accepted", "delivery.planned"])
        _ = try bench.writer.tick(forced: true)
        #expect(try bench.checkpointCoversAll())
    }

    @Test("A failure at any commit leaves the journal whole")
    func failuresAnywhere() throws {
        let bench = try Bench(MemoryStore())
        let alert = bench.alert("a")
        for step in 0..<60 {
            bench.clock.pass(.milliseconds(700))
            bench.store.fails = step % 3 == 1
            let isAlert = step == 4 || step == 5
            try? bench.writer.submit([isAlert ? .alert(alert) : bench.played(alert.alert.id, on: "ls-\(step % 2)")])
            bench.store.fails = step % 4 == 2
            _ = try? bench.writer.tick()
        }
        bench.store.fails = false
        _ = try bench.writer.tick(forced: true)
        #expect(try bench.checkpointCoversAll())
        let live = try bench.writer.read { $0.coverage.alerts.mapValues { $0.report(asOf: Bench<MemoryStore>.start) } }
        let replayed = try bench.restarted().read { $0.coverage.alerts.mapValues { $0.report(asOf: Bench<MemoryStore>.start) } }
        #expect(live == replayed && live.count == 1)
    }

    @Test("A disk that is full is told as that, and the work goes on when there is room again")
    func fullDisk() throws {
        let folder = NSTemporaryDirectory() + "tocsin-engine-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bench = try Bench(SQLiteJournal(folder: folder, since: "now"))
        try bench.store.limit(pages: 0)
        var failure: EngineError?
        var taken = 0
        for number in 0..<200 where failure == nil {
            bench.clock.pass(.seconds(1))
            let original = Original(
                sha256: String(repeating: "0", count: 61) + String(100 + number), body: Array(repeating: 7, count: 9000))
            do throws(EngineError) {
                try bench.writer.submit([.alert(bench.alert("a\(number)"))], originals: [original])
                taken += 1
            } catch {
                failure = error
            }
        }
        guard case .storage(.full)? = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(failure?.description.contains("The disk is full") == true)
        #expect(try open(bench.writer).count == taken)
        try bench.store.limit(pages: 1_000_000)
        try bench.writer.submit([.alert(bench.alert("last"))])
        _ = try bench.writer.tick(forced: true)
        #expect(try bench.checkpointCoversAll())
        #expect(try open(bench.restarted()).count == taken + 1)
    }

    @Test("Time in the journal never goes back, and goes on at half its speed until the clock has caught up")
    func clockBack() throws {
        let bench = try Bench(MemoryStore())
        try bench.writer.submit([.alert(bench.alert("a"))])
        let due = try bench.writer.takeDue([.loudspeaker, .display], limit: 10)
        try bench.writer.submit([
            .outcomes(due.map { DispatchOutcome(delivery: $0.delivery, action: $0.action, result: .accepted) })
        ])
        bench.clock.pass(.hours(-1))
        for _ in 0..<7400 {
            bench.clock.pass(.seconds(1))
            _ = try bench.writer.tick()
        }
        let lines = try bench.journal()
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.at <= $1.at })
        #expect(lines.filter { $0.type == "clock.state" }.count == 1)
        #expect(lines.contains { $0.type == "delivery.repeated" && $0.at < Bench<MemoryStore>.start + .minutes(2) })
        #expect(lines.contains { $0.type == "coverage.decided" }, "the deadline came all the same")
        #expect(try #require(lines.last).at <= bench.clock.now, "and the clock has caught up")
        bench.clock.pass(.hours(-2))
        _ = try bench.writer.tick()
        #expect(try bench.journal().filter { $0.type == "clock.state" }.count == 2)
    }

    @Test("A small step back is passed over in silence")
    func smallStep() throws {
        let bench = try Bench(MemoryStore())
        bench.clock.pass(.milliseconds(-1900))
        try bench.writer.submit([.alert(bench.alert("a"))])
        let lines = try bench.journal()
        #expect(!lines.contains { $0.type == "clock.state" })
        #expect(zip(lines, lines.dropFirst()).allSatisfy { $0.at <= $1.at })
    }

    @Test("A checkpoint is made at most every second while lines are added, and at a stop")
    func checkpoints() throws {
        let bench = try Bench(MemoryStore())
        _ = try bench.writer.tick()
        var notes = 0
        for step in 0..<100 {
            bench.clock.pass(.milliseconds(100))
            try bench.writer.submit([.alert(bench.alert("a\(step)"))])
            if try bench.writer.tick().checkpoint != nil { notes += 1 }
        }
        #expect((9...10).contains(notes))
        bench.clock.pass(.seconds(5))
        _ = try bench.writer.tick()
        bench.clock.pass(.seconds(5))
        #expect(try bench.writer.tick().checkpoint == nil, "nothing was added")
        try bench.writer.write([.serviceStopped(SignOfLife())])
        #expect(try bench.writer.tick(forced: true).checkpoint != nil)
        #expect(try bench.checkpointCoversAll())
        #expect(try bench.journal().last?.type == "service.stopped")
    }

    @Test("A checkpoint that could not be stored is made again")
    func failedCheckpoint() throws {
        let bench = try Bench(MemoryStore())
        bench.store.fails = true
        #expect(throws: EngineError.self) { try bench.writer.tick() }
        bench.store.fails = false
        bench.clock.pass(.milliseconds(10))
        #expect(try bench.writer.tick().checkpoint != nil)
        #expect(try bench.checkpointCoversAll())
    }

    @Test("Coverage is shown at most once a second, at once when it is complete, and cleared at the close")
    func publications() throws {
        let bench = try Bench(MemoryStore())
        let alert = bench.alert("a", minutes: 60)
        try bench.writer.submit([.alert(alert)])
        #expect(try bench.writer.tick().coverage.map(\.covered.households) == [0])
        bench.clock.pass(.milliseconds(100))
        try bench.writer.submit([bench.played(alert.alert.id, on: "ls-0")])
        #expect(try bench.writer.tick().coverage.isEmpty)
        bench.clock.pass(.milliseconds(900))
        #expect(try bench.writer.tick().coverage.map(\.covered.households) == [2])
        bench.clock.pass(.milliseconds(100))
        try bench.writer.submit([bench.played(alert.alert.id, on: "ls-1")])
        #expect(try bench.writer.tick().coverage.map(\.covered.households) == [4], "complete")
        var cleared: [AlertID] = []
        for _ in 0..<(74 * 60) {
            bench.clock.pass(.minutes(1))
            cleared += try bench.writer.tick().cleared
        }
        #expect(cleared == [alert.alert.id])
        #expect(try bench.journal().suffix(3).map(\.type).contains("alert.closed") || open(bench.writer).isEmpty)
    }

    @Test("After a verdict it is shown, and an assessment is made, written and shown")
    func assessment() throws {
        let bench = try Bench(MemoryStore())
        try bench.writer.submit([.alert(bench.alert("a"))])
        _ = try bench.writer.tick()
        bench.clock.pass(.minutes(11))
        let shown = try bench.writer.tick()
        #expect(shown.coverage.map(\.withinDeadline) == [false])
        #expect(shown.assessment != nil)
        #expect(
            try bench.journal().map(\.type).suffix(2) == ["service.alive", "assessment.made"]
                || bench.journal().last?.type == "assessment.made")
        bench.clock.pass(.minutes(1))
        #expect(try bench.writer.tick().assessment == nil, "once")
    }

    @Test("After a restart everything current is shown anew, and what a crash kept from being assessed is")
    func restart() throws {
        let bench = try Bench(MemoryStore())
        let alert = bench.alert("a")
        try bench.writer.submit([.alert(alert)])
        let figures = CoverageFigures(alert: alert.alert.id, coverage: try bench.figures(alert.alert.id))
        try bench.writer.write([.coverageDecided(figures)])
        let writer = try bench.restarted()
        let shown = try writer.tick()
        #expect(shown.coverage.map(\.alert) == [alert.alert.id])
        #expect(shown.assessment != nil)
        #expect(shown.relays == [alert.alert.id])
        let again = try bench.restarted().tick()
        #expect(again.assessment == shown.assessment, "the last one is shown, none is made")
        #expect(try bench.journal().filter { $0.type == "assessment.made" }.count == 1)
        #expect(again.checkpoint != nil)
    }

    @Test("Receipts that were only counted are written at a stop")
    func countsAtStop() throws {
        let bench = try Bench(MemoryStore())
        let nonsense = Input.receipt(IncomingReceipt(device: "ls-0", delivery: nil, stage: nil, at: nil))
        try bench.writer.submit(Array(repeating: nonsense, count: 50))
        #expect(try bench.journal().filter { $0.type == "receipt.refused" }.count == 6)
        try bench.writer.write([.serviceStopped(SignOfLife())])
        #expect(try bench.journal().map(\.type).suffix(2) == ["receipt.refused", "service.stopped"])
    }

    @Test("A damaged line is named and the journal is not opened")
    func unreadable() throws {
        let store = MemoryStore()
        var lines = JournalLines(first: 0)
        lines.append(at: Timestamp(moment: .epoch, offsetMinutes: 0), type: "alert.closed") { $0 += Array("{}".utf8) }
        try store.commit(JournalBatch(lines: lines))
        guard case .unreadable(let line, _)? = #expect(throws: EngineError.self, performing: { try Bench(store) }) else {
            Issue.record("not called unreadable")
            return
        }
        #expect(line == 0)
    }
}

extension Bench {
    func figures(_ alert: AlertID) throws -> JSONValue {
        let report = try writer.read { $0.coverage.alerts[alert]?.report(asOf: Self.start) }
        return try JSONValue(encoding: report, zone: zone)
    }
}
