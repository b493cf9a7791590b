import Record
import Simulation
import TestSupport
import Testing

/// Holds the coverage that the service shows against the devices' account and the register, worked out anew.
struct CoverageAccount {
    let journal: JournalIndex
    let devices: CommunityAccount
    let earshot: Earshot

    init(journal: JournalIndex, devices: CommunityAccount, register: String) throws {
        self.journal = journal
        self.devices = devices
        earshot = try Earshot(at: register)
    }

    /// Compares the coverage of one alert, as `tocsin coverage --json` prints it.
    func expect(_ coverage: JSONValue, of alert: String) {
        guard let record = journal.alerts[alert] else {
            Issue.record("no alert \(alert)")
            return
        }
        let loudspeakers = presented(alert, .loudspeaker)
        let shown = coverage["channels"].elements.reduce(into: [String: Int]()) {
            $0[$1["channel"].text ?? ""] = $1["presented"].integer
        }
        #expect(shown["loudspeaker", default: 0] == loudspeakers.count, "loudspeakers of \(alert)")
        #expect(shown["display", default: 0] == presented(alert, .display).count, "displays of \(alert)")
        // A Cancel's target is who was told, so there only the devices can be compared.
        guard record.msgType != "Cancel" else { return }
        // What rain drowns goes by the moment of the play: one that ended after its warning did was not drowned.
        let later = updates(of: alert)
        let reached = earshot.reached(
            by: loudspeakers.union(later.flatMap { presented($0, .loudspeaker) }).sorted(),
            clear: Set(([alert] + later).flatMap { journal.alerts[$0]?.clear ?? [] }))
        #expect(coverage["target"]["households"].integer == earshot.all.households)
        #expect(coverage["target"]["residents"].integer == earshot.all.residents)
        #expect(coverage["covered"]["households"].integer == reached.households, "households of \(alert)")
        #expect(coverage["covered"]["residents"].integer == reached.residents, "residents of \(alert)")
    }

    /// Alerts whose evidence counts for this one, too: Updates without a clock of their own.
    private func updates(of alert: String) -> [String] {
        let direct = journal.alerts.filter {
            $0.value.replaces.contains(alert) && $0.value.msgType == "Update" && !$0.value.clock
        }
        return direct.keys.flatMap { [$0] + updates(of: $0) }
    }

    private func presented(_ alert: String, _ channel: DeviceChannel) -> Set<String> {
        let told = Set(devices.alerts.first { $0.alert == alert }?.presentedAcknowledged ?? [])
        return Set(
            devices.deliveries.filter { $0.alert == alert && $0.channel == channel && told.contains($0.device) }.map(\.device))
    }
}
