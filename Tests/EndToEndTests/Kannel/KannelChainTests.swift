import Foundation
import Glibc
import Record
import Simulation
import TestSupport
import Testing

/// Messages over a real Kannel to phones behind the simulator's SMSC, from the alert to the figures: what every phone really got is held
/// against what the journal says.
@Suite(.serialized) struct KannelChainTests {
    private static let instruction =
        "低洼处和河道两边的居民请立即转移到社区服务中心三楼；地下室和地下车库里的人请马上离开，不要返回取物，不要涉水，不要开车经过积水的路；"
        + "家里有老人、孩子和病人的请先带他们走，走不动的请打电话给楼长；转移时关好电闸和燃气，带好药品、手电和身份证件；到达以后请向登记处报到。"

    /// Reports of every kind, and none; replies of every kind; texts of one segment and of several: each phone does what its last two digits
    /// say.
    @Test(arguments: [1, 4]) func journalSaysWhatBecameOfEveryPhone(segments: Int) async throws {
        let texting = try await KannelTexting(households: 230, segments: segments)
        let village = texting.village
        defer { village.remove() }
        let service = try await village.installation.serveReady(environment: texting.environment)
        let smsc = try await texting.smsc(["--behaviour-by-digits"])
        let kannel = try await texting.kannel { $0.waitAckSeconds = 3 }
        let watch = JournalWatch(village.installation.data)
        let alert = try await texting.warn("kannel-digits", instruction: Self.instruction)
        let planned = try await watch.plannedPhones(of: alert.id)
        let expected = KannelOutcome.counts(try texting.numbers(), segments: segments)
        try await eventually(
            "every report is in", within: 120,
            standing: { "\(KannelOutcome.counts(MessageLines(watch.lines, alert: alert.id), of: planned)), not \(expected)" }
        ) {
            try watch.catchUp()
            return KannelOutcome.counts(MessageLines(watch.lines, alert: alert.id), of: planned) == expected
        }
        let replies = try await repliesByMeaning(texting, watch)
        #expect(service.ending == nil)
        await kannel.stop()
        #expect(await smsc.stop() == .exited(0), "\(village.text("smsc.log").suffix(2000))")
        let shown = try JSONValue(text: try await village.tocsin(["coverage", alert.id, "--json"]).output)
        #expect(await service.stop() == .exited(0))

        try watch.catchUp()
        let lines = MessageLines(watch.lines, alert: alert.id)
        let account = try texting.account()
        let phones = account.phones.filter { !$0.messages.isEmpty || !$0.refused.isEmpty }
        #expect(phones.count == planned.count && lines.dispatched.count == planned.count, "Kannel takes them all")
        #expect(KannelOutcome.counts(lines, of: planned) == KannelOutcome.counts(phones.map(\.phone), segments: segments))
        #expect(lines.confirmed.count == replies["confirms"])
        expectTexts(phones, segments: segments)
        expectFigures(shown, texting, account)
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    /// Every reply is in the journal as what it means: 1 and 收到, 退订, and words that mean nothing.
    private func repliesByMeaning(_ texting: KannelTexting, _ watch: JournalWatch) async throws -> [String: Int] {
        let digits = Dictionary(grouping: try texting.numbers(), by: \.lastTwo).mapValues(\.count)
        let expected = [
            "confirms": digits[11, default: 0] + digits[14, default: 0], "unsubscribes": digits[15, default: 0],
            "unknown": digits[16, default: 0],
        ]
        func replies() -> [String: Int] {
            Dictionary(grouping: watch.lines.filter { $0.type == "reply.received" }) { $0.data["meaning"].text ?? "" }
                .mapValues(\.count)
        }
        try await eventually("every reply is in", within: 60, standing: { "\(replies()), not \(expected)" }) {
            try watch.catchUp()
            return replies() == expected
        }
        return expected
    }

    private func expectTexts(_ phones: [PhoneAccount], segments: Int) {
        // A few households are written to in another language.
        let messages = phones.flatMap(\.arrived).filter { $0.text?.contains("发布") == true }
        #expect(messages.count > phones.flatMap(\.arrived).count * 9 / 10)
        #expect(messages.allSatisfy { $0.segments == Self.segments(of: $0.text ?? "") && $0.segmentsArrived == $0.segments })
        #expect(messages.allSatisfy { segments > 1 ? $0.segments > 2 : $0.segments == 1 })
        #expect(messages.allSatisfy { $0.text?.contains(Self.instruction) == (segments > 1) })
        #expect(Set(messages.map(\.text)).count == 1)
        let text = messages.first?.text
        #expect(text?.hasPrefix("【示例社区】示例市气象台") == true && text?.hasSuffix("回复1确认收到。") == true)
    }

    /// By the rule of UCS-2: 70 in one, 67 in each of several.
    private static func segments(of text: String) -> Int { text.utf16.count <= 70 ? 1 : (text.utf16.count + 66) / 67 }

    private func expectFigures(_ shown: JSONValue, _ texting: KannelTexting, _ account: GatewayAccount) {
        let covered = try? texting.covered(account)
        #expect(shown["covered"]["households"].integer == covered?.households)
        #expect(shown["covered"]["residents"].integer == covered?.residents)
        let unreported = try? texting.unreported(account)
        #expect(shown["unknown"]["households"].integer == unreported)
    }
}
