/// Which words and codes mean which hazard, as data: `Config/hazards.yaml`.
///
/// Kinds of warning differ by place and change without notice, so the table is never complete: what it does not know passes
/// through under its own name, with the hazard of its CAP category and class immediate.
public struct HazardTable: Codable, Hashable, Sendable {
    /// One kind of event.
    public struct Kind: Codable, Hashable, Sendable {
        /// The short, stable name, for instance `rainstorm`.
        public var kind: String
        /// What people call it, for instance 暴雨.
        public var name: String
        /// The hazard it belongs to.
        public var hazard: Hazard
        /// How fast it comes.
        public var pace: Pace
        /// The weather that comes with it and drowns or hinders loudspeakers.
        public var weather: [WeatherClass]
        /// Words for it in events and headlines, in any language; the longest word found decides.
        public var words: [String]
        /// Its codes by system.
        public var codes: [Code]

        private enum CodingKeys: String, CodingKey {
            case kind, name, hazard, weather, words, codes
            case pace = "class"
        }
    }

    /// A code of a kind in some system.
    public struct Code: Codable, Hashable, Sendable {
        /// The system, a key of `systems`.
        public var system: String
        /// The code there. For a system whose codes end in a level, the part before the level.
        public var code: String
        /// Where the code is from.
        public var source: String
        /// Whether that was confirmed.
        public var verified: Bool
    }

    /// A system of codes.
    public struct System: Codable, Hashable, Sendable {
        /// Under which `valueName`s its codes stand; empty means under any, for codes that nothing else looks like.
        public var names: [String]
        /// The colours by the digits at the end of a code, if its codes end in a level.
        public var levels: [String: Colour]?
        /// Where this is from.
        public var source: String
        /// Whether that was confirmed.
        public var verified: Bool
    }

    /// How colours are written.
    public struct ColourWords: Codable, Hashable, Sendable {
        /// The `valueName`s of parameters that hold a colour.
        public var parameters: [String]
        /// Words for the four colours as parameters, event codes and headlines hold them.
        public var words: [String: Colour]
        /// Words for other colours; where one of them is said plainly, the alert has none of the four.
        public var otherWords: [String]
        /// Words in headlines behind which the colour stands that holds from now on.
        public var changes: [String]
        /// Where this is from.
        public var source: String
    }

    /// The kinds.
    public var kinds: [Kind]
    /// The systems of codes.
    public var systems: [String: System]
    /// The hazard of each CAP category, for kinds that the table does not know; keys are CAP's words.
    public var categories: [String: Hazard]
    /// How colours are written.
    public var colours: ColourWords
    /// How the issuing unit is found.
    public var issuers: IssuerRule
    /// Which alerts order people to leave at once.
    public var evacuation: EvacuationRule
}

/// Which alerts order people to leave at once (立即转移), and what is added when other warnings end meanwhile.
public struct EvacuationRule: Codable, Hashable, Sendable {
    /// The responses of which an alert has to ask for one (CAP 1.2 §3.2.2 `responseType`).
    public var responseTypes: [ResponseType]
    /// The urgencies of which it has to have one (CAP 1.2 §3.2.2 `urgency`).
    public var urgencies: [Urgency]
    /// What the end of another warning adds while such an order stands, by language.
    public var keepAway: [String: String]
    /// Where this is from.
    public var source: String

    /// Whether an alert is such an order; all its infos in a language say so together.
    func orders(_ infos: [Info]) -> Bool {
        infos.contains { info in
            !Set(info.responseTypes).isDisjoint(with: responseTypes) && info.urgency.map(urgencies.contains) ?? false
        }
    }

    /// What the end of another warning adds, in a language; in the first by name where that language has no words for it.
    public func keepAway(in language: String) -> String? {
        let primary = language.prefix { $0 != "-" }.lowercased()
        return keepAway[primary] ?? keepAway["zh"]
    }
}

/// How fast a danger comes, which sets the deadlines.
public enum Pace: String, Codable, Hashable, Sendable {
    /// Minutes count: rainstorm, flood, landslide, gale, hail, thunderstorm, fire, and whatever is unknown.
    case immediate
    /// An order to leave at once (立即转移), whatever the danger.
    case evacuate
    /// Hours count: heat, drought, cold, haze, frost.
    case gradual
}

/// Weather that makes loudspeakers hard to hear.
public enum WeatherClass: String, CaseIterable, Codable, Hashable, Sendable {
    case rain, gale, hail
}
