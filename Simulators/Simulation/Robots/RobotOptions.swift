/// The group robots that a run knows. Addresses of robots are secrets; those of a simulator are nobody's.
public struct RobotOptions: Sendable, Hashable {
    /// A robot with a secret and words of which a text must hold one.
    public struct Signed: Sendable, Hashable {
        /// What stands in its address: DingTalk's access_token, Feishu's hook.
        public var id: String
        /// What its posts are signed with; nil asks for no signature.
        public var secret: String?
        /// Words of which a text must hold one; empty asks for none.
        public var keywords: [String]

        /// A robot by its parts.
        public init(id: String, secret: String? = nil, keywords: [String] = []) {
            self.id = id
            self.secret = secret
            self.keywords = keywords
        }
    }

    /// Keys of WeCom robots.
    public var wecom: [String] = []
    /// DingTalk robots.
    public var dingtalk: [Signed] = []
    /// Feishu robots.
    public var feishu: [Signed] = []

    /// No robots.
    public init() {}

    /// One robot of each kind, with keys and secrets drawn from a seed.
    public init(seed: UInt64) {
        func drawn(_ name: String) -> String {
            let chance = Chance(seed: seed)
            return HexText.lower((0..<4).flatMap { part in withUnsafeBytes(of: chance.bits("robot", name, part)) { Array($0) } })
        }
        wecom = [drawn("wecom")]
        dingtalk = [Signed(id: drawn("dingtalk"), secret: "SEC" + drawn("dingtalk secret"))]
        feishu = [Signed(id: drawn("feishu"), secret: drawn("feishu secret"))]
    }
}

/// What one robot was sent.
public struct RobotAccount: Codable, Sendable, Hashable {
    /// WeCom, DingTalk or Feishu.
    public enum Kind: String, Codable, Sendable, Hashable {
        /// 企业微信.
        case wecom
        /// 钉钉.
        case dingtalk
        /// 飞书.
        case feishu
    }

    /// What kind it is, and what stands in its address.
    public var kind: Kind, id: String
    /// The texts that appeared in the group, in order.
    public var posts: [String] = []
    /// Posts refused, by errcode.
    public var refused: [String: Int] = [:]
    /// Posts answered with 503, and posts that appeared but whose answer was lost on purpose.
    public var unavailable = 0, answersLost = 0
}
