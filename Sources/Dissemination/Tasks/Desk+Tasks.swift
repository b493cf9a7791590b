import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// What is left of an alert becomes tasks when it is due, is closed when evidence came, and goes to the next person when nothing is
    /// heard of whoever has it.
    func decideTasks(of open: AlertCoverage, now: Moment) -> [Entry] {
        guard let due = due(open, now: now), let people = coverage.policy?.people,
            let rules = taskRules(open.accepted)
        else { return [] }
        let alert = open.accepted.alert
        var draft = TaskDraft(
            open: open, book: tasks[alert] ?? TaskBook(), elsewhere: doorsElsewhere(than: alert), limit: people.doorsPerPerson,
            now: now)
        let signs = TaskSigns(open, due: due.flags, register: coverage.roster?.version)
        if looked[alert] != signs {
            closeDone(&draft)
            assignLeft(due, &draft, now: now)
        }
        handOverSilent(&draft, after: .minutes(Int64(rules.silentMinutes)), now: now)
        handOverOverflow(&draft, now: now)
        return draft.entries
    }

    /// Remembers what each alert's tasks were decided on.
    mutating func noteTaskSigns(now: Moment) {
        for (alert, open) in coverage.alerts {
            guard let due = due(open, now: now) else { continue }
            looked[alert] = TaskSigns(open, due: due.flags, register: coverage.roster?.version)
        }
    }

    /// What has become due of an alert; nil where nothing ever does.
    private func due(_ open: AlertCoverage, now: Moment) -> TasksDue? {
        let accepted = open.accepted
        guard open.isRunning, accepted.clock, open.goesToPeople,
            let rules = taskRules(accepted)
        else { return nil }
        func isDue(_ share: Double?, of deadline: Moment?) -> Bool {
            guard let share, let deadline else { return false }
            return now >= accepted.start + .milliseconds(Int64(share * Double((deadline - accepted.start).milliseconds)))
        }
        let due = TasksDue(
            vulnerable: isDue(rules.vulnerable, of: accepted.deadlines.vulnerable),
            households: isDue(rules.households, of: accepted.deadlines.households),
            places: isDue(rules.places, of: open.placesDeadline))
        return due.flags.contains(true) ? due : nil
    }

    private func taskRules(_ accepted: AlertAccepted) -> Policy.TaskRules? {
        coverage.policy?.taskRules(class: accepted.urgencyClass, colour: accepted.effectiveColour)
    }

    private func doorsElsewhere(than alert: AlertID) -> [Pseudonym: Int] {
        var counts: [Pseudonym: Int] = [:]
        for (other, book) in tasks where other != alert && coverage.alerts[other]?.isRunning ?? false {
            for holder in book.holders { counts[holder, default: 0] += book.count(of: holder) }
        }
        return counts
    }

    // MARK: closing

    private func closeDone(_ draft: inout TaskDraft) {
        let open = draft.open
        var away: [TaskBook.Item] = []
        var evidence: [TaskBook.Item] = []
        var results: [Pseudonym: [TaskBook.Item]] = [:]
        for (item, _) in draft.book.open.sorted(by: { $0.value.order < $1.value.order }) {
            switch item {
            case .door(let household) where open.isAway(household): away.append(item)
            case .door(let household) where isDone(household, open):
                if let by = teller(of: household, open) { results[by, default: []].append(item) } else { evidence.append(item) }
            case .place(let name)
            where open.placesInTarget.first { $0.pseudonym == name }.map { open.answered($0) != nil } ?? true:
                evidence.append(item)
            case .door, .place, .round: break
            }
        }
        for (by, items) in results.sorted(by: { $0.key < $1.key }) { draft.close(items, .result, by: by) }
        draft.close(evidence, .evidence, by: nil)
        draft.close(away, .away, by: nil)
    }

    /// Whether nobody has to go to a door: the household is reached, and its vulnerable persons are confirmed where the alert asks that.
    func isDone(_ household: UInt32, _ open: AlertCoverage) -> Bool {
        open.has(.reached, household)
            && (open.accepted.deadlines.vulnerable == nil || open.areVulnerableConfirmed(household))
    }

    /// Who reached a household at its door.
    private func teller(of household: UInt32, _ open: AlertCoverage) -> Pseudonym? {
        open.people.standing(of: household).last { $0.channel == .door && ($0.grade ?? .sent) >= .reached }?.by
    }

    // MARK: assigning

    private func assignLeft(_ due: TasksDue, _ draft: inout TaskDraft, now: Moment) {
        let left = doorsLeft(due, draft)
        let places =
            due.places
            ? draft.open.placesInTarget.filter { place in
                draft.open.answered(place) == nil && draft.book.open[.place(place.pseudonym)] == nil
            } : []
        guard !left.isEmpty || !places.isEmpty else { return }
        let candidates = TaskCandidates(
            open: draft.open, roster: coverage.roster, onShift: coverage.roster.map { onShift($0, now: now) } ?? [])
        var batches = Batches()
        for household in left {
            let item = TaskBook.Item.door(household)
            guard let staff = choose(candidates.forDoor(household), candidates, draft, batches) else { continue }
            batches.add(item, to: staff)
        }
        for place in places {
            guard let staff = choose(candidates.forPlace(place), candidates, draft, batches) else { continue }
            batches.add(.place(place.pseudonym), to: staff)
        }
        for staff in batches.order { draft.assign(batches.items[staff] ?? [], to: staff) }
    }

    /// Doors that somebody has to go to and nobody has, in the order of the route: by grid, building and household as in the register.
    private func doorsLeft(_ due: TasksDue, _ draft: TaskDraft) -> [UInt32] {
        let open = draft.open
        func isLeft(_ household: UInt32) -> Bool {
            !isDone(household, open) && !open.isAway(household) && draft.book.open[.door(household)] == nil
        }
        var left: Set<UInt32> = []
        if due.vulnerable { left.formUnion(open.householdsOfVulnerable.filter(isLeft)) }
        if due.households, open.covered[Grade.reached.rank].households < open.target.households {
            open.targetSet.forEach { if !open.has(.reached, $0), isLeft($0) { left.insert($0) } }
        }
        return TaskRoute.sorted(left, open.register)
    }

    /// The first who has room and was not silent; else the first who has room; else whoever answers for the whole.
    private func choose(_ chain: [Pseudonym], _ candidates: TaskCandidates, _ draft: TaskDraft, _ batches: Batches) -> Pseudonym?
    {
        let free = chain.filter { draft.room(of: $0) > (batches.items[$0]?.count ?? 0) }
        return free.first { !candidates.isSilent($0) } ?? free.first ?? candidates.lastResort.first ?? chain.first
    }

    /// What is given to whom in one look, in order.
    private struct Batches {
        var order: [Pseudonym] = []
        var items: [Pseudonym: [TaskBook.Item]] = [:]

        mutating func add(_ item: TaskBook.Item, to staff: Pseudonym) {
            if items[staff] == nil { order.append(staff) }
            items[staff, default: []].append(item)
        }
    }
}

/// What has become due of an alert.
struct TasksDue {
    var vulnerable: Bool
    var households: Bool
    var places: Bool

    var flags: [Bool] { [vulnerable, households, places] }
}

/// The order in which doors are walked to.
enum TaskRoute {
    /// By grid, then building in the order in which the register first names them, then household.
    static func sorted(_ households: Set<UInt32>, _ roster: Roster) -> [UInt32] {
        var first: [Pseudonym: UInt32] = [:]
        for household in households {
            let building = roster.households[Int(household)].building
            first[building] = min(first[building] ?? .max, household)
        }
        func key(_ household: UInt32) -> (UInt16, UInt32, UInt32) {
            let home = roster.households[Int(household)]
            return (home.grid, first[home.building] ?? household, household)
        }
        return households.sorted { key($0) < key($1) }
    }
}
