public import Alerts

/// How a group robot is spoken to, as data: a file of `Config/robots/`.
///
/// A robot never says who read what it posted, so a post is `sent` and never more. Its address is a secret.
public struct RobotProfile: Codable, Hashable, Sendable {
    /// The profile's name, an identifier.
    public var robot: String
    /// Where this is from, and what is not sure of it.
    public var source: String?
    /// How a text is posted.
    public var request: RequestTemplate
    /// How posts are signed; nil for not at all.
    public var signing: Signing?
    /// What the answer says. Robots answer HTTP 200 to everything; the code in the body decides.
    public var answer: AnswerRules
    /// Codes that say that too much was posted.
    public var limited: [String]
    /// How much may be posted.
    public var limits: [RobotLimit]
    /// Seconds for which it takes nothing after it said that too much was posted.
    public var blockedSeconds: Int
    /// The most bytes of a text in UTF-8.
    public var bytes: Int

    /// The request that posts a text.
    ///
    /// - Throws: `MissingValue` where the profile signs and the account has no secret.
    public func request(
        text: String, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> GatewayRequest {
        var named = account.named
        named["text"] = text
        return try request.filled(RequestValues(named: named, moment: moment, nonce: nonce), signing: signing)
    }

    /// What the answer to a post means.
    public func answer(status: Int, body: [UInt8]) -> RobotAnswer {
        if let tree = JSONTree.read(body, form: answer.format ?? .json), let code = answer.code.text(in: tree),
            limited.contains(code)
        {
            return .limited(code: ShownCode(code))
        }
        switch answer.answer(status: status, body: body) {
        case .accepted: return .posted
        case .refused(_, let code): return .refused(code: code)
        case .trouble(let code): return .trouble(code: code)
        case .temporary(let code) where status == 429: return .limited(code: code)
        case .temporary(let code), .unclear(let code): return .again(code: code)
        }
    }

    /// What is wrong with this profile.
    public func findings() -> [FileFinding] {
        let check = TemplateCheck(["text"], values: nil)
        var findings = check.findings(request, signing: signing, at: ["request"])
        if let signing { findings += check.findings(signing, at: ["signing"]) }
        if !request.templates.contains(where: { $0.names.contains("text") }) {
            findings.append(.error(["request"], "{text} stands nowhere in the request"))
        }
        if answer.accepted.isEmpty { findings.append(.error(["answer", "accepted"], "is empty; name the code of success")) }
        if limits.isEmpty { findings.append(.error(["limits"], "is empty; say how much may be posted")) }
        for (index, limit) in limits.enumerated() where limit.posts < 1 || limit.seconds < 1 {
            findings.append(.error(["limits", String(index)], "posts and seconds must be at least 1"))
        }
        if bytes < 200 { findings.append(.error(["bytes"], "no warning fits into \(bytes) bytes")) }
        if !Identifier.isValid(robot) { findings.append(.error(["robot"], "\(robot) is not a name: \(Identifier.form)")) }
        return findings
    }
}

/// How many posts a robot takes in a time.
public struct RobotLimit: Codable, Hashable, Sendable {
    /// Posts at the most.
    public var posts: Int
    /// In so many seconds.
    public var seconds: Int
}

/// What a robot's answer means.
public enum RobotAnswer: Hashable, Sendable {
    /// It was posted; nobody is known to have read it.
    case posted
    /// Too much was posted; the robot takes nothing for a while.
    case limited(code: ShownCode)
    /// It was not posted, or nobody knows; post it again.
    case again(code: ShownCode)
    /// This text will never be taken.
    case refused(code: ShownCode)
    /// Address, signature or security settings are wrong: nothing can be posted before somebody has looked.
    case trouble(code: ShownCode)
}

/// Makes the texts of robots, by the rules of ``SMSComposer``. They ask for no answer, since none could be taken.
public struct RobotComposer: Sendable {
    private let composer: MessageComposer

    /// A composer by templates.
    public init(_ templates: MessageTemplates) { composer = MessageComposer(templates: templates, medium: .robot) }

    /// The text, for robots that take so many bytes.
    public func text(_ facts: MessageFacts, bytes: Int) -> ComposedMessage {
        let limit = min(bytes, composer.templates.robotBytes)
        return composer.message(facts) { $0.utf8.count <= limit }
    }
}
