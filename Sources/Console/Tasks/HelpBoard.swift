import Alerts
import Community
import Record
import Synchronization

/// Calls for help (求助) that nobody sees to yet. They stand at the top of every page until somebody takes them.
final class HelpBoard: Sendable {
    /// One call.
    struct Call: Hashable, Sendable {
        let record: RecordID
        let need: HelpCalled.Need
        let at: Moment
        /// Who calls and which door it is about, for those who may see it.
        let person: RegisterStaff?
        let door: String?
    }

    private let calls = Mutex<[Call]>([])

    /// Puts up the calls that are open now.
    func show(_ open: [Call]) { calls.withLock { $0 = open } }

    /// The calls as a band above a page; nothing for those who do not stand watch.
    func html(_ visit: Visit, clock: (Moment) -> HTML) -> HTML {
        guard visit.has(.watch) else { return .none }
        let open = calls.withLock { $0 }
        guard !open.isEmpty else { return "<div id=\"help\"></div>" }
        let t = visit.texts
        let items = open.map { call -> HTML in
            let isTold = visit.has(.personal)
            let who: HTML =
                isTold ? (call.person.map { "<b>\($0.name.text)</b> \(PhoneLink.html($0.phone))" } ?? .none) : .none
            let place: HTML = isTold ? (call.door.map { "<b>\($0)</b>" } ?? .none) : .none
            let take: HTML =
                visit.has(.act)
                ? """
                <form method="post" action="/help/\(call.record)/take">\(visit.formField)<input type="hidden" name="to" value="\(visit.path)">\
                <button class="primary">\(t("help.take"))</button></form>
                """ : .none
            return "<li><span>\(t("help.need.\(call.need.rawValue)")) \(place) \(who) \(clock(call.at))</span>\(take)</li>"
        }
        return """
            <div id="help" class="help" role="alert"><b>⚠ \(t("help.title"))</b><ul>\(items)</ul></div>
            """
    }
}
