import Alerts
import Community
import Record

/// What a line about people says, in a few words: who found what at a door, who is called and answers, who has to go where.
enum FieldSummary {
    static func text(_ entry: Entry) -> String? {
        switch entry {
        case .doorRecorded(let data):
            "\(data.alert) household \(data.household): \(data.result.rawValue) by \(data.by)\(marks(data.late, data.corrects))"
        case .roundRecorded(let data):
            "\(data.alert) \(data.means.rawValue) past \(data.buildings.count) buildings by \(data.by)\(marks(data.late, data.corrects))"
        case .recordVoided(let data): "\(data.alert) record \(data.record) counts no more, by \(data.by)"
        case .recordRefused(let data): "\(data.alert) record \(data.record) by \(data.by): \(data.reason.rawValue)"
        case .helpCalled(let data): "\(data.by) needs help: \(data.need.rawValue)"
        case .helpTaken(let data): "\(data.by) sees to \(data.record)"
        default: call(entry) ?? task(entry) ?? link(entry)
        }
    }

    private static func call(_ entry: Entry) -> String? {
        switch entry {
        case .callPlanned(let data): "\(data.alert) calls \(data.callees.count) people"
        case .callStepped(let data):
            "\(data.alert) \(data.callee) has not answered: \(data.step.rawValue)\(data.to.map { ", \($0.count) people" } ?? "")"
        case .callAnswered(let data):
            "\(data.alert) \(data.callee) answered by \(data.means.rawValue)\(marks(data.late, nil))"
        case .dutyAcknowledged(let data): "\(data.alert) acknowledged by \(data.by)"
        default: nil
        }
    }

    private static func task(_ entry: Entry) -> String? {
        switch entry {
        case .taskAssigned(let data): "\(data.alert) \(list(data.list)) to \(data.to)"
        case .taskClosed(let data): "\(data.alert) \(list(data.list)): \(data.cause.rawValue)"
        case .taskHandedOver(let data):
            "\(data.alert) \(list(data.list)) from \(data.from) to \(data.to): \(data.reason.rawValue)"
        default: nil
        }
    }

    private static func link(_ entry: Entry) -> String? {
        switch entry {
        case .linkIssued(let data): "link \(data.link) for \(data.staff)"
        case .linkBound(let data): "link \(data.link) opened"
        case .linkRevoked(let data): "link \(data.link) ended\(data.by.map { " by \($0)" } ?? "")"
        default: nil
        }
    }

    private static func list(_ list: TaskList) -> String {
        let parts = [
            (list.households?.count ?? 0, "doors"), (list.places?.count ?? 0, "places"),
            (list.buildings?.count ?? 0, "buildings"),
        ]
        return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }

    private static func marks(_ late: Bool?, _ corrects: RecordID?) -> String {
        (late == true ? ", typed in later" : "") + (corrects.map { ", in place of \($0)" } ?? "")
    }
}
