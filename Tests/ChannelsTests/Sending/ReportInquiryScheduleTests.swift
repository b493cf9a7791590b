import Alerts
import Coverage
import Dissemination
import Record
import Testing

@testable import Channels

/// When gateways are asked about messages without a report.
@Suite struct ReportInquiryScheduleTests {
    private let rules = Policy.Inquiry(firstSeconds: 120, longestSeconds: 3600, hours: 72)
    private let message = UnreportedMessage(
        delivery: DeliveryID(rawValue: 7), gateway: "sms-1", reference: "r", since: .epoch)

    @Test func questionsComeFirstSoonAndThenEachTimeAfterAsLongAgain() {
        var schedule = ReportInquirySchedule()
        var asked: [Int64] = []
        for second in stride(from: Int64(0), through: 4 * 3600, by: 10) {
            let now = Moment.epoch + .seconds(second)
            for due in schedule.due([message], rules: rules, at: now) {
                schedule.note(due, at: now)
                asked.append(second)
            }
        }
        #expect(asked == [120, 240, 480, 960, 1920, 3840, 7440, 11_040])
    }

    @Test func whatWasReportedIsForgottenAndBeginsAnew() {
        var schedule = ReportInquirySchedule()
        schedule.note(message, at: .epoch + .seconds(120))
        #expect(schedule.due([message], rules: rules, at: .epoch + .seconds(130)).isEmpty)
        #expect(schedule.due([], rules: rules, at: .epoch + .seconds(131)).isEmpty)
        #expect(schedule.due([message], rules: rules, at: .epoch + .seconds(132)) == [message])
    }
}
