import Alerts
import Crypto
import Foundation

/// 飞书: signed in the body with HMAC-SHA-256, key `timestamp\nsecret`, message empty, base64; the time in seconds, at most an hour
/// off. Bodies up to 20 KB; 100 posts a minute and 5 a second, else 11232.
struct FeishuRobot: Sendable {
    private struct Post: Decodable {
        struct Content: Decodable { var text: String? }

        var timestamp: String?
        var sign: String?
        var type: String
        var content: Content?

        enum CodingKeys: String, CodingKey {
            case timestamp, sign, content
            case type = "msg_type"
        }

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: CodingKeys.self)
            // Written as a string in the documentation and as a number by many callers; both are taken.
            timestamp = try? members.decode(String.self, forKey: .timestamp)
            if timestamp == nil { timestamp = (try? members.decode(Int64.self, forKey: .timestamp)).map(String.init) }
            sign = try members.decodeIfPresent(String.self, forKey: .sign)
            type = try members.decode(String.self, forKey: .type)
            content = try members.decodeIfPresent(Content.self, forKey: .content)
        }
    }

    private static let largest = 20 << 10
    private static let tolerance = Span.hours(1)

    private let options: RobotOptions.Signed
    private var minute: SlidingWindow
    private var second: SlidingWindow

    init(_ options: RobotOptions.Signed, scale: Double) {
        self.options = options
        minute = SlidingWindow(100, within: .minutes(1).paced(scale))
        second = SlidingWindow(5, within: .seconds(1).paced(scale))
    }

    mutating func post(_ request: GatewayRequest, at now: Moment) -> RobotDesk.Verdict {
        guard request.body.count <= FeishuRobot.largest,
            let post = try? JSONDecoder().decode(Post.self, from: Data(request.body))
        else { return .refused(9499, "Bad Request") }
        if !isSigned(post, at: now) {
            return .refused(19021, "sign match fail or timestamp is not within one hour from current time")
        }
        guard minute.hasRoom(at: now), second.hasRoom(at: now) else {
            return .refused(11232, "frequency limited")
        }
        guard post.type == "text", let text = post.content?.text, !text.isEmpty else { return .refused(19002, "params error") }
        guard options.keywords.isEmpty || options.keywords.contains(where: text.contains) else {
            return .refused(19024, "Key Words Not Found")
        }
        minute.count(at: now)
        second.count(at: now)
        return .shown(text)
    }

    private func isSigned(_ post: Post, at now: Moment) -> Bool {
        guard let secret = options.secret else { return true }
        guard let time = post.timestamp, let seconds = Int64(time), seconds.magnitude < 1 << 40,
            (now - Moment(milliseconds: seconds * 1000)).milliseconds.magnitude
                <= FeishuRobot.tolerance.milliseconds.magnitude
        else { return false }
        let code = HMAC<SHA256>.authenticationCode(
            for: [UInt8](), using: SymmetricKey(data: Array("\(time)\n\(secret)".utf8)))
        return post.sign == Data(code).base64EncodedString()
    }

    static func answer(_ code: Int, _ words: String) -> GatewayAnswer {
        var json = JSONText()
        json.member("code", code)
        json.member("msg", code == 0 ? "success" : words)
        json.member("data", json: Array("{}".utf8))
        return GatewayAnswer(json.object)
    }
}
