import Alerts
import Coverage
import Record
import Scoring

@testable import tocsin

/// The shipped convention as it stands in a journal.
enum ScoringConventionSample {
    static func read(_ path: String) throws -> JSONValue {
        try JSONValue(encoding: ScoringConvention.read(path).get(), zone: SampleJournal.zone)
    }
}
