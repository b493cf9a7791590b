import Foundation
import HTTPTypes
import Hummingbird

/// The fields of a form, from a body of `application/x-www-form-urlencoded` or a query.
struct Form: Sendable {
    private let fields: [String: [String]]

    /// The most that a form may take, in bytes.
    static let limit = 256 << 10

    /// The fields of text in that form.
    init(_ text: some StringProtocol) {
        var fields: [String: [String]] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = FormText.decoded(parts[0])
            fields[name, default: []].append(parts.count > 1 ? FormText.decoded(parts[1]) : "")
        }
        self.fields = fields
    }

    /// Reads a request's body.
    static func read(_ request: Request) async throws -> Form {
        let body = try await request.body.collect(upTo: limit)
        return Form(String(buffer: body))
    }

    /// All values of a field that stands several times, without empty ones.
    func values(_ name: String) -> [String] { (fields[name] ?? []).filter { !$0.isEmpty } }

    /// A field, the first of its name; nil where it is absent or empty.
    subscript(name: String) -> String? {
        guard let value = fields[name]?.first, !value.isEmpty else { return nil }
        return value
    }
}

/// Percent-encoding as forms do it.
enum FormText {
    static func decoded(_ text: some StringProtocol) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    static func encoded(_ text: String) -> String {
        let kept = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")
        return text.addingPercentEncoding(withAllowedCharacters: kept) ?? ""
    }
}

extension Request {
    /// The fields of the query.
    var query: Form { Form(uri.query ?? "") }
}
