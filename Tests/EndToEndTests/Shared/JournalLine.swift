import Foundation
import Record

/// A line of the journal, read as plain JSON like an outsider would.
struct JournalLine: Decodable, Sendable {
    var seq: Int
    var at: String
    var type: String
    var data: JSONValue

    /// The lines of an export.
    static func lines(of export: String) throws -> [JournalLine] {
        try export.utf8.split(separator: 0x0A).map { try JSONDecoder().decode(JournalLine.self, from: Data($0)) }
    }

    /// The alert that the line is about.
    var alert: String? { data["alert"].text }
}
