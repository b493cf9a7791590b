import Channels

extension FileFinding {
    /// The finding at its place in the file that it was found in.
    func placed(in root: ConfigurationNode) -> PlacedFinding {
        let name = path.joined(separator: ".")
        let text = name.isEmpty ? text : "\(name): \(text)"
        return PlacedFinding(severity: severity == .error ? .error : .warning, place: root.place(ofPath: path), text: text)
    }
}

extension RulesFile {
    /// Reads a file as a type and holds it against the type's own check.
    fileprivate static func read<Value: Decodable & Sendable>(
        _ type: Value.Type, _ path: String, check: (Value) -> [FileFinding]
    ) -> Reading<Value> {
        let (reading, root) = read(type, path)
        guard let value = reading.value, let root else { return reading }
        let findings = reading.findings + check(value).map { $0.placed(in: root) }
        return Reading(value: findings.contains { $0.severity == .error } ? nil : value, findings: findings)
    }
}

extension GatewayProfile {
    /// Reads a file of `Config/gateways/`.
    static func read(_ path: String) -> Reading<GatewayProfile> {
        RulesFile.read(GatewayProfile.self, path) { $0.findings() }
    }
}

extension RobotProfile {
    /// Reads a file of `Config/robots/`.
    static func read(_ path: String) -> Reading<RobotProfile> { RulesFile.read(RobotProfile.self, path) { $0.findings() } }
}

extension SpeakerProfile {
    /// Reads a file of `Config/speakers/`.
    static func read(_ path: String) -> Reading<SpeakerProfile> {
        RulesFile.read(SpeakerProfile.self, path) { $0.findings() }
    }
}

extension MessageTemplates {
    /// Reads `messages.yaml`; `check` adds what depends on gateways and hazards.
    static func read(_ path: String, check: (MessageTemplates) -> [FileFinding] = { _ in [] }) -> Reading<MessageTemplates> {
        RulesFile.read(MessageTemplates.self, path, check: check)
    }
}
