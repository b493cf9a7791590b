import Alerts
import Coverage
import Scoring

/// Files with rules, read as the types of the rooms that know them.
enum RulesFile {
    /// Findings after which reading stops: whoever has so many has the wrong file.
    private static let limit = 50

    /// Reads a file as a type; every key that the type does not know, and every value that does not fit, is a finding.
    static func read<Value: Decodable & Sendable>(_ type: Value.Type, _ path: String) -> (
        reading: Reading<Value>, root: ConfigurationNode?
    ) {
        let file = YAMLFile.read(path)
        guard let root = file.value else { return (Reading(value: nil, findings: file.findings), nil) }
        return (decode(type, root), root)
    }

    /// Decodes a node. After a value that does not fit, the rest is read without it, so that all such values are found.
    static func decode<Value: Decodable & Sendable>(_ type: Value.Type, _ root: ConfigurationNode) -> Reading<Value> {
        var remaining = root
        var findings: [PlacedFinding] = []
        var value: Value?
        let unknown = UnknownKeys()
        while value == nil, findings.count < limit {
            do {
                value = try SingleNode(decoder: NodeDecoder(node: remaining, codingPath: [], log: unknown)).decode(type)
            } catch let error as NodeDecodingError {
                let isConsequence = error.problem == "is missing" && !findings.isEmpty
                if !isConsequence { findings.append(finding(error)) }
                let pruned = remaining.removing(error.path[...])
                if pruned == remaining { break }
                remaining = pruned
            } catch {
                findings.append(.error(root.place, "cannot be used: \(error)"))
                break
            }
        }
        findings += unknown.findings
        findings.sort { ($0.place.line ?? 0, $0.place.column ?? 0) < ($1.place.line ?? 0, $1.place.column ?? 0) }
        return Reading(value: findings.isEmpty ? value : nil, findings: findings)
    }

    private static func finding(_ error: NodeDecodingError) -> PlacedFinding {
        let name = error.path.isEmpty ? "the file" : error.path.joined(separator: ".")
        return .error(error.place, "\(name) \(error.problem)")
    }

    /// Places findings of a room, which begin with the dotted path of what they are about.
    static func place(_ findings: [String], in root: ConfigurationNode) -> [PlacedFinding] {
        findings.map { text in
            let path = text.prefix { $0 != ":" && $0 != " " }.split(separator: ".").map(String.init)
            return .error(root.place(ofPath: path), text)
        }
    }
}

extension Policy {
    /// Reads `policy.yaml` and holds it against what no policy may exceed.
    static func read(_ path: String) -> Reading<Policy> {
        let (reading, root) = RulesFile.read(Policy.self, path)
        guard let policy = reading.value, let root else { return reading }
        let excesses = RulesFile.place(policy.findings(), in: root)
        return Reading(value: excesses.isEmpty ? policy : nil, findings: reading.findings + excesses)
    }
}

extension ScoringConvention {
    /// Reads `scoring.yaml` and checks its figures and the standard's table.
    static func read(_ path: String) -> Reading<ScoringConvention> {
        let (reading, root) = RulesFile.read(ScoringConvention.self, path)
        guard let convention = reading.value, let root else { return reading }
        let problems = RulesFile.place(convention.findings(), in: root)
        return Reading(value: problems.isEmpty ? convention : nil, findings: reading.findings + problems)
    }
}

extension HazardTable {
    /// Reads `hazards.yaml`.
    static func read(_ path: String) -> Reading<HazardTable> { RulesFile.read(HazardTable.self, path).reading }
}

extension SignalTable {
    /// Reads `signals.yaml`.
    static func read(_ path: String) -> Reading<SignalTable> { RulesFile.read(SignalTable.self, path).reading }
}
