import Alerts
import Testing

/// No input stops the reader, and none takes long.
struct HostileInputTests {
    #if DEBUG
        /// Unoptimised builds are some fifty times slower, so they are given less; a quadratic reader would still need minutes.
        static let size = AlertDocument.sizeLimit / 8
        static func patience(_ flood: Flood) -> Duration { .seconds(30) }
    #else
        static let size = AlertDocument.sizeLimit
        static func patience(_ flood: Flood) -> Duration { flood.isLikely ? .seconds(1) : .seconds(3) }
    #endif

    @Test("Flipped, dropped and doubled bytes never stop the reader", arguments: Samples.names)
    func mutations(_ name: String) throws {
        let original = try Samples.bytes(name)
        for seed in UInt64(1)...40 {
            var random = SeededGenerator(seed: seed)
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
            _ = CAPValidator.findings(bytes)
            guard let received = try? AlertDocument.read(bytes) else { continue }
            for one in received {
                let again = try? AlertDocument.read(CAPWriter.xml(one.alert))
                #expect(again?.count == 1, "seed \(seed) of \(name)")
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        guard bytes.count > 40 else { return }
        let place = Int.random(in: 0..<(bytes.count - 32), using: &random)
        let length = Int.random(in: 1...32, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<(place + length))
        case 2: bytes.insert(contentsOf: bytes[place..<(place + length)], at: place)
        case 3: bytes[place] = Array("<>&/\"'=]; 0,".utf8).randomElement(using: &random) ?? 0
        default:
            let other = Int.random(in: 0..<(bytes.count - 32), using: &random)
            let slice = Array(bytes[other..<(other + length)])
            bytes.replaceSubrange(place..<(place + length), with: slice)
        }
    }

    @Test("Children in any order give the same alert") func reordered() throws {
        let expected = try AlertDocument.read(Array(Documents.valid.utf8))[0].alert
        let lines = Documents.valid.split(separator: "\n").map(String.init)
        let head = lines[2..<10]
        let infoStart = try #require(lines.firstIndex { $0.contains("<info>") })
        for seed in UInt64(1)...50 {
            var random = SeededGenerator(seed: seed)
            var text = Array(lines[..<2])
            text += head.shuffled(using: &random)
            let simple = lines[(infoStart + 1)..<(infoStart + 16)].shuffled(using: &random)
            text += ["<info>"] + simple + lines[(infoStart + 16)...]
            let alert = try AlertDocument.read(Array(text.joined(separator: "\n").utf8))[0].alert
            #expect(alert == expected, "seed \(seed)")
        }
    }

    enum Flood: String, CaseIterable {
        case oneText, entities, elements, unknown, attributes, namespaces, polygon, spiral, geocodes, infos, references, brackets
        case comments, jsonText, jsonMembers, jsonArrays, blanks

        /// Whether a large alert could honestly look like this.
        var isLikely: Bool { [.oneText, .entities, .polygon, .geocodes, .references, .jsonText].contains(self) }
    }

    @Test("A document full of anything is read in linear time", arguments: Flood.allCases) func flood(_ flood: Flood) {
        let bytes = HostileInputTests.document(flood)
        #expect(bytes.count <= HostileInputTests.size && bytes.count > HostileInputTests.size * 9 / 10, "\(bytes.count)")
        let time = ContinuousClock().measure { _ = try? AlertDocument.read(bytes) }
        #expect(time < HostileInputTests.patience(flood))
    }

    static func document(_ flood: Flood) -> [UInt8] {
        switch flood {
        case .oneText: filled("预计未来", "雨", "")
        case .entities: filled("预计未来", "&amp;", "")
        case .elements: filled("</area>", "<geocode/>", "</area>")
        case .unknown: filled("</info>", "<x/>", "</info>")
        case .attributes: numbered("<info", " a%='1'", "")
        case .namespaces: numbered("<info", " xmlns:p%='u'", "")
        case .polygon: filled("<polygon>", "39.1234,116.5678 ", "")
        case .spiral: spiral()
        case .geocodes: filled("</area>", "<geocode><valueName>n</valueName><value>110101</value></geocode>", "</area>")
        case .infos: filled("</alert>", "<info><event>e</event><description>d</description></info>", "</alert>")
        case .references: filled("<references>", "a,b,c ", "")
        case .brackets: filled("预计未来", "]", "")
        case .comments: filled("<info>", "<!---->", "<info>")
        case .jsonText: json("\"description\":\"", "雨", "\"")
        case .jsonMembers: json("", "\"x\":1,", "\"y\":1")
        case .jsonArrays: json("\"area\":[", "{},", "{}]")
        case .blanks: filled("</info>", "\n", "</info>")
        }
    }

    /// As much of a text as fits, put in the place of the first occurrence of another.
    private static func filled(_ place: String, _ text: String, _ end: String) -> [UInt8] {
        let room = HostileInputTests.size - Documents.valid.utf8.count - 40
        let start = end.isEmpty ? place : ""
        return Documents.valid(replacing: place, with: start + String(repeating: text, count: room / text.utf8.count) + end)
    }

    private static func numbered(_ place: String, _ text: String, _ end: String) -> [UInt8] {
        var flood: [UInt8] = []
        var number = 0
        while flood.count < HostileInputTests.size - Documents.valid.utf8.count - 40 {
            flood += text.replacing("%", with: "\(number)").utf8
            number += 1
        }
        return Documents.valid(replacing: place, with: place + String(decoding: flood, as: UTF8.self) + end)
    }

    /// An outline whose edges all reach from west to east, so that every edge has to do with every other.
    private static func spiral() -> [UInt8] {
        var points = ""
        var number = 0
        while points.utf8.count < HostileInputTests.size - Documents.valid.utf8.count - 80 {
            points += "\(10 + Double(number) / 10_000),\(number.isMultiple(of: 2) ? 100 : 110) "
            number += 1
        }
        return Documents.valid(replacing: "<polygon>", with: "<polygon>" + points)
    }

    private static func json(_ start: String, _ text: String, _ end: String) -> [UInt8] {
        let head = #"{"identifier":"i","sender":"s","sent":"2026-07-01T14:03:05+08:00","status":"Actual","msgType":"Alert","#
        let info = #""info":{"event":"e","# + start
        let room = HostileInputTests.size - head.utf8.count - info.utf8.count - end.utf8.count - 2
        return Array((head + info + String(repeating: text, count: room / text.utf8.count) + end + "}}").utf8)
    }
}
