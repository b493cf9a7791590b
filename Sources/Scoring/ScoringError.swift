public import Alerts

/// Why an assessment could not be made, or a line not be taken into it.
public enum ScoringError: Error, Hashable, Sendable {
    /// `scoring.yaml` says something that cannot be; each text names the key and what to do.
    case convention([String])
    /// A configuration in the journal cannot be read; its name, and what does not fit.
    case configuration(name: String, String)
    /// Figures in the journal cannot be read.
    case figures(AlertID, String)
    /// No line adopts a scoring convention yet.
    case noConvention
    /// The period ends before it begins.
    case period(from: CivilDate, to: CivilDate)
}

extension ScoringError: CustomStringConvertible {
    /// What is wrong and what to do, for people.
    public var description: String {
        switch self {
        case .convention(let findings): findings.joined(separator: "\n")
        case .configuration(let name, let detail): "the \(name) configuration in the journal cannot be read: \(detail)"
        case .figures(let alert, let detail): "the coverage of alert \(alert) in the journal cannot be read: \(detail)"
        case .noConvention:
            "the journal adopts no scoring convention yet; start the service once with `scoring:` in its configuration"
        case .period(let from, let to): "the period \(from) to \(to) ends before it begins; give --from no later than --to"
        }
    }
}
