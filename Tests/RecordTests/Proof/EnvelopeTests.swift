import Alerts
import Foundation
import Record
import Testing

@Suite struct EnvelopeTests {
    private static let at = Timestamp(moment: Moment(milliseconds: 1_782_885_785_120), offsetMinutes: 480)

    private static func line(_ seq: Int, _ data: String) -> [UInt8] {
        var bytes: [UInt8] = []
        Envelope.append(seq: seq, at: at, type: "alert.accepted", to: &bytes) { $0 += Array(data.utf8) }
        return bytes
    }

    private static func parse(_ bytes: [UInt8], depth: EnvelopeView.Depth = .whole) throws(EnvelopeError) -> EnvelopeView {
        // The line is put where nothing but itself may be read, so that an address sanitizer sees a step too far.
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { copy.deallocate() }
        copy.copyBytes(from: bytes)
        return try EnvelopeView(UnsafeRawBufferPointer(copy), depth: depth)
    }

    @Test func formIsFrozen() {
        let line = Self.line(1042, #"{"alert":"9f86d081884c7d65"}"#)
        #expect(
            String(decoding: line, as: UTF8.self)
                == #"{"seq":1042,"at":"2026-07-01T14:03:05.120+08:00","type":"alert.accepted","data":{"alert":"9f86d081884c7d65"}}"#
        )
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 1_000_000, 123_456_789_012]) func numbersComeBack(seq: Int) throws {
        let line = Self.line(seq, #"{"a":1}"#)
        for depth in [EnvelopeView.Depth.envelope, .whole] {
            let view = try Self.parse(line, depth: depth)
            #expect(view.seq == seq)
            #expect(view.at == Self.at.moment)
            #expect(String(decoding: line[view.type], as: UTF8.self) == "alert.accepted")
            #expect(String(decoding: line[view.data], as: UTF8.self) == #"{"a":1}"#)
        }
    }

    @Test func timesAgreeWithTheGeneralReader() throws {
        var random = Seeded(7)
        for _ in 0..<2000 {
            let stamp = Timestamp(
                moment: Moment(milliseconds: .random(in: -60_000_000_000_000...200_000_000_000_000, using: &random)),
                offsetMinutes: .random(in: -1439...1439, using: &random))
            var bytes: [UInt8] = []
            Envelope.append(seq: 0, at: stamp, type: "t", to: &bytes) { $0 += Array("{}".utf8) }
            #expect(try Self.parse(bytes).at == stamp.moment, "\(stamp)")
        }
    }

    @Test(
        arguments: [
            ("", EnvelopeError.empty),
            ("x", .malformed(byte: 0, expected: #"{"seq":"#)),
            (#"{"seq":"#, .malformed(byte: 7, expected: "a number without leading zeros")),
            (#"{"seq":01,"#, .malformed(byte: 7, expected: "a number without leading zeros")),
            (#"{"seq":-1,"#, .malformed(byte: 7, expected: "a number without leading zeros")),
            (#"{"seq":1 ,"#, .malformed(byte: 8, expected: #","at":""#)),
            (#"{"seq":1,"at":"2026-02-30T14:03:05.120+08:00","#, time(15)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120Z","type":"a","data":{}}"#, time(15)),
            (#"{"seq":1,"at":"2026-07-01T24:03:05.120+08:00","type":"a","data":{}}"#, time(15)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"","data":{}}"#, type(54)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":".a","data":{}}"#, type(54)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"a b","data":{}}"#, other(55, #"","data":"#)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"a","data":[]}"#, .data(byte: 64)),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"a","data":{}"#, .malformed(byte: 66, expected: "}")),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"a","data":{}} "#, other(67, "the end of the line")),
            (#"{"seq":1,"at":"2026-07-01T14:03:05.120+08:00","type":"a","data":{},"x":1}"#, .malformed(byte: 66, expected: "}")),
        ])
    func malformedLinesSayWhere(text: String, expected: EnvelopeError) {
        #expect(throws: expected) { try Self.parse(Array(text.utf8)) }
    }

    private static func time(_ byte: Int) -> EnvelopeError {
        .malformed(byte: byte, expected: "a time of the form 2026-07-01T14:03:05.120+08:00")
    }

    private static func other(_ byte: Int, _ expected: String) -> EnvelopeError { .malformed(byte: byte, expected: expected) }

    private static func type(_ byte: Int) -> EnvelopeError { .malformed(byte: byte, expected: "the type of an entry") }

    @Test(
        arguments: [
            "{}", "{ }", #"{"a":{}}"#, #"{"a":[]}"#, #"{"a":[ ]}"#, #"{"a":[1,2,[3,{"b":null}]],"c":true,"d":false}"#,
            #"{"a":-0.5e+10,"b":0,"c":1E5,"d":12.25}"#, #"{"a":"\"\\\/\b\f\n\r\t\u4e2d"}"#, #"{"暴雨":"红色预警信号，请立即转移"}"#,
            #"{"a" : 1 , "b" : [ 1 , 2 ] }"#, #"{"long":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}"#, #"{"":""}"#,
            "{\"del\":\"\u{7F}\"}", "{\"a\":" + String(repeating: "[", count: 61) + String(repeating: "]", count: 61) + "}",
        ])
    func jsonObjectsAreTaken(data: String) throws {
        let line = Self.line(3, data)
        let view = try Self.parse(line)
        #expect(String(decoding: line[view.data], as: UTF8.self) == data)
    }

    @Test(
        arguments: [
            "", "{", "[]", "1", "null", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{,}"#, #"{"a":1 "b":2}"#, #"{a:1}"#, #"{'a':1}"#,
            #"{"a":01}"#, #"{"a":1.}"#, #"{"a":.5}"#, #"{"a":+1}"#, #"{"a":1e}"#, #"{"a":-}"#, #"{"a":tru}"#, #"{"a":nul}"#,
            #"{"a":[1,]}"#, #"{"a":[}"#, #"{"a":[1}}"#, #"{"a":{]}"#, #"{"a":"x}"#, #"{"a":"\x"}"#, #"{"a":"\u12G4"}"#,
            "{\"a\":\"\t\"}", "{\"a\":\n1}", "{\"a\":\"12345678\u{1}\"}", #"{"a":"\"#, #"{"a":"\u12"#, #"{"a":1}}"#,
            "{\"a\":" + String(repeating: "[", count: 62) + String(repeating: "]", count: 62) + "}",
        ])
    func otherDataIsRefused(data: String) {
        #expect(throws: EnvelopeError.self) { try Self.parse(Self.line(3, data)) }
    }

    @Test(arguments: [[0x80], [0xC3], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE6, 0x9A]] as [[UInt8]])
    func invalidUTF8IsRefused(bytes: [UInt8]) {
        var line = Self.line(3, #"{"a":"xxxxxxxxxxxx"}"#)
        line.insert(contentsOf: bytes, at: line.count - 6)
        #expect(throws: EnvelopeError.self) { try Self.parse(line) }
    }

    /// Every byte of a line is changed, dropped and doubled at random; what is taken must be what Foundation reads, too.
    @Test func changedLinesNeverPassWhereFoundationRefuses() throws {
        let seed: UInt64 = 20260701
        var random = Seeded(seed)
        let good = Self.line(7, #"{"a":[1,-2.5e3,"b\n\u00e9"],"c":{"d":null,"e":true},"f":"暴雨"}"#)
        var taken = 0
        for round in 0..<20_000 {
            var line = good
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let index = Int.random(in: line.indices, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: line[index] = UInt8.random(in: 0...255, using: &random)
                case 1: line[index] = try #require(Array(#"{}[]",:0e-\u "#.utf8).randomElement(using: &random))
                case 2: line.remove(at: index)
                default: line.insert(line[index], at: index)
                }
            }
            guard (try? Self.parse(line)) != nil else { continue }
            taken += 1
            let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            #expect(object?["data"] is [String: Any], "seed \(seed) round \(round): \(String(decoding: line, as: UTF8.self))")
        }
        #expect(taken > 500)
    }

    @Test func cutLinesAreRefused() {
        let good = Self.line(7, #"{"a":[1,-2.5e3,"b\n\u00e9"],"c":{"d":null,"e":true},"f":"暴雨"}"#)
        for length in 0..<good.count {
            #expect(throws: EnvelopeError.self) { try Self.parse(Array(good[..<length])) }
        }
    }
}
