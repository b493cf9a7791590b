import Foundation
import Record
import TestSupport
import Testing

/// The HTTP interface as programs meet it, against the real service.
@Suite struct InterfaceTests {
    private static func json(_ text: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    }

    @Test("Alerts come in over HTTP as over the broker, and everything can be read again")
    func programs() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let (source, duty, evaluator) = (try await room.token("county"), try await room.token("li"), try await room.token("he"))
        func bearer(_ token: String) -> [String] { ["-H", "Authorization: Bearer \(token)"] }

        let document = DutyRoom.alert("http-1", headline: "暴雨红色预警")
        let file = room.installation.folder + "/alert.xml"
        try document.write(toFile: file, atomically: true, encoding: .utf8)
        let post = ["-X", "POST", "-H", "Content-Type: application/cap+xml", "--data-binary", "@\(file)"]
        let taken = try await room.http(bearer(source) + post, "/api/v1/alerts")
        #expect(taken.status == 202)
        let alert = try #require(try Self.json(taken.body)["alert"].text)
        #expect(try await room.http(bearer(source) + post, "/api/v1/alerts").status == 200, "the same again is known")
        let refused = try await room.http(bearer(source) + ["-d", "<alert"], "/api/v1/alerts")
        #expect(refused.status == 422 && refused.body.contains("findings"))

        #expect(try await room.http(post, "/api/v1/alerts").status == 401)
        #expect(try await room.http(bearer(evaluator) + post, "/api/v1/alerts").status == 403)
        #expect(try await room.http(bearer(source), "/api/v1/alerts").status == 403)
        #expect(
            try await room.http(bearer(evaluator), "/api/v1/alerts/\(alert).cap").body
                == document.trimmingCharacters(in: .newlines))
        let coverage = try Self.json(try await room.http(bearer(duty), "/api/v1/alerts/\(alert)/coverage").body)
        #expect(coverage["alert"].text == alert && coverage["rate"] == .number(0) || coverage["rate"] == .integer(0))

        var (after, seen): (String?, [String]) = (nil, [])
        repeat {
            let page = try Self.json(
                try await room.http(
                    bearer(duty), "/api/v1/alerts/\(alert)/uncovered?limit=500\(after.map { "&after=\($0)" } ?? "")"
                ).body)
            guard case .array(let rows) = page["households"] else { break }
            seen += rows.compactMap { $0["household"].text }
            after = page["next"].text
        } while after != nil
        #expect(seen.count == 1200 && Set(seen).count == seen.count)
        #expect(try await room.http(bearer(evaluator), "/api/v1/alerts/\(alert)/uncovered").status == 403)

        let journal = try await room.http(bearer(evaluator), "/api/v1/journal?from=0&limit=3")
        #expect(journal.body.split(separator: "\n").count == 3 && journal.body.hasPrefix(#"{"seq":0,"#))
        #expect(try await room.http(bearer(evaluator), "/api/v1/journal/checkpoint").body.hasPrefix("tocsin/110101001001\n"))
        #expect(try Self.json(try await room.http(bearer(evaluator), "/api/v1/score/4.7").body)["item"].text == "4.7")
        let feed = try await room.http([], "/feed.atom")
        #expect(feed.body.contains("/feed/\(alert).cap"))
        #expect(try await room.http([], "/feed/\(alert).cap").body == document.trimmingCharacters(in: .newlines))
        let metrics = try await room.http([], "/metrics").body
        #expect(metrics.contains(#"tocsin_alerts_total{fate="accepted",status="Actual"} 1"#))
        #expect(await service.stop() == .exited(0))
    }

    @Test("The API's document names every path that answers, and no other")
    func document() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let document = try Self.json(try await room.http([], "/api/openapi.json").body)
        #expect(document["openapi"].text == "3.1.0")
        guard case .object(let paths) = document["paths"] else { throw NotInTime("paths of the document") }
        for (path, methods) in paths {
            guard case .object(let methods) = methods else { continue }
            let real = path.replacingOccurrences(of: "{id}", with: "0000000000000001").replacingOccurrences(
                of: "{device}", with: "ds-01")
            for (method, details) in methods where method != "parameters" {
                let answer = try await room.http(["-X", method.uppercased(), "--max-time", "3"], real)
                #expect(details["responses"]["\(answer.status)"] != .null, "\(method) \(path) answers \(answer.status)")
            }
        }
        #expect(await service.stop() == .exited(0))
    }

    @Test("Forms of other sites, wrong tokens and guesses are refused")
    func strangers() async throws {
        let room = try await DutyRoom()
        defer { room.remove() }
        let service = try await room.installation.serveReady(environment: room.environment)
        let jar = room.installation.folder + "/cookies"
        #expect(try await room.http(["-c", jar, "-d", "name=li&password=password-li"], "/login").status == 303)
        try await room.send(DutyRoom.alert("form-1", headline: "暴雨红色预警"))
        let token = try await room.token("li")
        var alert = ""
        try await eventually("the alert is there") {
            let list = try Self.json(try await room.http(["-H", "Authorization: Bearer \(token)"], "/api/v1/alerts").body)
            if case .array(let rows) = list["alerts"] { alert = rows.first?["alert"].text ?? "" }
            return !alert.isEmpty
        }
        let path = "/alerts/\(alert)/acknowledge"
        #expect(try await room.http(["-b", jar, "-d", ""], path).status == 403, "no form token")
        #expect(try await room.http(["-b", jar, "-d", "form=00"], path).status == 403, "a wrong form token")
        let page = try await room.http(["-b", jar, "-H", "Accept: text/html"], "/")
        let form = try #require(page.body.firstMatch(of: /name="form" value="([0-9a-f]{64})"/)).1
        #expect(try await room.http(["-b", jar, "-d", "form=\(form)", "-H", "Origin: https://evil.example"], path).status == 403)
        #expect(try await room.http(["-b", jar, "-d", "form=\(form)", "-H", "Sec-Fetch-Site: cross-site"], path).status == 403)
        #expect(try await room.http(["-b", jar, "-d", "form=\(form)"], path).status == 303)

        var statuses: [Int] = []
        for _ in 0..<7 { statuses.append(try await room.http(["-d", "name=wang&password=wrong-guess"], "/login").status) }
        #expect(statuses.first == 401 && statuses.last == 429, "\(statuses)")
        #expect(await service.stop() == .exited(0))
    }
}
