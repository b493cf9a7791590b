import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

extension KannelChainTests {
    /// What goes wrong with Kannel itself, and what the service makes of it: a fault that is said once, and nothing lost.
    @Suite(.serialized) struct KannelFaultTests {
        /// A run with a warning under way.
        private struct Scene {
            let texting: KannelTexting
            let service: Program
            let smsc: Program?
            let kannel: Kannel
            let watch: JournalWatch
            let alert: String
            let planned: Set<String>

            var village: Village { texting.village }

            /// How far the messages have come.
            func until(_ what: String, within seconds: Int = 60, _ condition: @Sendable (MessageLines) -> Bool) async throws {
                try await watch.messages(of: alert, what, within: seconds, condition)
            }

            /// Returns when the journal says that Kannel takes no messages, and why.
            func fault() async throws -> [String] {
                let line = try await watch.line("gateway.status", within: 60) { $0["online"] == .bool(false) }
                #expect(line.data["device"].text == "texts")
                return line.data["faults"].texts
            }
        }

        private func begin(
            households: Int, rate: Int = 200, password: String = KannelTexting.password, smsc options: [String]?,
            kannel change: (inout Kannel.Options) -> Void = { _ in }
        ) async throws -> Scene {
            let texting = try await KannelTexting(households: households, rate: rate)
            try texting.set(password: password)
            let service = try await texting.village.installation.serveReady(environment: texting.environment)
            let smsc: Program? = if let options { try await texting.smsc(options) } else { nil }
            let kannel = try await texting.kannel(untilOnline: smsc != nil, change)
            let watch = JournalWatch(texting.village.installation.data)
            let alert = try await texting.warn("kannel-fault")
            let planned = try await watch.plannedPhones(of: alert.id)
            return Scene(
                texting: texting, service: service, smsc: smsc, kannel: kannel, watch: watch, alert: alert.id,
                planned: Set(planned))
        }

        /// Ends everything, and holds what the journal says against the phones' account.
        ///
        /// - Parameter twice: how many phones may have the message twice.
        private func end(_ scene: Scene, _ service: Program, _ smsc: Program?, twice: Int) async throws {
            await scene.kannel.stop()
            #expect(await smsc?.stop() == .exited(0), "\(scene.village.text("smsc.log").suffix(2000))")
            #expect(await service.stop() == .exited(0))
            try scene.watch.catchUp()
            let lines = MessageLines(scene.watch.lines, alert: scene.alert)
            let phones = try scene.texting.account().phones.filter { !$0.messages.isEmpty }
            #expect(phones.count == scene.planned.count, "every phone was written to")
            #expect(phones.allSatisfy { !$0.arrived.isEmpty }, "every phone has it")
            #expect(lines.dispatched == scene.planned)
            #expect(lines.delivered.count <= phones.count)
            let again = phones.count { $0.messages.count > 1 }
            #expect(again <= twice, "\(again) phones have it twice")
            let verified = try await scene.village.tocsin(["journal", "verify", "--figures"])
            #expect(verified.isSuccess, "\(verified)")
        }

        /// Nothing goes out, the journal and the log say why, and with the right password everything does.
        @Test func wrongPassword() async throws {
            let scene = try await begin(households: 40, password: "another", smsc: [])
            defer { scene.village.remove() }
            #expect(try await scene.fault() == ["Authorization failed for sendsms"])
            try await scene.until("a message waits for the fault to be mended") { $0.failed.values.contains("fault") }
            #expect(MessageLines(scene.watch.lines, alert: scene.alert).dispatched.isEmpty)
            #expect(scene.service.ending == nil)
            #expect(await scene.village.installation.readiness()?.status == 200)
            let log = scene.village.installation.log
            #expect(log.contains("a gateway takes no messages") && log.contains("Authorization failed for sendsms"))
            #expect(!log.contains("another") && !log.contains("1990000"), "neither password nor numbers")

            #expect(await scene.service.stop() == .exited(0))
            try scene.texting.set(password: KannelTexting.password)
            let service = try await scene.village.installation.serveReady(environment: scene.texting.environment)
            let planned = scene.planned
            try await scene.until("every phone has it") { $0.delivered == planned }
            let last = scene.watch.lines.last { $0.type == "gateway.status" }
            #expect(last?.data["online"] == .bool(true), "the journal says that it is back")
            try await end(scene, service, scene.smsc, twice: 0)
        }

        /// Kannel is stopped in order while messages go out, and comes back.
        @Test func boxDownAndBack() async throws {
            let scene = try await begin(households: 200, rate: 15, smsc: ["--reach", "0.1..1"])
            defer { scene.village.remove() }
            try await scene.until("some are out") { $0.dispatched.count > 60 }
            await scene.kannel.halt()
            _ = try await scene.fault()
            #expect(MessageLines(scene.watch.lines, alert: scene.alert).dispatched.count < scene.planned.count)
            try await scene.kannel.start()
            let planned = scene.planned
            try await scene.until("every phone has it", within: 90) { $0.delivered == planned }
            // What was under way when it went may have been taken, and is sent once more.
            try await end(scene, scene.service, scene.smsc, twice: 32)
        }

        /// The SMSC is away and Kannel's queue is full: what it refuses waits here, until there is room again.
        @Test func fullQueue() async throws {
            let scene = try await begin(households: 60, smsc: nil) { $0.coreLines = ["sms-outgoing-queue-limit = 5"] }
            defer { scene.village.remove() }
            #expect(try await scene.fault() == ["Temporal failure, try again later."])
            try await scene.until("a message waits for room") { $0.failed.values.contains("busy") }
            #expect(MessageLines(scene.watch.lines, alert: scene.alert).dispatched.count < scene.planned.count)
            let smsc = try await scene.texting.smsc(["--reach", "0.1..1"])
            let planned = scene.planned
            try await scene.until("every phone has it", within: 90) { $0.delivered == planned }
            try await end(scene, scene.service, smsc, twice: 0)
        }

        /// Bearerbox alone is killed in the middle; smsbox starts itself anew and finds the next one.
        @Test func bearerboxKilledInTheMiddle() async throws {
            let scene = try await begin(households: 200, rate: 15, smsc: ["--reach", "0.5..3"])
            defer { scene.village.remove() }
            try await scene.until("some are out") { $0.dispatched.count > 60 }
            await scene.kannel.killBearerbox()
            _ = try await scene.fault()
            #expect(MessageLines(scene.watch.lines, alert: scene.alert).dispatched.count < scene.planned.count)
            try await scene.kannel.restartBearerbox()
            let planned = scene.planned
            try await scene.until("every phone has it", within: 120) { $0.dispatched == planned && $0.delivered == planned }
            try await end(scene, scene.service, scene.smsc, twice: 64)
        }
    }
}
