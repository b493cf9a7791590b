import Foundation
import TestSupport

/// Somebody at the console by their keyboard alone: a cookie jar, pages as text, forms with their token.
struct CurlSession: Sendable {
    let room: DutyRoom
    let jar: String

    /// Signs in.
    init(_ name: String, in room: DutyRoom, password: String? = nil) async throws {
        self.room = room
        jar = room.installation.folder + "/jar-\(name)-\(UUID().uuidString.prefix(8))"
        let signedIn = try await room.http(
            ["-c", jar, "-d", "name=\(name)&password=\(password ?? "password-\(name)")"], "/login")
        guard signedIn.status == 303 else { throw NotInTime("\(name) is not signed in: \(signedIn)") }
    }

    /// A page, as a browser asks for it.
    func page(_ path: String) async throws -> (status: Int, body: String) {
        try await room.http(["-b", jar, "-H", "Accept: text/html"], path)
    }

    /// What stands in a form of a page: all values of a field.
    func values(_ name: String, on path: String) async throws -> [String] {
        let body = try await page(path).body
        return body.matches(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"")).compactMap { match in
            match.output[1].substring.map(String.init)
        }
    }

    /// Sends a form; the answer's status, and where it leads.
    func post(_ path: String, _ fields: [(String, String)]) async throws -> (status: Int, location: String, body: String) {
        let token = try await page("/devices").body.firstMatch(of: /data-form="([0-9a-f]{64})"/)?.1 ?? ""
        var arguments = ["-b", jar, "-i", "-H", "Accept: text/html", "--data-urlencode", "form=\(token)"]
        for (name, value) in fields { arguments += ["--data-urlencode", "\(name)=\(value)"] }
        let answer = try await room.http(arguments, path)
        let head = answer.body.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix("location: ") }
        let location = head.map { String($0.dropFirst("location: ".count)) } ?? ""
        return (answer.status, location, answer.body)
    }
}

extension DutyRoom {
    /// The lines of the journal of a type.
    func lines(_ type: String) async throws -> [String] {
        let exported = try await installation.tocsin("journal", "export", environment: environment)
        guard exported.isSuccess else { throw NotInTime("the journal: \(exported)") }
        return exported.output.split(separator: "\n").map(String.init).filter { $0.contains("\"type\":\"\(type)\"") }
    }

    /// The id of the alert that was accepted last.
    func accepted() async throws -> String {
        var found = ""
        try await eventually("an alert is accepted") {
            found = try await lines("alert.accepted").last?.firstMatch(of: /"alert":"([0-9a-f]{16})"/).map { String($0.1) } ?? ""
            return !found.isEmpty
        }
        return found
    }
}
