import Alerts

extension GatewayHouse {
    /// Answers a request to any of the gateways over HTTP.
    mutating func answer(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        if isOffline(at: now) { return .broken }
        return switch (request.method, request.path) {
        case ("POST", "/sms/send"): signed(request, at: now) { $0.texts.send(request, &$0.book, at: now) }
        case ("GET", "/sms/query"): signed(request, at: now) { $0.texts.query(request) }
        case ("POST", "/voice/call"): signed(request, at: now) { $0.voice.call(request, &$0.book, at: now) }
        case ("POST", "/cgi-bin/webhook/send"): robots.wecom(request, at: now)
        case ("POST", "/robot/send"): robots.dingtalk(request, at: now)
        case ("POST", let path) where path.hasPrefix(GatewayHouse.feishu):
            robots.feishu(String(path.dropFirst(GatewayHouse.feishu.count)), request, at: now)
        default: vendorA.answer(request, at: now) ?? .notFound
        }
    }

    private static let feishu = "/open-apis/bot/v2/hook/"

    private mutating func signed(
        _ request: GatewayRequest, at now: Moment, _ body: (inout GatewayHouse) -> GatewayAnswer
    ) -> GatewayAnswer {
        guard let problem = RequestSignature(secret: options.secret).problem(request, at: now) else { return body(&self) }
        unsigned += 1
        return GatewayAnswer(.signature, problem)
    }
}
