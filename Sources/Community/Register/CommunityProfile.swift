public import Alerts

/// What `community.yaml` says about the community itself.
public struct CommunityProfile: Hashable, Sendable {
    /// The identifier, normally the 12-digit division code.
    public var id: String
    /// The name, for people.
    public var name: String
    /// The zone of the community's clock, for instance `Asia/Shanghai`.
    public var timezone: String
    /// The population figure of another authority.
    public var reference: ReferencePopulation?
    /// Kinds of danger that are declared in writing not to exist here.
    public var absent: [Absence]

    /// A kind of danger declared not to exist here.
    public struct Absence: Hashable, Sendable {
        /// The kind.
        public var kind: MonitoredKind
        /// Why it does not exist here.
        public var reason: String
        /// Who declared it: a staff identifier, or whatever was written.
        public var by: String
        /// The day of the declaration.
        public var date: CivilDate
    }
}

/// The four kinds of danger that must be monitored (国减发〔2020〕2号 创建标准 二(四)7).
public enum MonitoredKind: String, CaseIterable, Codable, Hashable, Sendable {
    /// Natural disasters.
    case natural = "自然灾害"
    /// Safety of production.
    case production = "生产安全"
    /// Fire.
    case fire = "火灾"
    /// Things that fall from heights.
    case falling = "高空坠物"

    /// The kind by its name in the standard, or by the English name of the hazard.
    init?(word: String) {
        switch word {
        case "natural-disaster": self = .natural
        case "production-safety": self = .production
        case "fire": self = .fire
        case "falling-object": self = .falling
        default: self.init(rawValue: word)
        }
    }
}
