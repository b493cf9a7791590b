/// How an alert's areas were matched with a community.
public enum AreaBasis: String, Codable, Hashable, Sendable {
    /// By polygons and circles; each household is asked about.
    case shape
    /// By division code; the whole community is meant, or none of it.
    case geocode
    /// The alert names no place that could be understood; the whole community is meant.
    case whole
}

/// What an alert's areas mean for a community: who is meant, and what decided it.
public struct AreaDecision: Hashable, Sendable {
    /// What decided.
    public var basis: AreaBasis
    /// Where the basis is `shape`, the shapes that a household must lie in; otherwise empty.
    public var shapes: [Shape]
    /// Whether the whole community is meant; with basis `shape` it is false, and the shapes say who is.
    public var isWholeCommunity: Bool
    /// The geocode that decided, if one did.
    public var geocode: NamedValue?
    /// What was passed over, in words.
    public var notes: [String]

    /// Whether nobody in the community is meant, whatever the households' positions.
    public var isElsewhere: Bool { shapes.isEmpty && !isWholeCommunity }

    /// Decides by shape first, geocode next, else for the whole community.
    ///
    /// The areas of an alert add up (CAP 1.2 §3.2.4): an area without a shape of its own whose code covers the community
    /// means all of it, whatever other areas draw.
    ///
    /// - Parameters:
    ///   - areas: All areas that count, normally those of every info of the alert.
    ///   - community: The community's division code, or nil if it has none; then geocodes decide nothing.
    ///   - systems: Under which names geocodes are division codes.
    public static func decide(
        _ areas: [Area], community: DivisionCode?, systems: GeocodeSystems = .standard
    ) -> AreaDecision {
        var shapes: [Shape] = []
        var codes: [(value: NamedValue, code: DivisionCode)] = []
        var notes: [String] = []
        var everywhere: NamedValue?
        for area in areas {
            let own = Shape.shapes(of: area)
            shapes += own
            for geocode in area.geocodes {
                if systems.negative.contains(geocode.valueName) {
                    notes.append("The negative area \(geocode.valueName) is not subtracted.")
                } else if own.isEmpty, systems.isWholeCountry(geocode) {
                    everywhere = geocode
                } else if own.isEmpty, let code = systems.divisionCode(geocode) {
                    codes.append((geocode, code))
                }
            }
        }
        if let everywhere { return whole(.geocode, everywhere, notes) }
        if let community, let match = longestMatch(codes, community) { return whole(.geocode, match, notes) }
        if !shapes.isEmpty {
            return AreaDecision(basis: .shape, shapes: shapes, isWholeCommunity: false, geocode: nil, notes: notes)
        }
        if community != nil, let first = codes.first {
            return AreaDecision(basis: .geocode, shapes: [], isWholeCommunity: false, geocode: first.value, notes: notes)
        }
        if community == nil, !codes.isEmpty {
            notes.append("The community has no division code to compare the alert's geocodes with.")
        }
        return whole(.whole, nil, notes)
    }

    private static func whole(_ basis: AreaBasis, _ geocode: NamedValue?, _ notes: [String]) -> AreaDecision {
        AreaDecision(basis: basis, shapes: [], isWholeCommunity: true, geocode: geocode, notes: notes)
    }

    private static func longestMatch(
        _ codes: [(value: NamedValue, code: DivisionCode)], _ community: DivisionCode
    ) -> NamedValue? {
        codes.filter { $0.code.concerns(community) }
            .max { $0.code.significant.utf8.count < $1.code.significant.utf8.count }?.value
    }
}

/// Under which names geocodes are division codes, and which are something else.
public struct GeocodeSystems: Codable, Hashable, Sendable {
    /// Names whose values are division codes. A value under a name that is on no list counts as one if it has the form of 6,
    /// 12 or 14 digits.
    public var division: Set<String>
    /// Names of other systems, whose numbers could look like division codes.
    public var foreign: Set<String>
    /// Names whose values take something away from the area.
    public var negative: Set<String>

    /// Lists of names.
    public init(division: Set<String>, foreign: Set<String>, negative: Set<String>) {
        self.division = division
        self.foreign = foreign
        self.negative = negative
    }

    /// The names met in real alerts of CMA, NWS, DWD, MeteoAlarm and Canada.
    public static let standard = GeocodeSystems(
        division: ["CPEAS Geographic Code", "GB/T 2260", "GB/T 10114", "12379", "行政区划代码", "adcode"],
        foreign: [
            "SAME", "FIPS6", "UGC", "EMMA_ID", "NUTS2", "NUTS3", "WARNCELLID", "KZSTD", "ISO 3166-2",
            "profile:CAP-CP:Location:0.3",
        ],
        negative: ["EXCLUDE_POLYGON"])

    /// The division code that a geocode holds, if it holds one.
    public func divisionCode(_ geocode: NamedValue) -> DivisionCode? {
        guard !foreign.contains(geocode.valueName), let code = DivisionCode(geocode.value) else { return nil }
        return division.contains(geocode.valueName) || code.digits.utf8.count != 9 ? code : nil
    }

    /// Whether a geocode means the whole country: `100000` or zeros only, followed by zeros, under a name for division codes.
    func isWholeCountry(_ geocode: NamedValue) -> Bool {
        guard division.contains(geocode.valueName), geocode.value.utf8.count >= 6 else { return false }
        let rest = geocode.value.first == "1" ? geocode.value.dropFirst() : geocode.value[...]
        return rest.allSatisfy { $0 == "0" }
    }
}
