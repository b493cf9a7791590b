import Foundation
import TestSupport

/// A gateway for messages that takes every one and shows what it took: a real web server that answers as Kannel does.
final class TextCatcher: Sendable {
    private let server: WebServer

    init() async throws {
        server = try await WebServer.launch(
            .none, ["default_type text/plain;", "location / { return 202 '0: Accepted for delivery'; }"])
    }

    /// The setting that names it as a gateway.
    var setting: String {
        "{name: texts, profile: kannel, url: 'http://127.0.0.1:\(server.port)/cgi-bin/sendsms', username: tocsin, password-file: gateway.secret}"
    }

    /// What a phone got, the newest last.
    func texts(to phone: String) -> [String] {
        server.log.compactMap { line -> String? in
            guard let query = line.split(separator: "?", maxSplits: 1).last else { return nil }
            var fields: [String: String] = [:]
            for pair in query.split(separator: "&") {
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                let value = parts.count > 1 ? parts[1].replacingOccurrences(of: "+", with: " ") : ""
                fields[parts[0]] = value.removingPercentEncoding ?? value
            }
            return fields["to"]?.hasSuffix(phone) ?? false ? fields["text"] : nil
        }
    }

    /// The address in the newest message to a phone that has one.
    func link(to phone: String) -> String? {
        texts(to: phone).reversed().lazy.compactMap { text in text.firstMatch(of: /https?:\/\/\S+\/t\/[A-Za-z0-9_-]{32}/) }.first
            .map {
                String($0.output)
            }
    }

    func stop() { server.stop() }
}
