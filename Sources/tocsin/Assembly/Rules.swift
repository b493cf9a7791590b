import Alerts
import Channels
import Coverage
import Foundation
import Record
import Scoring

/// The rules that a service runs by, read from their files, whole.
struct Rules {
    let policy: Policy
    let scoring: ScoringConvention
    let hazards: HazardTable
    let messages: MessageTemplates

    /// Reads all rules that a configuration names.
    ///
    /// - Throws: `ConfigurationError` with everything that is wrong in any of the files.
    static func read(_ configuration: ServiceConfiguration) throws(ConfigurationError) -> Rules {
        let policy = Policy.read(configuration.policy)
        let scoring = ScoringConvention.read(configuration.scoring)
        let hazards = HazardTable.read(configuration.hazards)
        let messages = MessageTemplates.read(configuration.messages)
        guard let policyValue = policy.value, let scoringValue = scoring.value, let hazardsValue = hazards.value,
            let messagesValue = messages.value
        else {
            throw ConfigurationError(findings: policy.findings + scoring.findings + hazards.findings + messages.findings)
        }
        return Rules(policy: policyValue, scoring: scoringValue, hazards: hazardsValue, messages: messagesValue)
    }

    /// The lines that put these rules in force.
    var entries: [Entry] {
        let values: [(String, JSONValue?)] = [
            ("policy", try? JSONValue(encoding: policy, zone: .gmt)), ("scoring", try? JSONValue(encoding: scoring, zone: .gmt)),
            ("hazards", try? JSONValue(encoding: hazards, zone: .gmt)),
        ]
        return values.compactMap { name, value in
            value.map { .configurationAdopted(ConfigurationAdopted(name: name, content: $0)) }
        }
    }
}
