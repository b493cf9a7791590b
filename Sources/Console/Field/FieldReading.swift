import Alerts
import Community
import Coverage
import Dissemination
import Engine
import Record

/// Puts a worker's page together: what the desk says by pseudonym, with what the register has at that door.
struct FieldReading: Sendable {
    let desk: ConsoleDesk

    /// What the desk knows, taken in one look.
    private struct Look: Sendable {
        var warnings: [StaffWarning] = []
        var tasks: [StaffTask] = []
        var rosters: [AlertID: Roster] = [:]
        var roster: Roster?
        var help: [FieldSheet.Help] = []
    }

    /// How long a warning that ended stays on the page.
    private static let afterwards = Span.hours(12)

    /// The page of a link's owner.
    func sheet(_ link: LinkBook.Link) async throws -> FieldSheet {
        let (staff, since) = (link.staff, desk.now - Self.afterwards)
        let look = try await desk.state { state -> Look in
            var look = Look()
            look.warnings = state.warnings(of: staff, endedAfter: since)
            look.tasks = state.tasks(of: staff)
            look.rosters = Dictionary(
                Set(look.tasks.map(\.alert)).compactMap { alert in
                    state.coverage.alerts[alert].map { (alert, $0.register) }
                }, uniquingKeysWith: { first, _ in first })
            look.roster = state.coverage.roster
            look.help = state.help.values.filter {
                $0.by == staff && ($0.far ?? .epoch) > since || $0.by == staff && $0.far == nil
            }
            .sorted { $0.record < $1.record }.suffix(5).map {
                FieldSheet.Help(need: $0.need, isTaken: state.takers[$0.record] != nil)
            }
            return look
        }
        var sheet = FieldSheet(link: link)
        sheet.warnings = try await warnings(look.warnings)
        sheet.help = look.help
        let versions = Set(look.rosters.values.map(\.version) + [look.roster?.version].compactMap(\.self))
        let registers = try await self.registers(versions)
        place(look, by: staff, registers, into: &sheet)
        return sheet
    }

    private func registers(_ versions: Set<Int>) async throws -> [Int: Register] {
        let backstage = desk.backstage
        return try await desk.reading {
            Dictionary(
                versions.compactMap { version in backstage.register(version).map { (version, $0) } },
                uniquingKeysWith: { first, _ in first })
        }
    }

    /// The words of warnings, without those whose document is gone.
    func warnings(_ warnings: [StaffWarning]) async throws -> [FieldSheet.Warning] {
        var told: [FieldSheet.Warning] = []
        for warning in warnings {
            guard let record = try await desk.chronicle.read({ $0.alerts[warning.alert] }) else { continue }
            let words = try await AlertShelf(desk: desk).words(record)
            told.append(
                FieldSheet.Warning(
                    alert: warning.alert, status: record.status, colour: record.accepted?.colour,
                    headline: words?.headline ?? record.event ?? "", body: words?.body ?? "", isCalled: warning.isCalled,
                    answer: warning.answer, end: warning.end))
        }
        return told
    }

    private func place(_ look: Look, by staff: Pseudonym, _ registers: [Int: Register], into sheet: inout FieldSheet) {
        var places: [Pseudonym: Int] = [:]
        for task in look.tasks {
            guard let roster = look.rosters[task.alert] else { continue }
            let register = registers[roster.version]
            switch task.subject {
            case .door(let index, let household, _):
                let door = door(task, index, household, by: staff, register)
                if let known = places[household] {
                    merge(door, into: &sheet.doors[known])
                } else {
                    places[household] = sheet.doors.count
                    sheet.doors.append(door)
                }
            case .place(let name):
                if let place = place(task, name, roster, register) { sheet.places.append(place) }
            case .round(let building, let means):
                guard task.closed == nil else { continue }
                sheet.means = means ?? sheet.means
                let name = Self.buildingName(building, roster, register)
                sheet.buildings.append(FieldSheet.Building(pseudonym: building, name: name, isTask: true))
            }
        }
        describeOwner(staff, look.roster, registers, into: &sheet)
    }

    private func door(
        _ task: StaffTask, _ index: UInt32, _ household: Pseudonym, by staff: Pseudonym, _ register: Register?
    ) -> FieldSheet.Door {
        let home = register.flatMap { Int(index) < $0.householdCount ? $0.household(index) : nil }
        var needs: [Need] = []
        for need in task.persons.flatMap(\.needs) where !needs.contains(need) { needs.append(need) }
        return FieldSheet.Door(
            household: household, building: home?.building ?? "", room: home?.household ?? household.description, needs: needs,
            persons: task.persons.map(\.pseudonym), last: task.found.last?.result,
            mine: task.found.last { $0.by == staff }?.record, closed: task.closed,
            closedAt: task.closed == nil ? nil : task.since)
    }

    private func merge(_ door: FieldSheet.Door, into known: inout FieldSheet.Door) {
        for need in door.needs where !known.needs.contains(need) { known.needs.append(need) }
        for person in door.persons where !known.persons.contains(person) { known.persons.append(person) }
        known.last = known.last ?? door.last
        known.mine = known.mine ?? door.mine
        if door.closed == nil { (known.closed, known.closedAt) = (nil, nil) }
    }

    private func place(_ task: StaffTask, _ name: Pseudonym, _ roster: Roster, _ register: Register?) -> FieldSheet.Place? {
        guard let index = roster.places.firstIndex(where: { $0.pseudonym == name }) else { return nil }
        let known = register.flatMap { $0.places.indices.contains(index) ? $0.places[index] : nil }
        return FieldSheet.Place(
            pseudonym: name, kind: roster.places[index].kind, name: known?.place ?? "", alert: task.alert,
            receivers: roster.places[index].receivers, isClosed: task.closed != nil)
    }

    private static func buildingName(_ building: Pseudonym, _ roster: Roster, _ register: Register?) -> String {
        guard let index = roster.households.firstIndex(where: { $0.building == building }), let register,
            index < register.householdCount
        else { return "" }
        return register.household(UInt32(index)).building
    }

    /// Their role, and the buildings of their grids, which they may go round of their own accord.
    private func describeOwner(
        _ staff: Pseudonym, _ roster: Roster?, _ registers: [Int: Register], into sheet: inout FieldSheet
    ) {
        guard let roster, let member = roster.staff.first(where: { $0.pseudonym == staff }) else { return }
        sheet.role = member.role
        sheet.grids = member.grids.compactMap { Int($0) < roster.grids.count ? roster.grids[Int($0)] : nil }
        guard let register = registers[roster.version] else { return }
        let grids = Set(member.grids)
        var seen = Set(sheet.buildings.map(\.pseudonym))
        for (index, home) in roster.households.enumerated() where grids.contains(home.grid) {
            guard seen.insert(home.building).inserted, index < register.householdCount else { continue }
            sheet.buildings.append(
                FieldSheet.Building(
                    pseudonym: home.building, name: register.household(UInt32(index)).building, isTask: false))
        }
    }
}
