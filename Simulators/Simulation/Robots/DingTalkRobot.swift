import Alerts
import Crypto
import Foundation

/// 钉钉: signed in the address with HMAC-SHA-256, key the secret, message `timestamp\nsecret`, base64, percent-encoded; the time in
/// milliseconds, at most an hour off. Bodies up to 20,000 bytes; 20 posts a minute, and whoever posts more is shut out for ten.
struct DingTalkRobot: Sendable {
    private struct Post: Decodable {
        struct Text: Decodable { var content: String }
        struct Markdown: Decodable { var title: String, text: String }

        var msgtype: String
        var text: Text?
        var markdown: Markdown?
    }

    private static let largest = 20_000
    private static let tolerance = Span.hours(1)

    private let options: RobotOptions.Signed
    private let shutOut: Span
    private var minute: SlidingWindow
    private var shutOutUntil: Moment?

    init(_ options: RobotOptions.Signed, scale: Double) {
        self.options = options
        minute = SlidingWindow(20, within: .minutes(1).paced(scale))
        shutOut = .minutes(10).paced(scale)
    }

    mutating func post(_ request: GatewayRequest, at now: Moment) -> RobotDesk.Verdict {
        if let problem = signatureProblem(request, at: now) { return .refused(310_000, problem) }
        if let until = shutOutUntil, now < until { return tooFast }
        guard minute.hasRoom(at: now) else {
            shutOutUntil = now + shutOut
            return tooFast
        }
        guard request.body.count <= DingTalkRobot.largest else {
            return .refused(460_101, "message too long, exceed 20000 bytes")
        }
        guard let content = content(request) else { return .refused(400_401, "msgtype is not supported or content is empty") }
        guard options.keywords.isEmpty || options.keywords.contains(where: content.contains) else {
            return .refused(310_000, "keywords not in content")
        }
        minute.count(at: now)
        return .shown(content)
    }

    private var tooFast: RobotDesk.Verdict { .refused(130_101, "send too fast, exceed 20 times per minute") }

    private func content(_ request: GatewayRequest) -> String? {
        guard let post = try? JSONDecoder().decode(Post.self, from: Data(request.body)) else { return nil }
        let content: String? =
            switch post.msgtype {
            case "text": post.text?.content
            case "markdown": post.markdown?.text
            default: nil
            }
        return content?.isEmpty == false ? content : nil
    }

    private func signatureProblem(_ request: GatewayRequest, at now: Moment) -> String? {
        guard let secret = options.secret else { return nil }
        guard let time = request.parameter("timestamp"), let milliseconds = Int64(time),
            (now - Moment(milliseconds: milliseconds)).milliseconds.magnitude <= DingTalkRobot.tolerance.milliseconds.magnitude
        else { return "invalid timestamp" }
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(time)\n\(secret)".utf8), using: SymmetricKey(data: Array(secret.utf8)))
        return request.parameter("sign") == Data(code).base64EncodedString() ? nil : "sign not match"
    }

    static func answer(_ code: Int, _ words: String) -> GatewayAnswer { RobotDesk.errcode(code, words) }
}
