import Alerts
import Community
import Record

/// One entry of each type that people at the console make besides alerts, with every member that it can have.
enum DeskSamples {
    private static let person = Pseudonym(rawValue: 0xA1)

    static let all: [Entry] = [
        .dutyWoken(
            DutyWoken(
                alert: AlertID(rawValue: 0x9f86_d081_884c_7d65), staff: person, channel: .voice, gateway: "voice-1",
                reference: "call-7", failed: .busy)),
        .drillSignedIn(DrillSignedIn(drill: "2026-summer", group: .resident, count: 120, grid: "g1", by: person)),
        .drillFaulted(DrillFaulted(drill: "2026-summer", kind: .device, detail: "3号喇叭无声，已报修", by: person)),
        .drillClosed(DrillClosed(drill: "2026-summer", by: person)),
        .formIssued(FormIssued(form: 5, first: 12, count: 3, grid: "g1", by: person)),
        .deviceMuted(DeviceMuted(device: "ls-07", reason: "啸叫", until: SampleEntries.at + .hours(4), by: person)),
    ]
}
