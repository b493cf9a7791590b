import Alerts
import Community
import Testing

/// Golden findings: what is said, and where, for every mistake that the reader knows.
struct FindingsTests {
    struct Case: CustomTestStringConvertible {
        var edits: [Edit]
        var findings: [String]

        var testDescription: String { edits.map(\.description).joined(separator: "; ") }

        init(_ file: String, _ from: String, _ to: String, _ findings: String...) {
            edits = [Edit(file, from, to)]
            self.findings = findings
        }

        init(_ edits: [Edit], _ findings: String...) {
            self.edits = edits
            self.findings = findings
        }
    }

    @Test("the example has no finding")
    func clean() {
        let reading = ExampleRegister.read()
        #expect(reading.findings.map(\.description) == [])
        #expect(reading.register != nil)
    }

    @Test("each mistake is found at its place", arguments: FindingCases.all)
    func mistake(_ example: Case) {
        let reading = ExampleRegister.read(example.edits)
        #expect(reading.findings.map(\.description) == example.findings)
        let hasError = reading.findings.contains { $0.severity == .error }
        #expect((reading.register == nil) == hasError)
    }

    @Test("no finding repeats a name or a phone number, even in the wrong column")
    func discretion() {
        let secrets = ["13812345678", "张三丰"]
        for (file, text) in ExampleRegister.texts where file.hasSuffix(".csv") {
            let lines = text.split(separator: "\n")
            for row in lines.indices.dropFirst() {
                let cells = lines[row].split(separator: ",", omittingEmptySubsequences: false)
                for cell in cells.indices {
                    for secret in secrets {
                        var changed = cells
                        changed[cell] = Substring(secret)
                        let edit = Edit(file, String(lines[row]), changed.joined(separator: ","))
                        let texts = ExampleRegister.read([edit]).findings.map(\.text)
                        #expect(!texts.contains { $0.contains(secret) }, "\(edit)")
                    }
                }
            }
        }
    }

    @Test("a mistake of many rows is told a few times and counted")
    func many() throws {
        var text = "household,grid,residents\n"
        for number in 1...500 { text += "h\(number),g1,none\n" }
        let reading = ExampleRegister.read([.whole("households.csv", text)])
        let findings = reading.findings.filter { $0.text.hasPrefix("residents is not a whole number") }
        #expect(findings.count == 21)
        let last = try #require(findings.last)
        #expect(last.text.hasSuffix("(and 479 more of this kind further down)"))
        #expect(last.line == 22)
    }

    @Test("a register in which no grid, or too many, can be read is refused")
    func grids() {
        let alone: [Edit] = RegisterFiles.names.filter { !["community.yaml", "households.csv"].contains($0) }.map(Edit.remove)
        let none = ExampleRegister.read(alone + [.whole("households.csv", "household,grid,residents\na-1,,1\n")])
        #expect(none.register == nil)
        #expect(none.findings.filter { $0.severity == .error }.map(\.line) == [2])
        var text = "household,grid,residents\n"
        for number in 0..<66_000 { text += "h\(number),g\(number),1\n" }
        let many = ExampleRegister.read(alone + [.whole("households.csv", text)])
        #expect(many.register == nil)
        #expect(many.findings.contains { $0.text.hasPrefix("there are more than 65,535 grids") })
    }

    @Test("a register of another community is refused, since no alert for this one would mean anybody in it")
    func ofAnotherCommunity() {
        let reading = Register.read(
            ExampleRegister.files(), today: ExampleRegister.today, previous: nil, community: "110101001002")
        #expect(reading.register == nil)
        #expect(reading.findings.map { "\($0.file):\($0.line):\($0.column)" } == ["community.yaml:1:5"])
        #expect(reading.findings.first?.text.contains("110101001002") == true)
        let own = Register.read(
            ExampleRegister.files(), today: ExampleRegister.today, previous: nil, community: "110101001001")
        #expect(own.register != nil && own.findings.isEmpty)
    }

    @Test("a household that leaves needs a word in exclusions.csv")
    func departed() throws {
        let previous = try #require(ExampleRegister.read().register)
        let gone = Edit("households.csv", "a-2,g1,1号楼,116.4003,39.9003,2,1,19900000003,zh-CN,2026-06-02\n", "")
        let silent = ExampleRegister.read([gone], previous: previous)
        #expect(silent.departed == ["a-2"])
        #expect(
            silent.findings.map(\.description) == [
                "exclusions.csv:1:1: warning: household a-2 was in the version in force and is listed no more; add a line here "
                    + "that says why"
            ])
        #expect(silent.register != nil)
        let said = ExampleRegister.read([gone, Edit("exclusions.csv", "c-1,", "a-2,")], previous: previous)
        #expect(said.departed.isEmpty)
        #expect(said.findings.isEmpty)
    }
}
