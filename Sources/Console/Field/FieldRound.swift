import Alerts
import Hummingbird
import Record

/// A round that is under way, kept in the browser until it ends, so that it needs no script.
struct FieldRound: Sendable {
    private static let name = "round"

    let means: RoundRecorded.Means
    let startedAt: Moment

    init(means: RoundRecorded.Means, startedAt: Moment) {
        self.means = means
        self.startedAt = startedAt
    }

    /// The round of a request; nil where none is under way.
    init?(_ request: Request) {
        let parts = request.cookies[Self.name]?.value.split(separator: ".").map(String.init) ?? []
        guard parts.count == 2, let means = RoundRecorded.Means(rawValue: parts[0]), let began = Int64(parts[1]), began > 0 else {
            return nil
        }
        self.init(means: means, startedAt: Moment(milliseconds: began))
    }

    /// The cookie of a round that begins.
    var cookie: Cookie {
        .init(
            name: Self.name, value: "\(means.rawValue).\(startedAt.milliseconds)", maxAge: 86_400, path: "/t", httpOnly: true,
            sameSite: .lax)
    }

    /// The cookie of a round that has ended.
    static var ended: Cookie { .init(name: name, value: "none", maxAge: 0, path: "/t", httpOnly: true, sameSite: .lax) }
}
