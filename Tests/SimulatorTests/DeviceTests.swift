import Alerts
import Simulation
import Testing

/// What one device does, step by step. The text has ten characters, played twice at five a second with half a second between:
/// a play lasts 4.5 s.
@Suite struct DeviceTests {
    private let now = Commands.epoch
    private let withdrawal = DeviceCommand(action: .withdraw, delivery: "d1")
    private let report = DeviceCommand(action: .report)

    private func loudspeaker(isMute: Bool = false, skew: Span = .zero) -> Device {
        Device(
            DeviceDescription(device: "ls-01", channel: .loudspeaker), traits: DeviceTraits(clockSkew: skew, isMute: isMute))
    }

    private func display() -> Device { Device(DeviceDescription(device: "dp-01", channel: .display), traits: DeviceTraits()) }

    @Test func playsToTheEndAndSaysSo() {
        var device = loudspeaker()
        #expect(device.receive(Commands.present("d1"), at: now).words == ["delivered d1", "began d1"])
        #expect(device.nextDue == now + 4500)
        #expect(device.advance(to: now + 4499).isEmpty)
        let end = device.advance(to: now + 6000)
        let playing = Receipt.Playing(startedAt: now, endedAt: now + 4500, plays: 2)
        #expect(end == [.answer(Receipt(delivery: "d1", stage: .presented, at: now + 4500, playing: playing))])
        #expect(!device.isBusy)
    }

    @Test func repeatedCommandPlaysOnceAndIsAnsweredEachTime() {
        var device = loudspeaker()
        _ = device.receive(Commands.present("d1"), at: now)
        #expect(device.receive(Commands.present("d1"), at: now + 100).words == ["delivered d1"])
        let presented = device.advance(to: now + 4500)
        #expect(device.receive(Commands.present("d1"), at: now + 9000) == presented)
        #expect(device.advance(to: now + 60_000).isEmpty)
    }

    @Test func redGoesBeforeBlueAndNothingOverlaps() {
        var device = loudspeaker()
        _ = device.receive(Commands.present("blue", priority: 4), at: now)
        _ = device.receive(Commands.present("yellow", priority: 3), at: now + 1)
        _ = device.receive(Commands.present("red", priority: 1), at: now + 2)
        _ = device.receive(Commands.present("red2", priority: 1), at: now + 3)
        let words = device.advance(to: now + 60_000).words
        #expect(
            words == [
                "presented blue", "began red", "presented red", "began red2", "presented red2", "began yellow",
                "presented yellow",
            ])
    }

    @Test func withdrawalStopsThePlayForGood() {
        var device = loudspeaker()
        _ = device.receive(Commands.present("d1"), at: now)
        _ = device.receive(Commands.present("d2", priority: 2), at: now)
        #expect(device.receive(withdrawal, at: now + 1000).words == ["interrupted d1", "withdrawn d1", "began d2"])
        #expect(device.receive(Commands.present("d1"), at: now + 2000).words == ["withdrawn d1"])
        #expect(device.receive(withdrawal, at: now + 3000).words == ["withdrawn d1"])
        #expect(device.advance(to: now + 60_000).words == ["presented d2"])
    }

    @Test func withdrawalThatOvertakesItsCommandHolds() {
        var device = loudspeaker()
        #expect(device.receive(withdrawal, at: now).words == ["withdrawn d1"])
        #expect(device.receive(Commands.present("d1"), at: now + 10).words == ["withdrawn d1"])
        #expect(!device.isBusy)
    }

    @Test func powerCutBeginsThePlayAgain() {
        var device = loudspeaker()
        _ = device.receive(Commands.present("d1"), at: now)
        #expect(device.losePower(at: now + 1000).words == ["interrupted d1"])
        #expect(device.receive(Commands.present("d2"), at: now + 1500).isEmpty)
        #expect(device.advance(to: now + 9000).isEmpty)
        #expect(device.regainPower(at: now + 10_000).words == ["began d1"])
        #expect(device.receive(report, at: now + 11_000).words == ["delivered d1"])
        let end = device.advance(to: now + 60_000)
        let playing = Receipt.Playing(startedAt: now + 10_000, endedAt: now + 14_500, plays: 2)
        #expect(end == [.answer(Receipt(delivery: "d1", stage: .presented, at: now + 14_500, playing: playing))])
    }

    @Test func powerCutAfterTheExpiryPlaysNothing() {
        var device = loudspeaker()
        _ = device.receive(Commands.present("d1", expires: now + 5000), at: now)
        _ = device.losePower(at: now + 1000)
        #expect(device.regainPower(at: now + 6000).words == ["failed d1 expired"])
    }

    @Test func displayShowsAgainAfterPower() {
        var device = display()
        _ = device.receive(Commands.present("d1"), at: now)
        _ = device.receive(Commands.present("d2", expires: now + 5000), at: now)
        #expect(device.advance(to: now + 1000).words == ["presented d1", "began d2", "presented d2"])
        _ = device.losePower(at: now + 2000)
        #expect(device.regainPower(at: now + 6000).words == ["shown again d1"])
        _ = device.receive(withdrawal, at: now + 7000)
        _ = device.losePower(at: now + 8000)
        #expect(device.regainPower(at: now + 9000).isEmpty)
    }

    @Test func expiredIsRefusedOnceAndForAll() {
        var device = loudspeaker()
        let late = Commands.present("d1", expires: now - .milliseconds(1))
        #expect(device.receive(late, at: now).words == ["failed d1 expired"])
        #expect(device.receive(late, at: now).words == ["failed d1 expired"])
        _ = device.receive(Commands.present("long", priority: 1), at: now)
        _ = device.receive(Commands.present("waits", priority: 2, expires: now + 1000), at: now)
        #expect(device.advance(to: now + 60_000).words == ["presented long", "failed waits expired"])
    }

    @Test func checkIsSilentAndReportAnswersForEverything() {
        var device = loudspeaker()
        #expect(device.receive(DeviceCommand(action: .check, delivery: "c1", text: ""), at: now).words == ["delivered c1"])
        #expect(!device.isBusy)
        _ = device.receive(Commands.present("d1"), at: now)
        _ = device.advance(to: now + 5000)
        _ = device.receive(Commands.present("d2"), at: now + 5000)
        #expect(device.receive(report, at: now + 5001).words == ["delivered c1", "presented d1", "delivered d2"])
    }

    @Test func brokenDeviceSaysDeliveredAndThenFault() {
        var device = loudspeaker(isMute: true)
        #expect(device.receive(Commands.present("d1"), at: now).words == ["delivered d1", "failed d1 fault", "broke amplifier"])
        #expect(device.receive(Commands.present("d2"), at: now).words == ["delivered d2", "failed d2 fault"])
        #expect(device.receive(DeviceCommand(action: .check, delivery: "c1"), at: now).words == ["delivered c1"])
        #expect(device.faults == ["amplifier"])
    }

    @Test func ownClockStampsEverything() {
        var device = loudspeaker(skew: .seconds(-90))
        _ = device.receive(Commands.present("d1"), at: now)
        let playing = Receipt.Playing(startedAt: now + -90_000, endedAt: now + -85_500, plays: 2)
        #expect(
            device.advance(to: now + 4500)
                == [.answer(Receipt(delivery: "d1", stage: .presented, at: now + -85_500, playing: playing))])
    }

    @Test(
        arguments: [
            (Status.actual, "大雨", nil, 2), (.exercise, "大雨", .drill, 7), (.exercise, "这是演练大雨", .drill, 6),
            (.test, "大雨", .test, 7),
            (.system, "", .test, 5),
        ] as [(Status, String, Announcement.Mark?, Int)])
    func whatIsNotRealIsMarked(_ status: Status, _ text: String, _ mark: Announcement.Mark?, _ characters: Int) {
        let announcement = Announcement(DeviceCommand(action: .present, delivery: "d1", status: status, text: text))
        #expect(announcement.mark == mark)
        #expect(announcement.characters == characters)
    }
}
