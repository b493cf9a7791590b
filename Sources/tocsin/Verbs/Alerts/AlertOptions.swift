public import Alerts
public import ArgumentParser
import Foundation

extension Colour: ExpressibleByArgument {}
extension Alerts.Category: ExpressibleByArgument {}
extension Urgency: ExpressibleByArgument {}
extension Certainty: ExpressibleByArgument {}
extension ResponseType: ExpressibleByArgument {}

/// What an alert says.
struct AlertContentOptions: ParsableArguments {
    @Option(help: ArgumentHelp("What it is, for instance 暴雨.", valueName: "words"))
    var event: String?

    @Option(help: "The colour, which gives the severity.")
    var colour: Colour?

    @Option(help: ArgumentHelp("The short text.", valueName: "text"))
    var headline: String?

    @Option(help: ArgumentHelp("The long text, which loudspeakers speak.", valueName: "text"))
    var text: String?

    @Option(help: ArgumentHelp("What people are to do.", valueName: "text"))
    var instruction: String?

    @Option(help: ArgumentHelp("Until when it holds.", valueName: "time"))
    var expires: String?

    @Option(help: "The CAP category. (default: Met)")
    var category: Alerts.Category?

    @Option(help: "The CAP urgency. (default: Immediate)")
    var urgency: Urgency?

    @Option(help: "The CAP certainty. (default: Likely)")
    var certainty: Certainty?

    @Option(help: ArgumentHelp("What people are to do, in CAP's word; may be given more than once.", valueName: "response"))
    var response: [ResponseType] = []

    @Option(help: ArgumentHelp("Who sends it, in CAP's sense. (default: tocsin@COMMUNITY)", valueName: "sender"))
    var sender: String?

    @Option(help: ArgumentHelp("The issuing unit, never a person's own name.", valueName: "unit"))
    var issuer: String?

    @Option(help: ArgumentHelp("The language of the texts.", valueName: "language"))
    var language = "zh-CN"

    @Option(help: ArgumentHelp("A comment.", valueName: "text"))
    var note: String?

    /// Puts the texts into a draft; what is not given comes from the alert that is replaced or ended.
    func fill(_ draft: inout AlertDraft, from old: Info?) {
        draft.colour = colour ?? old?.severity.flatMap { Colour(severity: $0) }
        draft.headline = headline ?? old?.headline
        draft.description = text ?? old?.description
        draft.instruction = instruction ?? old?.instruction
        draft.category = category ?? old?.categories.first ?? .met
        draft.urgency = urgency ?? old?.urgency ?? .immediate
        draft.certainty = certainty ?? old?.certainty ?? .likely
        draft.responseTypes = response.isEmpty ? old?.responseTypes ?? [] : response
        draft.eventCodes = old?.eventCodes ?? []
        draft.senderName = issuer ?? old?.senderName
        draft.language = language
    }

    /// When it is over.
    func expiry(now: Timestamp) throws -> Timestamp? {
        guard let expires else { return nil }
        guard let time = TimeText.read(expires, now: now.moment, zone: .current) else {
            throw ValidationError("--expires is not a time: \(TimeText.form)")
        }
        guard time.moment > now.moment else { throw ValidationError("--expires lies in the past") }
        return time
    }
}

/// Where an alert holds; without any of these, in the whole community.
struct AlertPlaceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The place in words.", valueName: "words"))
    var area: String?

    @Option(
        help: ArgumentHelp("A division code, or NAME=VALUE for another system; may be given more than once.", valueName: "code"))
    var geocode: [String] = []

    @Option(help: ArgumentHelp("An outline: \"lat,lon lat,lon …\", the first point again at the end.", valueName: "points"))
    var polygon: [String] = []

    @Option(help: ArgumentHelp("A disc: \"lat,lon radius\", the radius in kilometres.", valueName: "disc"))
    var circle: [String] = []

    /// The name under which CMA writes division codes.
    private static let divisionCode = "CPEAS Geographic Code"

    /// The whole community, by its division code where it is one.
    static func whole(_ community: String) -> Area {
        Area(areaDesc: community, geocodes: [NamedValue(valueName: divisionCode, value: community)])
    }

    /// The place, where one was given.
    func areas(community: String) throws -> [Area]? {
        guard area != nil || !geocode.isEmpty || !polygon.isEmpty || !circle.isEmpty else { return nil }
        var place = Area(areaDesc: area ?? community)
        place.polygons = try polygon.map(Self.polygon)
        place.circles = try circle.map(Self.circle)
        place.geocodes = geocode.map(Self.geocode)
        if place.polygons.isEmpty, place.circles.isEmpty, place.geocodes.isEmpty {
            place.geocodes = Self.whole(community).geocodes
        }
        return [place]
    }

    private static func geocode(_ text: String) -> NamedValue {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2
            ? NamedValue(valueName: parts[0], value: parts[1]) : NamedValue(valueName: divisionCode, value: text)
    }

    private static func point(_ text: Substring) -> Coordinate? {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count == 2, let latitude = Double(parts[0]), let longitude = Double(parts[1]), abs(latitude) <= 90,
            abs(longitude) <= 180
        else { return nil }
        return Coordinate(latitude: latitude, longitude: longitude)
    }

    private static func polygon(_ text: String) throws -> Polygon {
        let points = text.split(separator: " ").map(point)
        let known = points.compactMap(\.self)
        guard known.count == points.count, known.count >= 4, known.first == known.last else {
            throw ValidationError("--polygon takes at least four points lat,lon parted by blanks, the first one again at the end")
        }
        return Polygon(points: known)
    }

    private static func circle(_ text: String) throws -> Circle {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let centre = point(parts[0]), let radius = Double(parts[1]), radius >= 0 else {
            throw ValidationError("--circle takes lat,lon, a blank, and a radius in kilometres")
        }
        return Circle(centre: centre, radiusKilometres: radius)
    }
}

/// What kind of message an alert is.
struct AlertKindOptions: ParsableArguments {
    @Flag(help: "It is a drill: status Exercise.")
    var exercise = false

    @Flag(help: "It is a technical test, which never reaches a resident: status Test.")
    var test = false

    @Option(help: ArgumentHelp("The name of the declared drill, for --exercise.", valueName: "name"))
    var drill: String?

    @Option(help: ArgumentHelp("The id of the alert that this one replaces.", valueName: "alert"), transform: AlertKindOptions.id)
    var update: AlertID?

    @Option(help: ArgumentHelp("The id of the alert that this one ends.", valueName: "alert"), transform: AlertKindOptions.id)
    var cancel: AlertID?

    @Sendable private static func id(_ text: String) throws -> AlertID {
        guard let id = AlertID(text) else { throw ValidationError("\(text) is not an alert id of 16 hexadecimal digits") }
        return id
    }

    func validate() throws {
        if exercise, test { throw ValidationError("--exercise and --test exclude each other") }
        if update != nil, cancel != nil { throw ValidationError("--update and --cancel exclude each other") }
        if exercise, drill == nil, referred == nil {
            throw ValidationError("--exercise needs --drill with the name of the drill")
        }
        if drill != nil, !exercise, referred == nil { throw ValidationError("--drill goes with --exercise") }
    }

    /// The alert that is replaced or ended.
    var referred: AlertID? { update ?? cancel }

    /// The status; an Update or Cancel acts only within the status of what it is about.
    func status(like earlier: Alert?) throws -> Status {
        let wanted: Status? = exercise ? .exercise : test ? .test : nil
        if let wanted, let earlier, earlier.status != wanted {
            throw ValidationError(
                "alert \(earlier.id) has status \(earlier.status.rawValue); an Update or Cancel must have the same")
        }
        return wanted ?? earlier?.status ?? .actual
    }
}
