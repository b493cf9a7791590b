import Alerts
import Coverage
import Dissemination
import Record
import Storage
import Synchronization
import Testing

@testable import Engine

/// Many who come at once share a commit; each hears of its own lines, and nobody suffers for another's.
@Suite struct JointCommitTests {
    private let bench: Bench<MemoryStore>

    init() throws { bench = try Bench(MemoryStore()) }

    @Test("Whoever hears that it is done finds its lines on disk")
    func everybodyIsServed() async throws {
        let alerts = (0..<200).map { bench.alert("a-\($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for alert in alerts {
                group.addTask { [bench] in
                    try await bench.writer.submitJointly([.alert(alert)])
                    #expect(try bench.writer.read { $0.coverage.alerts[alert.alert.id] != nil })
                }
            }
            try await group.waitForAll()
        }
        #expect(try bench.restarted().read { $0.coverage.order.count } == 200)
    }

    @Test("A disk that fails does so for all, and the same may come again")
    func failingDisk() async throws {
        bench.store.fails = true
        let alert = bench.alert("a")
        await #expect(throws: EngineError.self) { try await bench.writer.submitJointly([.alert(alert)]) }
        bench.store.fails = false
        try await bench.writer.submitJointly([.alert(alert)])
        #expect(try bench.writer.read { $0.coverage.order } == [alert.alert.id])
    }

    @Test("What gathered goes in one commit; where that cannot be decided on, each has its own")
    func oneCommit() async throws {
        let joint = JointCommit()
        let sizes = Mutex<[Int]>([])
        let (added, isAdded) = AsyncStream.makeStream(of: Bool.self)
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<5 {
                group.addTask { [bench] in
                    do {
                        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                            let inputs = Array(repeating: Input.alert(bench.alert("a-\(number)")), count: number == 3 ? 2 : 1)
                            isAdded.yield(joint.add(.init(inputs: inputs, originals: [], continuation: continuation)))
                        }
                        return true
                    } catch { return false }
                }
            }
            var firsts = 0
            for await isFirst in added.prefix(5) where isFirst { firsts += 1 }
            #expect(firsts == 1, "one of them begins the commit")
            joint.run { inputs, _ throws(EngineError) in
                sizes.withLock { $0.append(inputs.count) }
                if inputs.count > 1 { throw .unwritable("a line") }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(sizes.withLock { $0.sorted() } == [1, 1, 1, 1, 2, 6])
        #expect(outcomes.count { $0 } == 4 && outcomes.count == 5)
    }
}
