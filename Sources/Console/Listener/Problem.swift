import Foundation
import HTTPTypes
public import Hummingbird

/// An error as RFC 9457 describes it: `application/problem+json` for programs, a page for people.
public struct Problem: Error, Sendable {
    /// The HTTP status.
    public var status: HTTPResponse.Status
    /// What happened, the same for all errors of its kind.
    public var title: String
    /// What happened this time, and what to do.
    public var detail: String?
    /// What was wrong with what was handed in, where that is a list.
    public var findings: [String]
    /// Seconds after which it is worth trying again.
    public var retryAfter: Int?

    /// An error.
    public init(
        _ status: HTTPResponse.Status, _ title: String, detail: String? = nil, findings: [String] = [], retryAfter: Int? = nil
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.findings = findings
        self.retryAfter = retryAfter
    }

    /// Nobody showed who they are.
    static let unauthorised = Problem(
        .unauthorized, "not signed in", detail: "send Authorization: Bearer with a token of `tocsin user token`, or sign in")
    /// They may not.
    static let forbidden = Problem(.forbidden, "not allowed", detail: "the account's role does not allow this")
    /// There is nothing there.
    static let notFound = Problem(.notFound, "not found")

    private struct Members: Encodable {
        var type = "about:blank"
        var title: String
        var status: Int
        var detail: String?
        var findings: [String]?
    }

    /// The error as `application/problem+json`.
    var response: Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let members = Members(
            title: title, status: status.code, detail: detail, findings: findings.isEmpty ? nil : findings)
        let bytes = (try? encoder.encode(members)) ?? Data()
        var headers: HTTPFields = [.contentType: "application/problem+json", .cacheControl: "no-store"]
        if let retryAfter { headers[.retryAfter] = "\(retryAfter)" }
        if status == .unauthorized { headers[.wwwAuthenticate] = "Bearer" }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
