import Alerts
import Community
import Coverage
import Foundation
import Glibc
import Record
import Scoring
import Storage

/// Everything that can be said about a service before it starts. Nothing is changed: no file, no folder, no session at the broker.
struct ServiceCheck {
    /// The configuration file.
    let file: String
    /// The environment.
    let environment: [String: String]

    /// All findings, in the order in which a service would meet them.
    func findings() async -> [PlacedFinding] {
        let reading = ServiceConfiguration.read(file, environment: environment)
        guard let configuration = reading.value else { return reading.findings }
        let root = YAMLFile.read(file).value
        return reading.findings + sources(configuration, root) + rules(configuration) + register(configuration, root)
            + gateways(configuration, root) + DataFolderCheck(configuration: configuration).findings()
            + certificates(configuration, root)
            + (await BrokerCheck(configuration: configuration, place: place("mqtt", root)).findings())
    }

    private func place(_ path: String, _ root: ConfigurationNode?) -> Place {
        root?.place(ofPath: path.split(separator: ".").map(String.init)) ?? Place(file)
    }

    private func sources(_ configuration: ServiceConfiguration, _ root: ConfigurationNode?) -> [PlacedFinding] {
        guard configuration.sources.isEmpty else { return [] }
        return [
            .warning(
                place("sources", root), "sources is empty, so every alert waits for the duty officer; name who may bring alerts")
        ]
    }

    private func gateways(_ configuration: ServiceConfiguration, _ root: ConfigurationNode?) -> [PlacedFinding] {
        guard let hazards = HazardTable.read(configuration.hazards).value else { return [] }
        return GatewayCheck(configuration: configuration, hazards: hazards) { place($0, root) }.findings()
    }

    private func rules(_ configuration: ServiceConfiguration) -> [PlacedFinding] {
        Policy.read(configuration.policy).findings + ScoringConvention.read(configuration.scoring).findings
            + HazardTable.read(configuration.hazards).findings
    }

    private func register(_ configuration: ServiceConfiguration, _ root: ConfigurationNode?) -> [PlacedFinding] {
        guard FileManager.default.fileExists(atPath: configuration.register) else { return missingRegister(configuration, root) }
        do {
            let reading = try RegisterTrial.read(configuration.register)
            var findings = RegisterTrial.findings(reading, folder: configuration.register)
            if let id = reading.register?.profile.id, id != configuration.community {
                findings.append(
                    .error(place("community", root), "community is \(configuration.community), but the register is that of \(id)")
                )
            }
            return findings
        } catch {
            return [.error(place("register", root), "\(error)")]
        }
    }

    /// A register that was imported stands in the journal, so its folder may be gone.
    private func missingRegister(_ configuration: ServiceConfiguration, _ root: ConfigurationNode?) -> [PlacedFinding] {
        let isImported = (try? SQLiteJournalReader(folder: configuration.data).registerVersions().isEmpty == false) ?? false
        let text = "the register's folder \(configuration.register) is not there"
        return [
            isImported
                ? .warning(place("register", root), "\(text); the version that was imported stays in force")
                : .error(
                    place("register", root),
                    "\(text), and none was imported yet; create it, community.yaml and households.csv first")
        ]
    }

    private func certificates(_ configuration: ServiceConfiguration, _ root: ConfigurationNode?) -> [PlacedFinding] {
        guard let tls = configuration.mqtt.tls else { return [] }
        let files = [("ca", tls.authority), ("certificate", tls.certificate), ("key", tls.key)]
        return files.compactMap { key, path in
            guard let path, access(path, R_OK) != 0 else { return nil }
            return .error(
                place("mqtt.tls.\(key)", root),
                "mqtt.tls.\(key) names \(path), which cannot be read: \(String(cString: strerror(errno)))")
        }
    }
}
