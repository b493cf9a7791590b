import Alerts
import Community
import Record

/// Notes in the journal who looked at what the register says of vulnerable persons, before it is shown.
struct LookRecord: Sendable {
    let desk: ConsoleDesk

    /// At most so many households get a line of their own in one look; beyond that it is a look at the list.
    private static let most = 20

    /// Notes a look at a list that is shown and kept up to date: once in a while for each account and alert, however often it is loaded.
    func noteList(alert: AlertID?, by caller: Caller) async throws {
        let now = desk.now
        guard desk.memory.isNewLook("\(caller.account.name) \(alert?.description ?? "")", at: now) else { return }
        let by = try await desk.pseudonym(of: caller.account)
        try await desk.write([
            .registerViewed(RegisterViewed(what: "vulnerable-list", household: nil, alert: alert, by: by))
        ])
    }

    /// Notes a look at homes with vulnerable persons; nothing for none.
    func note(_ households: [String], alert: AlertID?, by caller: Caller) async throws {
        guard !households.isEmpty else { return }
        let by = try await desk.pseudonym(of: caller.account)
        guard households.count <= Self.most else {
            return try await desk.write([
                .registerViewed(RegisterViewed(what: "vulnerable-list", household: nil, alert: alert, by: by))
            ])
        }
        let names = try await desk.reading { try households.map { try desk.backstage.pseudonym("household", $0) } }
        try await desk.write(
            names.map { .registerViewed(RegisterViewed(what: "household", household: $0, alert: alert, by: by)) })
    }
}
