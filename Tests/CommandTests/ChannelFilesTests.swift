import Alerts
import Channels
import Foundation
import Testing

@testable import tocsin

/// Files of gateways, robots, loudspeakers and texts, read as `tocsin check` reads them.
@Suite struct ChannelFilesTests {
    private let config = Command.package.appendingPathComponent("Config")
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func files(_ folder: String) throws -> [String] {
        let urls = try FileManager.default.contentsOfDirectory(
            at: config.appendingPathComponent(folder), includingPropertiesForKeys: nil)
        return urls.map(\.path).filter { $0.hasSuffix(".yaml") }.sorted()
    }

    /// What `tocsin check` finds in files of texts and profiles; without a list, in every file that is shipped.
    private func check(
        messages: String? = nil, gateways: [String]? = nil, robots: [String]? = nil, speakers: [String]? = nil
    ) throws -> [PlacedFinding] {
        let gateways = try gateways ?? files("gateways") + ["kannel"]
        let voice = gateways.filter { $0.contains("voice") }
        let texts = gateways.filter { !voice.contains($0) }
        let address = "http://127.0.0.1:18080"
        let secret = try folder.write("secret\n", to: "secret")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: secret)
        func list(_ paths: [String], _ form: (Int, String) -> String) -> String {
            "[" + paths.enumerated().map { "{\(form($0, $1))}" }.joined(separator: ", ") + "]"
        }
        func url(_ speakers: String) -> String { speakers.contains("vendor-a") ? ", url: '\(address)'" : "" }
        let yaml = """
            community: c1
            http: {public-url: "http://127.0.0.1:18081"}
            messages: \(messages ?? config.appendingPathComponent("messages.yaml").path)
            hazards: \(config.appendingPathComponent("hazards.yaml").path)
            signals: \(config.appendingPathComponent("signals.yaml").path)
            sms: \(list(texts) { "name: s\($0), profile: \($1), url: '\(address)', password-file: \(secret), sign: 示例社区" })
            voice: \(list(voice) { "name: v\($0), profile: \($1), url: '\(address)', password-file: \(secret)" })
            robots: \(list(try robots ?? files("robots")) { "name: r\($0), profile: \($1), url-file: \(secret), secret-file: \(secret)" })
            speakers: \(list(try speakers ?? files("speakers")) { "gateway: l\($0), profile: \($1)\(url($1))" })
            """
        let file = try folder.write(yaml, to: "tocsin.yaml")
        let configuration = try ServiceConfiguration.read(file, environment: [:]).get()
        let hazards = try HazardTable.read(configuration.hazards).get()
        return GatewayCheck(configuration: configuration, hazards: hazards) { _ in Place(file) }.findings()
    }

    @Test func everyShippedFileDecodesAndPasses() throws {
        #expect(try files("gateways").count == 4 && files("robots").count == 3 && files("speakers").count == 2)
        #expect(try check().map(\.description) == [])
    }

    private func changed(_ file: String, _ old: String, _ new: String) throws -> (path: String, text: String) {
        let shipped = try String(contentsOf: config.appendingPathComponent(file), encoding: .utf8)
        #expect(shipped.contains(old))
        let text = shipped.replacing(old, with: new)
        return (try folder.write(text, to: (file as NSString).lastPathComponent), text)
    }

    /// Line and column of a part of a text, from 1.
    private func place(of part: String, in text: String) throws -> (line: Int, column: Int) {
        let before = try #require(text.range(of: part)).lowerBound
        let lines = text[..<before].split(separator: "\n", omittingEmptySubsequences: false)
        return (lines.count, (lines.last?.count ?? 0) + 1)
    }

    static let faults: [(file: String, old: String, new: String, marker: String, words: String)] = [
        (
            "gateways/simulator.yaml", "url: \"{address}/sms/send\"", "url: \"{adress}/sms/send\"", "url: \"{adress}",
            "request.url: {adress} is not known"
        ),
        (
            "gateways/simulator.yaml", "  temporary:", "  temporery:", "temporery",
            "answer.temporery is not a known key; the nearest known key is temporary"
        ),
        (
            "gateways/simulator.yaml", "\"true\": delivered", "\"true\": deliverd", "deliverd",
            "expected one of dispatched, delivered, failed"
        ),
        (
            "gateways/simulator.yaml", "over: \"{timestamp-ms}\\n{body}\"", "over: \"{timestamp-ms\"", "\"{timestamp-ms\"",
            "is no place for a value"
        ),
        (
            "gateways/aliyun-like.yaml", "text: \"{issuer}{time}解除{warning}，范围：{area}。感谢配合。\"\n  - code: SMS_000000002",
            "text: \"{issuer}{time}【解除】{warning}\"\n  - code: SMS_000000002", "text: \"{issuer}{time}【",
            "templates.0.text: 【 may not stand"
        ),
        ("gateways/aliyun-like.yaml", "variable: 35", "variable: 20", "text: \"{issuer}{time}解除", "the provider takes 20"),
        ("gateways/simulator-voice.yaml", "\"200000\": answered", "\"200000\": busy", "results:", "no code means answered"),
        ("robots/dingtalk.yaml", "blockedSeconds: 600", "blockedSeconds: soon", "soon", "expected a whole number"),
        ("speakers/vendor-b.yaml", "\"2\": finished", "\"2\": done", "done}", "expected one of received, playing, finished"),
        ("speakers/vendor-b.yaml", "times: epoch-s", "times: epoch", "epoch\n", "is not a form of time"),
    ]

    @Test(arguments: faults.indices) func faultsHaveTheirPlace(_ index: Int) throws {
        let fault = ChannelFilesTests.faults[index]
        let (path, text) = try changed(fault.file, fault.old, fault.new)
        let kind = fault.file.prefix { $0 != "/" }
        let found = try check(
            gateways: kind == "gateways" ? [path] : [], robots: kind == "robots" ? [path] : [],
            speakers: kind == "speakers" ? [path] : [])
        let finding = try #require(found.first { $0.text.contains(fault.words) }, "\(found)")
        let (line, column) = try place(of: fault.marker, in: text)
        #expect(finding.place.name == path && finding.place.line == line, "\(finding)")
        #expect(abs((finding.place.column ?? 0) - column) <= 1, "\(finding)")
    }

    @Test func aTextThatCanOverflowHasItsPlace() throws {
        let (path, text) = try changed("messages.yaml", "blue: 3, none: 3}", "blue: 1, none: 3}")
        let found = try check(messages: path, gateways: ["kannel"], robots: [], speakers: [])
        let finding = try #require(found.first)
        #expect(finding.severity == .error && finding.text.contains("languages.en.sms.0.forms.1: can be too long"))
        #expect(finding.place.line == (try place(of: "- \"{issuer} {time}: {warning} is lifted.\"", in: text).line))
    }

    @Test func wordsThatNobodyKnows() throws {
        let (path, _) = try changed("messages.yaml", "hazards: [earthquake]", "hazards: [earthquakes]")
        let found = try check(messages: path, gateways: [], robots: [], speakers: [])
        #expect(found.contains { $0.text.contains("expected one of weather, flood, geological") })
    }
}
