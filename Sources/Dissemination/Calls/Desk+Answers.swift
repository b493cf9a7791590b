import Alerts
import Community
import Coverage
import Record

extension Desk {
    /// A confirmation from a phone is the answer of whoever is called on it, for its alert and those that it stands for.
    func answers(by receipt: ReceiptAccepted, _ means: AnswerMeans) -> [Entry] {
        guard receipt.stage == .confirmed, let phone = Pseudonym(receipt.endpoint) else { return [] }
        return coverage.standsFor(receipt.alert).compactMap { coverage.alerts[$0] }.flatMap { open in
            open.calls.callees(on: phone).filter { !open.calls.hasAnswered($0) }.flatMap { staff in
                answered(
                    open,
                    CallAnswered(
                        alert: open.accepted.alert, callee: staff, means: means, delivery: receipt.delivery, far: receipt.far,
                        moment: receipt.moment), role: open.calls.call(of: staff)?.callee.role)
            }
        }
    }

    /// Somebody answers by another way.
    func decide(_ answer: IncomingAnswer, now: Moment) -> [Entry] {
        let alerts =
            answer.alerts.isEmpty
            ? coverage.order.filter { coverage.alerts[$0].map { $0.isRunning && isConcerned(answer.by, $0) } ?? false }
            : answer.alerts
        return alerts.flatMap { alert -> [Entry] in
            guard let open = coverage.alerts[alert], open.goesToPeople, let member = member(answer.by, open) else { return [] }
            // A second answer says nothing new, unless it reports something.
            guard !open.calls.hasAnswered(answer.by) || answer.reported != nil else { return [] }
            guard case .keep(let moment) = moment(of: answer.origin, open, now: now) else { return [] }
            return answered(
                open,
                CallAnswered(
                    alert: alert, callee: answer.by, means: answer.means, reported: answer.reported, far: answer.origin.at,
                    moment: moment, late: answer.origin.isTypedIn ? true : nil, form: answer.origin.form,
                    enteredBy: answer.origin.enteredBy), role: member.role)
        }
    }

    private func isConcerned(_ staff: Pseudonym, _ open: AlertCoverage) -> Bool {
        open.calls.call(of: staff) != nil || open.placesInTarget.contains { $0.receivers.contains(staff) }
    }

    /// The lines of an answer; a duty officer's is the acknowledgement of the alert, too.
    func answered(_ open: AlertCoverage, _ line: CallAnswered, role: StaffRole?) -> [Entry] {
        guard role == .duty, open.calls.duty == nil else { return [.callAnswered(line)] }
        let acknowledged = DutyAcknowledged(alert: line.alert, by: line.callee, means: line.means, moment: line.moment)
        return [.callAnswered(line), .dutyAcknowledged(acknowledged)]
    }

    /// Who sends what they found at doors over their link has the warning.
    func answers(by door: DoorRecorded) -> [Entry] {
        guard door.late != true else { return [] }
        return coverage.standsFor(door.alert).compactMap { coverage.alerts[$0] }.filter { open in
            open.calls.call(of: door.by) != nil && !open.calls.hasAnswered(door.by)
        }.flatMap { open in
            answered(
                open,
                CallAnswered(
                    alert: open.accepted.alert, callee: door.by, means: .link, far: door.far, moment: door.moment),
                role: open.calls.call(of: door.by)?.callee.role)
        }
    }

    /// A call for help goes to the heads and the street at once.
    func decide(_ help: IncomingHelp) -> [Entry] {
        guard self.help[help.record] == nil, let roster = coverage.roster,
            roster.staff.contains(where: { $0.pseudonym == help.by })
        else { return [] }
        let open = help.alert.flatMap { coverage.alerts[$0] }
        let household = help.household.flatMap { open?.household($0) }
        return [
            .helpCalled(
                HelpCalled(
                    record: help.record, by: help.by, need: help.need, alert: open?.accepted.alert, household: household,
                    to: heads(roster), far: help.at))
        ]
    }
}
