import Alerts
import Coverage
import Foundation
import Record
import Scoring

/// The rules that a service runs by, read from their files, whole.
struct Rules {
    let policy: Policy
    let scoring: ScoringConvention
    let hazards: HazardTable

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
