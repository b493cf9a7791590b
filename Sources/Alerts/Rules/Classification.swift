/// What an alert is about, as far as the table of hazards can tell.
public struct Classification: Hashable, Sendable {
    /// What said the colour.
    public enum ColourSource: String, Codable, Hashable, Sendable {
        /// A parameter that holds a colour.
        case parameter
        /// An event code that ends in a level.
        case eventCode = "event-code"
        /// The headline.
        case headline
        /// The CAP severity.
        case severity
    }

    /// The hazard.
    public var hazard: Hazard
    /// What people call it: the table's name where the alert gives only a code, else the alert's own word.
    public var event: String
    /// The kind in the table; nil for one that it does not know.
    public var kind: String?
    /// How fast it comes.
    public var pace: Pace
    /// The weather that comes with it.
    public var weather: [WeatherClass]
    /// The colour; nil where there is none, or none of the four.
    public var colour: Colour?
    /// What said the colour, or that there is none of the four; nil where nothing did.
    public var colourSource: ColourSource?
    /// What was ambiguous or left out, in words.
    public var notes: [String]
}

extension HazardTable {
    /// What an alert is about. Of several infos the preferred language decides on the event, and among its infos the worst
    /// colour counts.
    public func classify(_ alert: Alert, languages: [String] = ["zh"]) -> Classification {
        let infos = alert.infos(for: languages)
        let found = infos.lazy.compactMap { kind(of: $0) }.first ?? alert.infos.lazy.compactMap { kind(of: $0) }.first
        let categories = infos.flatMap(\.categories) + alert.infos.flatMap(\.categories)
        let hazard = found?.hazard ?? categories.lazy.compactMap { self.categories[$0.rawValue] }.first ?? .other
        var result = Classification(
            hazard: hazard, event: eventName(infos, found), kind: found?.kind, pace: found?.pace ?? .immediate,
            weather: found?.weather ?? [], notes: [])
        if found == nil, !infos.isEmpty {
            result.notes.append("The table of hazards has no kind for “\(result.event.clipped)”.")
        }
        if evacuation.orders(infos) { result.pace = .evacuate }
        settleColour(infos, &result)
        return result
    }

    /// The event in the alert's own words; a bare code gives way to the table's name.
    private func eventName(_ infos: [Info], _ kind: Kind?) -> String {
        let event = infos.first { !$0.event.isEmpty }?.event ?? ""
        if let kind, event.isEmpty || Warning12379Reading.isCode(event) { return kind.name }
        return event.isEmpty ? infos.first?.headline ?? "" : event
    }

    private func settleColour(_ infos: [Info], _ result: inout Classification) {
        let findings = infos.map { colour(of: $0) }
        result.notes += findings.flatMap(\.notes)
        let worst = findings.filter { $0.colour != nil }.max { ($0.colour?.priority ?? 5) > ($1.colour?.priority ?? 5) }
        let decisive = worst ?? findings.first { $0.source != nil }
        result.colour = decisive?.colour
        result.colourSource = decisive?.source
    }

    /// The kind of an info: by code, then by the longest word in the event, then in the headline.
    func kind(of info: Info) -> Kind? {
        let codes = info.eventCodes + [NamedValue(valueName: "", value: info.event)]
        if let byCode = codes.lazy.compactMap({ kind(code: $0) }).first { return byCode }
        return kind(words: info.event) ?? info.headline.flatMap { kind(words: $0) }
    }

    private func kind(code: NamedValue) -> Kind? {
        kinds.first { kind in
            kind.codes.contains { known in
                guard let system = systems[known.system], system.applies(to: code.valueName) else { return false }
                return system.stem(of: code.value) == known.code.uppercased()
            }
        }
    }

    private func kind(words text: String) -> Kind? {
        let text = WordSearch.Text(text)
        var best: (kind: Kind, length: Int)?
        for kind in kinds {
            for word in [kind.name] + kind.words where word.count > (best?.length ?? 0) && text.contains(word) {
                best = (kind, word.count)
            }
        }
        return best?.kind
    }
}

extension HazardTable.System {
    /// Whether codes under a name belong to this system. Systems with names must be named; a bare event text has no name.
    func applies(to valueName: String) -> Bool { names.isEmpty || names.contains(valueName) }

    /// The part of a code that names the kind; nil if a level is missing that its codes have.
    func stem(of value: String) -> String? {
        guard let levels else { return value.uppercased() }
        guard let level = levels.keys.first(where: { value.hasSuffix($0) }) else { return nil }
        return value.dropLast(level.count).uppercased()
    }

    /// The colour that a code ends in.
    func colour(of value: String) -> Colour? {
        levels?.first { value.hasSuffix($0.key) && value.count > $0.key.count }?.value
    }
}
