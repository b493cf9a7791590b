import Alerts
import Channels
import Community
import Console
import Coverage
import Dissemination
import Engine
import Record

/// What messages to and from people in the field need to know: whose phone it is, the address of their page, the homes that they may mean.
struct FieldDesk: Sendable {
    let writer: JournalWriter
    let shelf: RegisterShelf
    let tokens: LinkTokens

    /// What the message of an alert to a phone says to its owner; nil for phones of residents.
    func notice(_ alert: AlertID, _ phone: Pseudonym) -> MessageDesk.Notice? {
        guard shelf.isStaffPhone(phone) else { return nil }
        let now = SystemClock.now()
        let notice = try? writer.read { $0.notice(on: phone, of: alert, now: now) }
        return notice.flatMap(\.self).map { MessageDesk.Notice(link: $0.link.map(tokens.address), doors: $0.doors) }
    }

    /// The address of the page of a message to residents.
    func page(_ delivery: DeliveryID) -> String? { tokens.address(delivery) }

    /// Who writes from a phone, and the homes that they may mean: first those that they have to go to, then those of their grids that a
    /// warning is for.
    func worker(_ phone: Pseudonym) -> DoorReception.Worker? {
        guard shelf.isStaffPhone(phone) else { return nil }
        let look = try? writer.read { desk -> Look? in
            guard let owner = desk.coverage.roster?.staff.first(where: { $0.phone == phone }) else { return nil }
            let running = desk.coverage.order.compactMap { desk.coverage.alerts[$0] }.filter { $0.isRunning }
            return Look(owner: owner, tasks: desk.tasks(of: owner.pseudonym), running: running)
        }
        guard let look = look.flatMap(\.self) else { return nil }
        return DoorReception.Worker(staff: look.owner.pseudonym, rooms: RoomFinder([tasks(look), grids(look)]))
    }

    private struct Look: Sendable {
        var owner: RosterStaff
        var tasks: [StaffTask]
        var running: [AlertCoverage]
    }

    private func tasks(_ look: Look) -> [RoomFinder.Candidate] {
        look.tasks.compactMap { task in
            guard case .door(let index, _, _) = task.subject,
                let open = look.running.first(where: { $0.accepted.alert == task.alert })
            else { return nil }
            return candidate(index, open)
        }
    }

    private func grids(_ look: Look) -> [RoomFinder.Candidate] {
        look.running.flatMap { open -> [RoomFinder.Candidate] in
            let names = Set(look.owner.grids.compactMap { grid in shelf.gridName(grid) })
            var found: [RoomFinder.Candidate] = []
            open.targetSet.forEach { index in
                guard names.contains(open.register.grids[Int(open.register.households[Int(index)].grid)]) else { return }
                if let candidate = candidate(index, open) { found.append(candidate) }
            }
            return found
        }
    }

    private func candidate(_ index: UInt32, _ open: AlertCoverage) -> RoomFinder.Candidate? {
        guard let register = shelf.register(version: open.register.version), Int(index) < register.householdCount else {
            return nil
        }
        let home = register.household(index)
        return RoomFinder.Candidate(
            household: open.register.households[Int(index)].pseudonym, identifier: home.household, building: home.building)
    }
}
