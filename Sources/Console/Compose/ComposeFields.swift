import Alerts
import Community
import Foundation
import Record

/// What was written into the form of an alert.
struct ComposeFields: Sendable {
    var event: String
    var colour: String
    var headline: String
    var text: String
    var instruction: String
    var grid: String
    var hours: String
    var isDrill: Bool
    var cancel: String

    init(_ form: Form) {
        event = form["event"] ?? ""
        colour = form["colour"] ?? ""
        headline = form["headline"] ?? ""
        text = form["text"] ?? ""
        instruction = form["instruction"] ?? ""
        grid = form["grid"] ?? ""
        hours = form["hours"] ?? "6"
        isDrill = form["drill"] == "yes"
        cancel = form["cancel"] ?? ""
    }

    /// The same fields in a form that shows them no more.
    var hidden: HTML {
        let fields = [
            ("event", event), ("colour", colour), ("headline", headline), ("text", text), ("instruction", instruction),
            ("grid", grid),
            ("hours", hours), ("drill", isDrill ? "yes" : ""), ("cancel", cancel),
        ]
        return HTML.joined(fields.map { "<input type=\"hidden\" name=\"\($0.0)\" value=\"\($0.1)\">" })
    }

    /// The alert that the fields make.
    ///
    /// - Throws: `AlertDraftError` with what is wrong in it.
    func alert(_ desk: ConsoleDesk) async throws -> Alert {
        let now = desk.now.stamped(in: desk.backstage.zone)
        var draft = AlertDraft(
            sender: "tocsin@\(desk.backstage.community)", sent: now, event: event, areas: [try await area(desk)])
        draft.colour = Colour(rawValue: colour)
        draft.headline = headline.isEmpty ? nil : headline
        draft.description = text.isEmpty ? nil : text
        draft.instruction = instruction.isEmpty ? nil : instruction
        draft.senderName = desk.backstage.register(nil)?.profile.name
        draft.status = isDrill ? .exercise : .actual
        // CAP 1.2 §3.2.1 asks an Exercise to name itself.
        if isDrill { draft.note = try await drill(at: now.moment, desk) ?? "\(now.local.date)" }
        let kind = desk.backstage.hazards.kinds.first { $0.name == event }
        draft.category = kind.map { Self.category($0.hazard) } ?? .safety
        let life = min(max(Int64(hours) ?? 6, 1), 72)
        draft.expires = Timestamp(moment: now.moment + .hours(life), offsetMinutes: now.offsetMinutes)
        if let cancelled = AlertID(cancel) { try await refer(to: cancelled, &draft, desk) }
        return try draft.alert()
    }

    private func refer(to cancelled: AlertID, _ draft: inout AlertDraft, _ desk: ConsoleDesk) async throws {
        guard let record = try await desk.chronicle.read({ $0.alerts[cancelled] }),
            let old = try await AlertShelf(desk: desk).received(record)?.alert
        else { throw Problem.notFound }
        draft.msgType = .cancel
        // A Cancel acts on alerts of its own sender, so it speaks in that sender's name; the person who lets it go vouches for that.
        draft.sender = old.sender
        draft.status = old.status
        draft.note = old.note
        draft.references = [Reference(sender: old.sender, identifier: old.identifier, sent: old.sent.text)]
        draft.areas = old.infos.first?.areas ?? draft.areas
    }

    /// The declared drill that runs at a moment.
    private func drill(at now: Moment, _ desk: ConsoleDesk) async throws -> String? {
        try await desk.chronicle.read { $0.drills.last { $0.from <= now && now < $0.to }?.drill }
    }

    private func area(_ desk: ConsoleDesk) async throws -> Area {
        let community = desk.backstage.community
        let zone = try await PlanZone.of(desk).first { $0.kind == "grid" && $0.name == grid }
        guard !grid.isEmpty, let ring = zone?.rings.first else {
            let name = desk.backstage.register(nil)?.profile.name ?? community
            return Area(areaDesc: name, geocodes: [NamedValue(valueName: "CPEAS Geographic Code", value: community)])
        }
        return Area(areaDesc: grid, polygons: [Polygon(points: ring)])
    }

    private static func category(_ hazard: Hazard) -> Category {
        switch hazard {
        case .weather, .flood: .met
        case .geological, .earthquake: .geo
        case .fire: .fire
        default: .safety
        }
    }
}
