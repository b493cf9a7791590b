extension TextGateway {
    /// Says how a message stands.
    mutating func query(_ request: GatewayRequest) -> GatewayAnswer {
        let places =
            request.parameter("id").map { byID[$0].map { [$0] } ?? [] } ?? request.parameter("ref").map { byRef[$0] ?? [] }
        guard let places else { return GatewayAnswer(.parameters, "id or ref must be there") }
        let best = places.map { known[$0] }.max { $0.rank < $1.rank }
        let state = best?.state ?? "unknown"
        account.queries[state, default: 0] += 1
        var json = JSONText()
        json.member("code", GatewayCode.ok.rawValue)
        json.member("message", "OK")
        json.member("state", state)
        if let best {
            json.member("id", best.id)
            if let ref = best.ref { json.member("ref", ref) }
            if let report = best.report { json.member("err_code", report.providerCode) }
            if let time = best.reportedAt { json.member("report_time", ChinaTime.text(time)) }
        }
        return GatewayAnswer(json.object)
    }
}
