import Alerts

/// The group robots of WeCom, DingTalk and Feishu: what each takes, how it wants it signed, and how much of it. Errors stand in
/// bodies of HTTP 200. Nobody ever learns from a robot who read what.
struct RobotDesk: Sendable {
    /// What a robot makes of a post: a text that appears, or an error.
    enum Verdict: Sendable {
        case shown(String)
        case refused(Int, String)
    }

    var mishaps: GatewayMishaps
    private(set) var accounts: [RobotAccount] = []
    private var wecom: [String: (place: Int, robot: WeComRobot)] = [:]
    private var dingtalk: [String: (place: Int, robot: DingTalkRobot)] = [:]
    private var feishu: [String: (place: Int, robot: FeishuRobot)] = [:]
    private var posts = 0

    init(_ options: RobotOptions, _ mishaps: GatewayMishaps, scale: Double) {
        self.mishaps = mishaps
        for key in options.wecom { wecom[key] = (add(.wecom, key), WeComRobot(scale: scale)) }
        for robot in options.dingtalk { dingtalk[robot.id] = (add(.dingtalk, robot.id), DingTalkRobot(robot, scale: scale)) }
        for robot in options.feishu { feishu[robot.id] = (add(.feishu, robot.id), FeishuRobot(robot, scale: scale)) }
    }

    private mutating func add(_ kind: RobotAccount.Kind, _ id: String) -> Int {
        accounts.append(RobotAccount(kind: kind, id: id))
        return accounts.count - 1
    }

    /// `POST /cgi-bin/webhook/send?key=…`.
    mutating func wecom(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        let key = request.parameter("key") ?? ""
        guard let place = wecom[key]?.place else { return WeComRobot.answer(93000, "invalid webhook url") }
        return answer(place, WeComRobot.answer) { desk in
            desk.wecom[key]?.robot.post(request, at: now) ?? .refused(93000, "invalid webhook url")
        }
    }

    /// `POST /robot/send?access_token=…&timestamp=…&sign=…`.
    mutating func dingtalk(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        let token = request.parameter("access_token") ?? ""
        guard let place = dingtalk[token]?.place else { return DingTalkRobot.answer(300_005, "token is not exist") }
        return answer(place, DingTalkRobot.answer) { desk in
            desk.dingtalk[token]?.robot.post(request, at: now) ?? .refused(300_005, "token is not exist")
        }
    }

    /// `POST /open-apis/bot/v2/hook/{id}`.
    mutating func feishu(_ id: String, _ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        let words = "param invalid: incoming webhook access token invalid"
        guard let place = feishu[id]?.place else { return FeishuRobot.answer(19001, words) }
        return answer(place, FeishuRobot.answer) { desk in desk.feishu[id]?.robot.post(request, at: now) ?? .refused(19001, words)
        }
    }

    private mutating func answer(
        _ place: Int, _ form: (Int, String) -> GatewayAnswer, _ post: (inout RobotDesk) -> Verdict
    ) -> GatewayAnswer {
        posts += 1
        let answering = mishaps.answering("robot \(accounts[place].id)", posts)
        if answering == .unavailable {
            accounts[place].unavailable += 1
            return .unavailable
        }
        var answer: GatewayAnswer
        switch post(&self) {
        case .shown(let text):
            accounts[place].posts.append(text)
            answer = form(0, "ok")
        case .refused(let code, let words):
            accounts[place].refused[String(code), default: 0] += 1
            answer = form(code, words)
        }
        answer.delivery = answering.delivery
        if answering == .lost { accounts[place].answersLost += 1 }
        return answer
    }

    /// `{"errcode":…,"errmsg":"…"}`.
    static func errcode(_ code: Int, _ words: String) -> GatewayAnswer {
        var json = JSONText()
        json.member("errcode", code)
        json.member("errmsg", words)
        return GatewayAnswer(json.object)
    }
}
