import Alerts
import Foundation
import Record
import Simulation
import TestSupport
import Testing

/// Workers in the field, end to end: their phones get a link by message, open the real page, and close the gap by doors.
@Suite(.serialized) struct WorkerChainTests {
    private func texting(_ plan: Village.Plan = .init(households: 90, grids: 3, loudspeakers: 3, displays: 1, gateways: 0))
        async throws -> Texting
    {
        let texting = try await Texting(plan)
        try texting.village.installation.change(
            "policy.yaml", "red: {vulnerable: 0, households: 0.5, places: 1, silentMinutes: 5}",
            to: "red: {vulnerable: 0, households: 0, places: 1, silentMinutes: 60}")
        return texting
    }

    private func coverage(_ village: Village, _ alert: String) async throws -> JSONValue {
        try JSONValue(text: try await village.tocsin(["coverage", alert, "--json"]).output)
    }

    @Test("A gap of whole grids is closed by doors, through gaps of the network and a phone that dies, and both sides agree")
    func closesTheGap() async throws {
        let texting = try await texting()
        let village = texting.village
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: texting.environment)
        // No phone of a household has the message; those of staff do.
        let gateway = try await texting.gateway([
            "--scale", "60", "--reach", "1..20", "--workers", "--walk", "20..60", "--worker-offline", "0.15", "--worker-dead",
            "0.2",
            "--door-told", "0.6",
        ])
        let alert = AlertText("doors") { $0.severity = "Extreme" }
        let watch = JournalWatch(village.installation.data)
        try await village.send(alert.xml)
        try await eventually("every household and every vulnerable person is covered", within: 240) {
            try await Task.sleep(for: .milliseconds(500))
            let shown = try await coverage(village, alert.id)
            return shown["missing"]["households"].integer == 0 && shown["missing"]["vulnerable"].integer == 0
        }
        let shown = try await coverage(village, alert.id)
        #expect(await gateway.stop() == .exited(0), "\(village.text("gateway.log").suffix(2000))")
        #expect(await service.stop() == .exited(0))
        try watch.catchUp()

        let account = try texting.account()
        let workers = try #require(account.workers)
        #expect(workers.contains { $0.openedAt != nil && !$0.doors.isEmpty })
        #expect(workers.contains { $0.gaps > 0 } && workers.contains(where: \.hasDied))
        let records = watch.lines.filter { $0.type == "door.recorded" }
        let kept = workers.flatMap(\.doors).filter(\.isKept)
        #expect(
            Set(records.map { $0.data["record"].text }).count == records.count,
            "each tap is one record, however often it was sent")
        #expect(records.count >= kept.count && records.count <= workers.flatMap(\.doors).count)
        // A tap that was made without network came later and has its own time.
        let late = kept.filter { door in door.keptAt.map { ($0 - door.at).milliseconds > 1000 } ?? false }
        #expect(!late.isEmpty)
        #expect(shown["covered"]["residents"] == shown["target"]["residents"])
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
        #expect(!village.installation.log.contains("/t/"), "no address of a page stands in the log")
    }
}
