import Foundation

/// What reading one configuration gathers: findings, and which keys there are.
final class SettingsContext {
    private let folder: String
    private let environment: [String: String]
    /// Whether variables can say anything here; elements of lists have none.
    let hasEnvironment: Bool
    private let store: Store

    private final class Store {
        var findings: [PlacedFinding] = []
        var keys: [String: Set<String>] = [:]
        var variables: Set<String> = []
        var prefixes: Set<String> = []
    }

    /// - Parameters:
    ///   - folder: the folder that relative paths are relative to.
    ///   - environment: the environment; only names that begin with `TOCSIN_` are looked at.
    init(folder: String, environment: [String: String]) {
        self.folder = folder
        self.environment = environment
        hasEnvironment = true
        store = Store()
    }

    private init(sharing other: SettingsContext) {
        folder = other.folder
        environment = [:]
        hasEnvironment = false
        store = other.store
    }

    /// The same for elements of lists, which have no variables of their own.
    var withoutEnvironment: SettingsContext { SettingsContext(sharing: self) }

    /// All findings, those of the file by place, then those of the environment.
    var findings: [PlacedFinding] {
        store.findings.sorted { left, right in
            (left.place.line ?? .max, left.place.column ?? .max, left.place.name)
                < (right.place.line ?? .max, right.place.column ?? .max, right.place.name)
        }
    }

    func error(_ place: Place, _ text: String) { store.findings.append(.error(place, text)) }

    func warning(_ place: Place, _ text: String) { store.findings.append(.warning(place, text)) }

    /// Notes that a key exists.
    func know(_ path: [String], _ key: String) {
        // A secret in the file has a finding of its own, so it is known here, too.
        store.keys[path.joined(separator: "."), default: []].insert(key)
        if !path.contains(where: { $0.hasSuffix("]") }) { store.variables.insert(EnvironmentName.of(path + [key])) }
    }

    /// Notes that a section exists whose keys were not read.
    func knowAll(below path: [String]) { store.prefixes.insert(EnvironmentName.of(path) + "_") }

    func isKnown(_ path: [String], _ key: String) -> Bool { store.keys[path.joined(separator: ".")]?.contains(key) ?? false }

    /// The keys of a section that may stand in the file.
    func knownKeys(of path: [String]) -> [String] {
        (store.keys[path.joined(separator: ".")] ?? []).filter { !["password", "secret"].contains($0) }.sorted()
    }

    /// What the environment says for a path; `structured` for lists and mappings, which are written as YAML.
    func environmentValue(_ path: [String], structured: Bool) -> ConfigurationNode? {
        let variable = EnvironmentName.of(path)
        guard let text = environment[variable] else { return nil }
        guard structured else { return ConfigurationNode(content: .scalar(text, plain: true), place: Place(variable)) }
        let reading = YAMLFile.value(text, variable: variable)
        store.findings += reading.findings
        return reading.value
    }

    /// Whether a variable of a section's keys is set.
    func environmentMentions(below path: [String]) -> Bool {
        let prefix = EnvironmentName.of(path) + "_"
        return environment.contains { $0.key.hasPrefix(prefix) && !$0.value.isEmpty }
    }

    /// Warns of variables that look like settings and are none.
    func warnOfUnknownVariables() {
        for name in environment.keys.sorted() where name.hasPrefix(EnvironmentName.prefix) && !store.variables.contains(name) {
            guard !store.prefixes.contains(where: name.hasPrefix) else { continue }
            let nearest = NearestName.of(name, among: store.variables)
            warning(Place(name), "this variable is no setting" + (nearest.map { "; the nearest is \($0)" } ?? ""))
        }
    }

    /// An absolute path, or one below the configuration's folder.
    func resolve(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        return SettingsContext.join(folder, path)
    }

    /// Joins paths. `..` takes away the folder before it only where that is no link, since behind a link it leads elsewhere.
    private static func join(_ folder: String, _ path: String) -> String {
        var joined = folder == "." ? "" : folder
        for part in path.split(separator: "/") where part != "." {
            let name = (joined as NSString).lastPathComponent
            let type = try? FileManager.default.attributesOfItem(atPath: joined)[.type] as? FileAttributeType
            if part == "..", !joined.isEmpty, name != "..", type != .typeSymbolicLink {
                joined = (joined as NSString).deletingLastPathComponent
            } else {
                joined = (joined as NSString).appendingPathComponent(String(part))
            }
        }
        return joined.isEmpty ? "." : joined
    }
}

/// The environment form of keys.
enum EnvironmentName {
    static let prefix = "TOCSIN_"

    /// `mqtt.password-file` is `TOCSIN_MQTT_PASSWORD_FILE`.
    static func of(_ path: [String]) -> String {
        prefix + path.joined(separator: "_").uppercased().map { $0.isLetter || $0.isNumber ? String($0) : "_" }.joined()
    }
}
