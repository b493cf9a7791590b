import Alerts
import Coverage
import Dissemination
import Record
import Scoring

/// A declared drill with what came of it.
struct DrillView: Sendable {
    /// How it stands.
    enum State: String, Sendable {
        case planned, running, over
    }

    let drill: DrillDeclared
    let record: DrillRecord
    /// Its Exercise alerts, oldest first.
    let alerts: [AlertRecord]
    let now: Moment

    /// When it ended or will end.
    var end: Moment { min(drill.to, record.closed?.at ?? drill.to) }

    var state: State { now < drill.from ? .planned : now < end ? .running : .over }

    /// The real alert that its alerts gave way to; nil for none.
    var gaveWay: (to: AlertID, at: Moment)? {
        alerts.compactMap { alert -> (to: AlertID, at: Moment)? in
            guard let ended = alert.ended, ended.cause == .superseded, let by = ended.by, let at = alert.endedAt,
                !alerts.contains(where: { $0.alert == by })
            else { return nil }
            return (by, at)
        }.first
    }

    /// Residents among all who took part, as percent rounded down; nil while nobody signed in.
    func residents(_ required: Double) -> (count: Int, all: Int, isMet: Bool)? {
        let all = record.participants
        guard all > 0 else { return nil }
        let count = max(0, record.count(.resident))
        // Compared in whole numbers, so that 29.99 % is not 30 %.
        return (count, all, count * 100_000 >= all * Int((required * 100_000).rounded()))
    }
}

/// The drills as pages show them.
struct DrillList: Sendable {
    let views: [DrillView]
    /// The share of residents that a drill needs.
    let requiredShare: Double

    /// All declared drills, the newest first.
    static func of(_ desk: ConsoleDesk) async throws -> DrillList {
        let now = desk.now
        let share = try await desk.state { state in
            let scoring = try? state.configurations["scoring"]?.decoded(ScoringConvention.self)
            return scoring?.figure(.residentShare) ?? FigureName.residentShare.published
        }
        let views = try await desk.chronicle.read { chronicle in
            chronicle.drills.reversed().map { drill in
                let alerts = chronicle.order.compactMap { chronicle.alerts[$0] }.filter {
                    $0.accepted?.drill == drill.drill && drill.from <= $0.firstAt && $0.firstAt <= drill.to
                }
                return DrillView(
                    drill: drill, record: chronicle.drillRecords[drill.drill] ?? DrillRecord(), alerts: alerts, now: now)
            }
        }
        return DrillList(views: views, requiredShare: share)
    }
}
