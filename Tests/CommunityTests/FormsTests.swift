import Alerts
import Community
import Foundation
import Testing

/// Forms of files that mean the same, and files that are no text.
struct FormsTests {
    private static func households(of bytes: [UInt8]) -> [RegisterHousehold]? {
        var texts = ExampleRegister.texts.mapValues { Array($0.utf8) }
        texts["households.csv"] = bytes
        let register = Register.read(RegisterFiles(texts), today: ExampleRegister.today, previous: nil).register
        return register.map { register in (0..<UInt32(register.householdCount)).map(register.household) }
    }

    private static let text = ExampleRegister.texts["households.csv"]!

    @Test("BOM, CRLF, CR, quotes, blank lines, other columns and another order of columns change nothing")
    func forms() throws {
        let plain = try #require(FormsTests.households(of: Array(FormsTests.text.utf8)))
        #expect(plain.map(\.household) == ["a-1", "a-2", "a-3", "b-1", "b-2"])
        let quoted = FormsTests.text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map { " \"\($0)\" " }.joined(separator: ",")
        }
        let leading =
            quoted.map { $0.replacingOccurrences(of: ", \"", with: ",\"").dropFirst() }.joined(separator: "\r\n") + "\r\n"
        let turned = FormsTests.text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ",")
        }
        let wider = FormsTests.text.split(separator: "\n").enumerated().map { number, line in
            line + (number == 0 ? ",remark" : ",\"two\nlines, and a \"\"word\"\"\"")
        }
        let forms: [String] = [
            "\u{FEFF}" + FormsTests.text, FormsTests.text.replacingOccurrences(of: "\n", with: "\r\n"),
            FormsTests.text.replacingOccurrences(of: "\n", with: "\r"), String(FormsTests.text.dropLast()), leading,
            turned.joined(separator: "\n"), wider.joined(separator: "\n"),
            FormsTests.text.replacingOccurrences(of: "\n", with: "\n\n,,,,\n"),
            FormsTests.text.replacingOccurrences(of: "2026-06-0", with: "2026/6/"),
        ]
        for form in forms { #expect(FormsTests.households(of: Array(form.utf8)) == plain, "\(form)") }
    }

    @Test("lines and characters are counted in CRLF files, behind a BOM and behind cells of several lines")
    func places() {
        func findings(_ text: String) -> [String] {
            var texts = ExampleRegister.texts.mapValues { Array($0.utf8) }
            texts["households.csv"] = Array(text.utf8)
            return Register.read(RegisterFiles(texts), today: ExampleRegister.today, previous: nil).findings
                .filter { $0.severity == .error }.map { "\($0.line):\($0.column)" }
        }
        let wrong = FormsTests.text.replacingOccurrences(of: "a-2,g1,1号楼", with: "a 2,g1,1号楼")
        #expect(findings(wrong) == ["4:1"])
        #expect(findings(wrong.replacingOccurrences(of: "\n", with: "\r\n")) == ["4:1"])
        #expect(
            findings("\u{FEFF}" + FormsTests.text.replacingOccurrences(of: "household,grid", with: "grid,grid")).first == "1:1")
        let long = FormsTests.text.replacingOccurrences(of: "1号楼,116.4001,39.9001,3", with: "\"1号\n楼\",116.4001,x,3")
        #expect(findings(long) == ["4:13"])
        let wide = FormsTests.text.replacingOccurrences(of: "1号楼,116.4003", with: "一号大楼甲,116;4003")
        #expect(findings(wide) == ["4:14"])
    }

    @Test("what is not UTF-8 is refused with the byte's place")
    func encodings() throws {
        var texts = ExampleRegister.texts.mapValues { Array($0.utf8) }
        // 1号楼 in GB 18030, as a spreadsheet saves it by default.
        let gbk = Array("household,grid,building,residents\na-1,g1,1".utf8) + [0xBA, 0xC5, 0xC2, 0xA5] + Array(",2\n".utf8)
        texts["households.csv"] = gbk
        let findings = Register.read(RegisterFiles(texts), today: ExampleRegister.today, previous: nil).findings
        #expect(
            findings.map(\.description) == [
                "households.csv:2:9: error: byte 43 of the file is not UTF-8; save the file again as UTF-8 (in Excel or WPS: "
                    + "CSV UTF-8)"
            ])
        let utf16: [UInt8] = [0xFF, 0xFE] + "household,grid".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        texts["households.csv"] = utf16
        let other = Register.read(RegisterFiles(texts), today: ExampleRegister.today, previous: nil)
        #expect(other.register == nil)
        #expect(other.findings.first?.line == 1)
    }

    @Test("a folder is read file by file, and its hash depends on every name and byte")
    func folder() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tocsin-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(throws: RegisterFilesError.noFolder(path: folder.path)) { try RegisterFiles(directory: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, text) in ExampleRegister.texts { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        try Data("x".utf8).write(to: folder.appendingPathComponent("notes.txt"))
        let read = try RegisterFiles(directory: folder)
        #expect(read == ExampleRegister.files())
        #expect(read.present == RegisterFiles.names)
        #expect(read.hash == ExampleRegister.files().hash)
        #expect(read.hash.count == 64)
        var hashes: Set<String> = [read.hash]
        for name in RegisterFiles.names { #expect(hashes.insert(ExampleRegister.files([.remove(name)]).hash).inserted) }
        #expect(hashes.insert(ExampleRegister.files([Edit("duty.csv", "duty-1\n", "duty-1 \n")]).hash).inserted)
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("sub/staff.csv"), withIntermediateDirectories: true)
        #expect(throws: RegisterFilesError.self) { try RegisterFiles(directory: folder.appendingPathComponent("sub")) }
    }
}
