import Alerts
import Community
import Coverage
import Foundation
import Record
import Testing

@testable import Console

/// Every text of the console stands in the catalogue, in both languages.
@Suite struct CatalogueTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Sources/Console")

    /// The literal keys that the sources ask for.
    private static func keys() throws -> Set<String> {
        var keys: Set<String> = []
        let files = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        for file in files where file.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            for match in text.matches(of: /\b(?:t|texts)\("([a-z0-9.]+)"/) { keys.insert(String(match.1)) }
        }
        return keys
    }

    @Test("Every key that a page asks for is there")
    func complete() throws {
        let asked = try Self.keys()
        #expect(asked.count > 200, "the sources were not found")
        #expect(asked.subtracting(Catalogue.shipped.keys).sorted() == [])
    }

    @Test("Every key has both languages, and both fill in the same names")
    func bothLanguages() throws {
        for key in Catalogue.shipped.keys {
            let texts = Language.allCases.compactMap { Catalogue.shipped.text(key, $0) }
            #expect(texts.count == 2 && !texts.contains(""), "\(key)")
            let names = texts.map { Set($0.matches(of: /\{[a-z0-9]+\}/).map { String($0.0) }) }
            #expect(names.first == names.last, "\(key)")
        }
    }

    @Test("Closed sets have a word for each of their values")
    func closedSets() {
        let sets: [(String, [String])] = [
            ("colour", Colour.allCases.map(\.rawValue)), ("status", Status.allCases.map(\.rawValue)),
            ("msgtype", MsgType.allCases.map(\.rawValue)), ("channel", Channel.allCases.map(\.rawValue)),
            ("stage", Stage.allCases.map(\.rawValue)), ("failure", FailureReason.allCases.map(\.rawValue)),
            ("grade", Grade.allCases.map(\.rawValue)), ("need", Need.allCases.map(\.rawValue)),
            ("role", Role.allCases.map(\.rawValue)), ("reason", AlertRecorded.Reason.allCases.map(\.rawValue)),
        ]
        for (set, values) in sets {
            for value in values { #expect(Catalogue.shipped.text("\(set).\(value)", .en) != nil, "\(set).\(value)") }
        }
    }

    @Test("Names in braces are filled in")
    func filling() {
        let texts = Texts(language: .zh, catalogue: .shipped)
        #expect(texts("figure.missing", ["n": 1]) == "尚有1户未覆盖")
    }
}
