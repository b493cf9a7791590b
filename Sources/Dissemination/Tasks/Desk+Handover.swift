import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// Whoever has tasks and of whom nothing was heard for the policy's minutes hands them over to the next who has not had them. What
    /// everybody has had stays with the last: it has a name.
    func handOverSilent(_ draft: inout TaskDraft, after silence: Span, now: Moment) {
        let overdue = draft.book.open.filter { _, holding in
            now - max(holding.since, lastHeard[holding.holder] ?? holding.since) >= silence
        }
        guard !overdue.isEmpty else { return }
        let candidates = candidates(draft, now: now)
        var moves = Moves()
        for (item, holding) in overdue.sorted(by: { $0.value.order < $1.value.order }) {
            let untried = candidates.chain(of: item).filter { !holding.tried.contains($0) }
            let free = untried.filter { draft.room(of: $0) > moves.count(to: $0) }
            let next =
                free.first { !candidates.isSilent($0) } ?? free.first ?? candidates.lastResort.first { untried.contains($0) }
            guard let next else { continue }
            moves.add(item, from: holding.holder, to: next)
        }
        moves.apply(.silent, to: &draft)
    }

    /// What a head or duty officer has because nobody else had room goes to who walks there once they have done half of theirs.
    func handOverOverflow(_ draft: inout TaskDraft, now: Moment) {
        guard let roster = coverage.roster else { return }
        let leaders = Set(roster.staff.filter { $0.role == .head || $0.role == .duty }.map(\.pseudonym))
        let held = draft.book.open.filter { leaders.contains($0.value.holder) && $0.value.tried.count == 1 && !$0.value.isPinned }
        guard !held.isEmpty else { return }
        let candidates = candidates(draft, now: now)
        let rested = Set(roster.staff.map(\.pseudonym).filter { draft.room(of: $0) * 2 >= draft.limit })
        var moves = Moves()
        for (item, holding) in held.sorted(by: { $0.value.order < $1.value.order }) {
            let next = candidates.chain(of: item).first { staff in
                !leaders.contains(staff) && rested.contains(staff) && !candidates.isSilent(staff)
                    && draft.room(of: staff) > moves.count(to: staff)
            }
            if let next { moves.add(item, from: holding.holder, to: next) }
        }
        moves.apply(.room, to: &draft)
    }

    private func candidates(_ draft: TaskDraft, now: Moment) -> TaskCandidates {
        TaskCandidates(
            open: draft.open, roster: coverage.roster, onShift: coverage.roster.map { onShift($0, now: now) } ?? [])
    }

    /// Whether somebody has a door as a task.
    func holds(_ staff: Pseudonym, _ household: UInt32, of open: AlertCoverage) -> Bool {
        coverage.standsFor(open.accepted.alert).contains { tasks[$0]?.open[.door(household)]?.holder == staff }
    }

    /// What follows at once from what was found at a door: where the way is not safe or the register wrong, the head has it; who has to be
    /// carried is a call for help.
    func consequences(of line: DoorRecorded) -> [Entry] {
        switch line.result {
        case .unsafe: toHead(line, .unsafe)
        case .wrongEntry: toHead(line, .wrongEntry)
        case .needsCarrying where help[line.record] == nil:
            [
                .helpCalled(
                    HelpCalled(
                        record: line.record, by: line.by, need: .carrying, alert: line.alert, household: line.household,
                        to: heads(coverage.roster), far: line.far))
            ]
        default: []
        }
    }

    private func toHead(_ line: DoorRecorded, _ reason: TaskHandedOver.Reason) -> [Entry] {
        coverage.standsFor(line.alert).compactMap { alert -> Entry? in
            guard let open = coverage.alerts[alert], open.register.version == line.register,
                let holding = tasks[alert]?.open[.door(line.household)],
                let head = heads(coverage.roster).first(where: { $0 != holding.holder })
            else { return nil }
            return .taskHandedOver(
                TaskHandedOver(
                    alert: alert, from: holding.holder, to: head, list: TaskList(households: [line.household]), reason: reason))
        }
    }
}

/// Items that go from one person to another, gathered into lists.
private struct Moves {
    private struct Way: Hashable {
        var from: Pseudonym
        var to: Pseudonym
    }

    private var order: [Way] = []
    private var items: [Way: [TaskBook.Item]] = [:]
    private var counts: [Pseudonym: Int] = [:]

    func count(to staff: Pseudonym) -> Int { counts[staff] ?? 0 }

    mutating func add(_ item: TaskBook.Item, from: Pseudonym, to: Pseudonym) {
        let way = Way(from: from, to: to)
        if items[way] == nil { order.append(way) }
        items[way, default: []].append(item)
        counts[to, default: 0] += 1
    }

    func apply(_ reason: TaskHandedOver.Reason, to draft: inout TaskDraft) {
        for way in order { draft.handOver(items[way] ?? [], from: way.from, to: way.to, reason) }
    }
}
