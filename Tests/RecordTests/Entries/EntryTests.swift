import Alerts
import Community
import Foundation
import Testing

@testable import Record

/// The lines that outsiders read: their form is frozen.
@Suite struct EntryTests {
    private static let zone = TimeZone(identifier: "Asia/Shanghai")!
    private static let golden = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden.jsonl")

    private func lines(_ entries: [Entry], zone: TimeZone = EntryTests.zone) throws -> JournalLines {
        var codec = EntryCodec(zone: zone)
        var lines = JournalLines(first: 0)
        for entry in entries { try codec.append(entry, at: SampleEntries.at, to: &lines) }
        return lines
    }

    private func read(_ lines: JournalLines) throws -> [Entry?] {
        let codec = EntryCodec(zone: .gmt)
        var entries: [Entry?] = []
        try lines.forEach { _, line in
            let view = try EnvelopeView(line)
            let type = String(decoding: UnsafeRawBufferPointer(rebasing: line[view.type]), as: UTF8.self)
            entries.append(try codec.entry(type: type, data: UnsafeRawBufferPointer(rebasing: line[view.data])))
        }
        return entries
    }

    @Test("There is a sample of every type")
    func samples() {
        let names = Set(SampleEntries.all.map { EntryType.parts(of: $0).name })
        #expect(names.count == 70, "a type without a sample is a type without a frozen form")
    }

    @Test(
        "Every entry reads back as what it was, from lines in any zone", arguments: ["Asia/Shanghai", "UTC", "America/St_Johns"])
    func roundTrip(zone: String) throws {
        #expect(try read(lines(SampleEntries.all, zone: TimeZone(identifier: zone)!)) == SampleEntries.all)
    }

    /// Run with `TOCSIN_RECORD_GOLDEN=1` to record the form anew; outsiders' readers then have to follow.
    @Test("The form of every line is frozen")
    func frozen() throws {
        let bytes = try lines(SampleEntries.all).bytes
        if ProcessInfo.processInfo.environment["TOCSIN_RECORD_GOLDEN"] == "1" { try Data(bytes).write(to: Self.golden) }
        let recorded = try String(contentsOf: Self.golden, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let written = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(recorded.count == written.count)
        for (recorded, written) in zip(recorded, written) { #expect(recorded == written) }
    }

    @Test("Lines of old journals, without members that were added since, are read")
    func withoutOptionals() throws {
        let data = Array(
            #"{"alert":"0000000000000001","delivery":"0000000000000002","channel":"display","endpoint":"d","moment":"2026-07-01T14:03:05Z","more":[1]}"#
                .utf8)
        let entry = try data.withUnsafeBytes { try EntryCodec(zone: .gmt).entry(type: "receipt.accepted", data: $0) }
        guard case .receiptAccepted(let receipt)? = entry else {
            Issue.record("it is not read as a receipt")
            return
        }
        #expect(receipt.stage == nil && receipt.endpoint == "d")
    }

    @Test("A type from later versions is passed over")
    func unknownType() throws {
        let entry = try Array("{}".utf8).withUnsafeBytes { try EntryCodec(zone: .gmt).entry(type: "later.type", data: $0) }
        #expect(entry == nil)
    }

    @Test("Data that does not fit its type is an error", arguments: SampleEntries.all.map { EntryType.parts(of: $0).name })
    func misfit(type: String) {
        #expect(throws: (any Error).self) {
            try Array(#"[1]"#.utf8).withUnsafeBytes { try EntryCodec(zone: .gmt).entry(type: type, data: $0) }
        }
    }

    @Test("No line holds what would name a person or a place")
    func noNames() throws {
        let text = String(decoding: try lines(SampleEntries.all).bytes, as: UTF8.self)
        for member in ["sender", "senderName", "address", "person", "longitude", "latitude"] {
            #expect(!text.contains("\"\(member)\":\""), "\(member)")
        }
        let pseudonym = try Regex("[0-9a-f]{16}\"")
        for member in ["household", "phone"] {
            let values = text.components(separatedBy: "\"\(member)\":\"").dropFirst()
            #expect(!values.isEmpty && values.allSatisfy { $0.prefixMatch(of: pseudonym) != nil }, "\(member) is a pseudonym")
        }
        #expect(text.contains(#""household":"0000000000000008""#), "an excluded home stands there by its pseudonym")
    }

    // MARK: receipts by hand

    private func receipt(_ random: inout Seeded) -> ReceiptAccepted {
        func chance() -> Bool { Bool.random(using: &random) }
        func moment() -> Moment {
            Moment(milliseconds: Int64.random(in: -62_167_219_200_000...253_402_300_799_999, using: &random))
        }
        return ReceiptAccepted(
            alert: AlertID(rawValue: .random(in: 0 ... .max, using: &random)),
            delivery: DeliveryID(rawValue: .random(in: 0 ... .max, using: &random)),
            channel: Channel.allCases.randomElement(using: &random) ?? .sms, endpoint: chance() ? "ls-1" : "A.b_c-9",
            stage: chance() ? Stage.allCases.randomElement(using: &random) : nil,
            claimed: chance() ? Stage.allCases.randomElement(using: &random) : nil,
            failed: chance() ? FailureReason.allCases.randomElement(using: &random) : nil, withdrawn: chance() ? chance() : nil,
            far: chance() ? moment() : nil, moment: moment(), startedAt: chance() ? moment() : nil,
            endedAt: chance() ? moment() : nil, plays: chance() ? Int.random(in: -5...2000, using: &random) : nil,
            by: chance() ? Pseudonym(rawValue: .random(in: 0 ... .max, using: &random)) : nil)
    }

    @Test("A receipt written by hand has the bytes of the general writer, and reads the same both ways", arguments: 0..<8)
    func receiptLine(seed: UInt64) throws {
        var random = Seeded(seed)
        let zone = TimeZone(secondsFromGMT: Int.random(in: -12...14, using: &random) * 3600)!
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        for _ in 0..<250 {
            let receipt = receipt(&random)
            var bytes: [UInt8] = []
            ReceiptLine(offsetMinutes: zone.secondsFromGMT() / 60).append(receipt, to: &bytes)
            let general = try encoder.encode(receipt)
            #expect(bytes == Array(general), "seed \(seed)")
            let decoded = try JSONDecoder().decode(ReceiptAccepted.self, from: general)
            if let read = bytes.withUnsafeBytes({ ReceiptLine.read($0) }) { #expect(read == decoded, "seed \(seed)") }
            if receipt.plays.map({ $0 >= 0 }) ?? true {
                #expect(bytes.withUnsafeBytes { ReceiptLine.read($0) } == decoded, "seed \(seed)")
            }
        }
    }

    @Test("A receipt line cut off or changed at any byte is never misread", arguments: 0..<3)
    func damagedReceipt(seed: UInt64) throws {
        var random = Seeded(seed)
        var bytes: [UInt8] = []
        ReceiptLine(offsetMinutes: 480).append(SampleEntries.receipt, to: &bytes)
        for cut in 0..<bytes.count { #expect(bytes[..<cut].withUnsafeBytes { ReceiptLine.read($0) } == nil) }
        for _ in 0..<2000 {
            var changed = bytes
            changed[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            guard let read = changed.withUnsafeBytes({ ReceiptLine.read($0) }) else { continue }
            let general = try? JSONDecoder().decode(ReceiptAccepted.self, from: Data(changed))
            #expect(general == nil || read == general, "seed \(seed)")
        }
    }

    @Test(
        "Times at the edge of what can be written do not stop the journal",
        arguments: [
            "0000-01-01T00:00:00+14:00", "0000-01-01T00:00:00-12:00", "9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59.999Z",
        ])
    func edgeTimes(text: String) throws {
        var receipt = SampleEntries.receipt
        receipt.far = Timestamp(text)?.moment
        for zone in ["Asia/Shanghai", "UTC", "America/St_Johns"] {
            let back = try read(lines([.receiptAccepted(receipt)], zone: TimeZone(identifier: zone)!))
            #expect(back.count == 1 && back[0] != nil)
        }
    }
}
