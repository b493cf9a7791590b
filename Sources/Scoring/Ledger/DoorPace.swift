import Alerts
import Community
import Record

/// How fast people recorded doors: nobody goes to forty within three minutes (Tocsin's domain, 7.8). One person and alert with such a
/// stretch is one finding; nothing is dropped because of it.
struct DoorPace: Sendable {
    /// A person at work for an alert.
    private struct Work: Hashable {
        var by: Pseudonym
        var alert: AlertID
    }

    /// The moments of each person's doors, ascending.
    private var recent: [Work: [Moment]] = [:]
    private var found: [Work: Moment] = [:]

    /// Takes a record at a door in. The doors of one alert are looked at together: one tap may stand for several alerts.
    mutating func note(_ door: DoorRecorded, most: Int?, minutes: Int?) {
        let most = most ?? Int(FigureName.implausibleDoors.published)
        let span = Span.minutes(Int64(minutes ?? Int(FigureName.implausibleMinutes.published)))
        guard most > 1 else { return }
        let work = Work(by: door.by, alert: door.alert)
        var moments = recent[work] ?? []
        // Records come out of order from phones without network.
        let place = (moments.lastIndex { $0 <= door.moment }).map { $0 + 1 } ?? 0
        moments.insert(door.moment, at: place)
        let first = max(0, place - most + 1)
        for start in first...place where start + most <= moments.count && moments[start + most - 1] - moments[start] <= span {
            found[work] = max(found[work] ?? door.moment, door.moment)
        }
        recent[work] = moments
    }

    /// How many people had such a stretch for an alert within a window.
    func implausible(in window: Range<Moment>) -> Int { found.values.count { window.contains($0) } }
}
