import Alerts
import Community
import Record

/// One entry of each type that tells what people say and do, with every member that it can have.
enum FieldSamples {
    private static let at = SampleEntries.at
    private static let alert = AlertID(rawValue: 0x9f86_d081_884c_7d65)
    private static let worker = Pseudonym(rawValue: 0x0123_4567_89ab_cdef)
    private static let other = Pseudonym(rawValue: 0xA1)
    private static let record = RecordID(rawValue: 0xD001)

    static let all: [Entry] = doors + calls + tasks + links

    private static let links: [Entry] = [
        .linkIssued(LinkIssued(link: LinkID(rawValue: 0xC1), staff: worker, until: at + .hours(12))),
        .linkBound(LinkBound(link: LinkID(rawValue: 0xC1), browser: LinkID(rawValue: 0xB1))),
        .linkRevoked(LinkRevoked(link: LinkID(rawValue: 0xC1), by: other)),
    ]

    private static let doors: [Entry] = [
        .doorRecorded(
            DoorRecorded(
                alert: alert, record: record, register: 1, household: 1, by: worker, result: .helper, whom: .carer,
                persons: [Pseudonym(rawValue: 5)], far: at - .seconds(2), moment: at - .seconds(2), late: true, form: "F5-12",
                enteredBy: other, corrects: RecordID(rawValue: 0xD000))),
        .roundRecorded(
            RoundRecorded(
                alert: alert, record: RecordID(rawValue: 0xD002), by: worker, means: .gong, buildings: [Pseudonym(rawValue: 2)],
                startedAt: at - .minutes(5), endedAt: at, moment: at, late: true, form: "F2-3", enteredBy: other,
                corrects: record)),
        .recordVoided(RecordVoided(alert: alert, record: record, by: worker)),
        .recordRefused(RecordRefused(alert: alert, record: record, by: worker, reason: .tooLate, form: "F5-13")),
    ]

    private static let calls: [Entry] = [
        .callPlanned(
            CallPlanned(
                alert: alert,
                callees: [
                    Callee(staff: worker, role: .grid, phone: Pseudonym(rawValue: 0xF001)),
                    Callee(staff: other, role: .helper, phone: nil, standsFor: worker),
                ])),
        .callStepped(CallStepped(alert: alert, callee: worker, step: .substitute, to: [other])),
        .callAnswered(
            CallAnswered(
                alert: alert, callee: worker, means: .reply,
                delivery: DeliveryID(alert: alert, action: .present, channel: .sms, endpoint: "000000000000f001"),
                reported: CalleeReport(state: .moving, households: 3, residents: 8), far: at - .seconds(1), moment: at,
                late: true,
                form: "F3-1", enteredBy: other)),
        .dutyAcknowledged(DutyAcknowledged(alert: alert, by: worker, means: .tap, moment: at)),
        .helpCalled(
            HelpCalled(record: record, by: worker, need: .carrying, alert: alert, household: 1, to: [other], far: at)),
        .helpTaken(HelpTaken(record: record, by: other)),
    ]

    private static let tasks: [Entry] = [
        .taskAssigned(
            TaskAssigned(
                alert: alert, to: worker,
                list: TaskList(households: [7, 1], places: [Pseudonym(rawValue: 6)], buildings: [Pseudonym(rawValue: 2)]),
                means: .whistle, by: other)),
        .taskClosed(TaskClosed(alert: alert, list: TaskList(households: [7]), cause: .result, by: worker)),
        .taskHandedOver(
            TaskHandedOver(alert: alert, from: worker, to: other, list: TaskList(households: [1]), reason: .silent)),
    ]
}
