import Alerts
import Foundation

/// 企业微信: the key in the address is the only secret; text up to 2048 and Markdown up to 4096 bytes of UTF-8; 20 posts a minute.
struct WeComRobot: Sendable {
    private struct Post: Decodable {
        struct Content: Decodable { var content: String }

        var msgtype: String
        var text: Content?
        var markdown: Content?
    }

    private var minute: SlidingWindow

    init(scale: Double) { minute = SlidingWindow(20, within: .minutes(1).paced(scale)) }

    mutating func post(_ request: GatewayRequest, at now: Moment) -> RobotDesk.Verdict {
        guard let post = try? JSONDecoder().decode(Post.self, from: Data(request.body)) else {
            return .refused(40008, "invalid message type")
        }
        guard minute.hasRoom(at: now) else { return .refused(45009, "api freq out of limit") }
        let (content, limit): (String?, Int)
        switch post.msgtype {
        case "text": (content, limit) = (post.text?.content, 2048)
        case "markdown": (content, limit) = (post.markdown?.content, 4096)
        default: return .refused(40008, "invalid message type")
        }
        guard let content, !content.isEmpty else { return .refused(44004, "empty content") }
        guard content.utf8.count <= limit else {
            return .refused(40058, "\(post.msgtype).content exceed max length \(limit). invalid Request Parameter")
        }
        minute.count(at: now)
        return .shown(content)
    }

    static func answer(_ code: Int, _ words: String) -> GatewayAnswer { RobotDesk.errcode(code, words) }
}
