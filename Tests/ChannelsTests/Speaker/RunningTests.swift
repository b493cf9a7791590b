import Alerts
import Community
import Dissemination
import Record
import Testing

@testable import Channels

/// What is worked out of a running channel of foreign loudspeakers: references, when it is asked, what waits for sound.
@Suite struct RunningTests {
    private let delivery = DeliveryID(rawValue: 0x9f86_d081_884c_7d65)
    private let start = Moment(milliseconds: 1_782_885_785_000)

    @Test func referencesComeBackAsTheyWent() {
        for failures in [0, 1, 12] {
            let reference = SpeakerReference(delivery, failures: failures)
            #expect(SpeakerReference(reference.description) == reference)
        }
        #expect(SpeakerReference(delivery, failures: 0).description == "9f86d081884c7d65")
        for text in [
            "", "9f86d081884c7d6", "9f86d081884c7d65-", "9f86d081884c7d65-0", "9f86d081884c7d65-01", "x-1",
            "9f86d081884c7d65-1-1",
        ] {
            #expect(SpeakerReference(text) == nil, "\(text)")
        }
    }

    private func order(_ stage: Stage = .dispatched, since: Moment? = nil) -> AwaitedOrder {
        AwaitedOrder(
            delivery: delivery, channel: .loudspeaker, device: "ls-1", failures: 0, stage: stage, isWithdrawn: false,
            since: since ?? start)
    }

    /// The seconds at which an order is asked for when it is looked every half second.
    private func asked(_ seconds: ClosedRange<Int>, _ stage: (Int) -> Stage = { _ in .dispatched }) -> [Double] {
        var schedule = InquirySchedule(.init(firstSeconds: 2, longestSeconds: 10))
        var asked: [Double] = []
        for half in seconds.lowerBound * 2...seconds.upperBound * 2 {
            let now = start + .milliseconds(Int64(half) * 500)
            for due in schedule.due([order(stage(half / 2))], at: now) {
                schedule.noteAsked(due, at: now)
                asked.append(Double(half) / 2)
            }
        }
        return asked
    }

    @Test func askedSoonThenEverLessOftenAndSoonAgainWhenSomethingIsNew() {
        #expect(asked(0...40) == [2, 6, 14, 24, 34])
        #expect(asked(0...26) { $0 < 15 ? .dispatched : .delivered } == [2, 6, 14, 17, 21])
    }

    @Test func whatWentOutLongAgoIsAskedAtOnceAfterARestartAndNoMoreAfterADay() {
        var schedule = InquirySchedule(nil)
        #expect(schedule.due([order(since: start - .hours(2))], at: start).count == 1)
        #expect(schedule.due([order(since: start - .hours(24))], at: start).isEmpty)
    }

    private func dispatch(_ number: UInt64, _ action: Action = .present) -> Dispatch {
        Dispatch(
            alert: AlertID(rawValue: 1), channel: .loudspeaker, endpoint: "ls-\(number)", delivery: DeliveryID(rawValue: number),
            action: action, expires: start + .hours(1), priority: 1)
    }

    @Test func commandsWaitForSoundButNoLongerThanASecond() {
        var held = HeldDispatches()
        #expect(
            held.pass([dispatch(1), dispatch(2, .withdraw)], limit: 9, at: start) { $0.action == .present }.map(\.endpoint) == [
                "ls-2"
            ])
        #expect(held.count == 1)
        #expect(held.pass([], limit: 9, at: start + .milliseconds(999)) { _ in true }.isEmpty)
        #expect(held.pass([], limit: 9, at: start + .seconds(1)) { _ in true }.map(\.endpoint) == ["ls-1"])
        #expect(held.isEmpty)
    }

    @Test func whatIsReadyGoesAsFarAsThereIsRoomAndNothingAfterItsWithdrawal() {
        var held = HeldDispatches()
        _ = held.pass((1...3).map { dispatch($0) }, limit: 9, at: start) { _ in true }
        #expect(held.pass([dispatch(2, .withdraw)], limit: 2, at: start) { _ in false }.map(\.endpoint) == ["ls-1", "ls-3"])
        #expect(held.pass([], limit: 2, at: start) { _ in false }.map(\.action) == [.withdraw])
    }
}
