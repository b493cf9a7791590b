/// Reads what a worker sees on their page, and nothing that a person would not see there.
struct FieldPageReader: Sendable {
    /// A door of the list.
    struct Door: Sendable, Hashable {
        var household: String
        var room: String
    }

    /// Whether it is the first page of a link that nobody opened yet.
    let asksToOpen: Bool
    /// The doors that somebody still has to go to, in the order of the page.
    let doors: [Door]

    init(_ html: String) {
        asksToOpen = html.contains("name=\"do\" value=\"bind\"")
        doors = html.matches(of: /<a class="row"[^>]*data-door="([0-9a-f]{16})"[^>]*><b>([^<]*)<\/b>/).map {
            Door(household: String($0.1), room: String($0.2))
        }
    }

    /// The address of a page in the words of a message; nil where there is none.
    static func link(in text: String) -> String? {
        text.firstMatch(of: /https?:\/\/[^\s\/]+\/t\/[A-Za-z0-9_-]{32}/).map { String($0.output) }
    }
}
