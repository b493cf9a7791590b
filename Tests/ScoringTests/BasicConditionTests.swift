import Alerts
import Community
import Record
import Testing

@testable import Scoring

@Suite("Basic condition (二)")
struct BasicConditionTests {
    /// A loudspeaker and a sound van are two paths; nobody has tested ways by phone yet.
    private func withTwoPaths() -> Scenario {
        var scenario = Scenario()
        scenario.scoring.paths.value["display"] = "screen"
        scenario.scoring.paths.changed = ChangedBy(by: "某县", date: date("2026-06-01"), reason: "户内屏")
        let test = DeviceTested(device: Scenario.screen, how: "heard", passed: true, detail: nil)
        scenario.extra = [("2026-09-20T11:00:00+08:00", .deviceTested(test))]
        return scenario
    }

    @Test("Two tested paths and a full drill that reached everybody meet it")
    func met() throws {
        let condition = try withTwoPaths().assess().basicCondition
        #expect(condition.verdict == .met && condition.reason == nil)
        #expect(condition.id == "一(二)" && condition.text == "有预警信息发布渠道，预警信息覆盖率100%")
    }

    @Test("One path is not enough, and the households are counted")
    func onePath() throws {
        let condition = try Scenario().assess().basicCondition
        #expect(condition.verdict == .notMet)
        #expect(condition.reason?.contains("1800户不足2条") ?? false)
    }

    @Test("Whoever was late by the deadline but reached within a day is covered")
    func late() throws {
        var scenario = withTwoPaths()
        scenario.drill.lateHouseholds = 5
        let assessment = try scenario.assess()
        #expect(assessment.basicCondition.verdict == .met)
        #expect(assessment.suggested == 0)
    }

    @Test("A household that nobody reached fails it")
    func missing() throws {
        var scenario = withTwoPaths()
        scenario.drill.missingHouseholds = 1
        scenario.drill.lateHouseholds = 1
        let condition = try scenario.assess().basicCondition
        #expect(condition.verdict == .notMet)
        #expect(condition.reason?.contains("尚有1户未覆盖") ?? false)
    }

    @Test("The latest full event decides, and one over six months old decides nothing")
    func tooOld() throws {
        var scenario = withTwoPaths()
        scenario.hasAlert = false
        scenario.shifts = []
        let assessment = try scenario.assess(to: "2027-02-09", now: "2027-02-10T00:00:00+08:00")
        #expect(assessment.basicCondition.verdict == .notMet)
        let later = try scenario.assess(to: "2027-02-10", now: "2027-02-11T00:00:00+08:00")
        #expect(later.basicCondition.verdict == .insufficient)
        #expect(later.basicCondition.reason?.contains("已过184天") ?? false)
    }

    @Test("What no score can rest on, no verdict can either")
    func insufficient() throws {
        var scenario = withTwoPaths()
        scenario.checked = "2026-01-01"
        #expect(try scenario.assess().basicCondition.verdict == .insufficient)
        scenario = withTwoPaths()
        scenario.hasAlert = false
        scenario.holdsDrill = false
        let condition = try scenario.assess().basicCondition
        #expect(condition.verdict == .insufficient)
        #expect(condition.reason?.hasPrefix("依据不足：没有全员预警或演练") ?? false)
    }
}
