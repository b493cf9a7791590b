public import Alerts

extension GatewayProfile {
    /// What the answer to a submission means.
    ///
    /// - Parameters:
    ///   - status: the HTTP status.
    ///   - body: the body, whole.
    public func answer(status: Int, body: [UInt8]) -> SubmissionAnswer { answer.answer(status: status, body: body) }

    /// The request that asks for the state of a message; nil where this gateway cannot be asked, or not without its own id.
    ///
    /// - Throws: `MissingValue` for a value that profile needs and the account does not have.
    public func queryRequest(
        reference: String, id: String?, account: GatewayAccount, at moment: Moment, nonce: String
    ) throws(MissingValue) -> GatewayRequest? {
        guard let query else { return nil }
        if id == nil, query.request.templates.contains(where: { $0.names.contains("id") }) { return nil }
        var named = account.named.merging(values ?? [:]) { first, _ in first }
        named["reference"] = reference
        named["id"] = id
        return try query.request.filled(
            RequestValues(named: named, moment: moment, nonce: nonce), signing: query.signing ?? signing)
    }

    /// What the answer to that question says; nil where it says nothing that the profile knows how to read.
    public func queryAnswer(status: Int, body: [UInt8]) -> GatewayReport? {
        guard let query, (200..<300).contains(status), let whole = JSONTree.read(body, form: query.format ?? .json),
            let tree = whole.elements(at: query.list)?.first
        else { return nil }
        let state = query.state.text(in: tree)
        let code = query.code?.text(in: tree)
        guard let state else { return nil }
        return GatewayReport(
            id: query.id?.text(in: tree),
            meaning: query.states[state].map { meaning(of: $0, reason: code.flatMap { query.reasons?[$0] }) }
                ?? .unclear(state: ShownCode(state)),
            code: code.map { ShownCode($0) }, at: query.time?.text(in: tree).flatMap(timeForm.moment))
    }

    /// How times are written: RFC 3339 where nothing is said.
    var timeForm: TimeForm { times ?? TimeForm("rfc3339") }

    func meaning(of state: ReportedState, reason: DeliveryFault?) -> GatewayReport.Meaning {
        switch state {
        case .dispatched: .dispatched
        case .delivered: .delivered
        case .failed: .failed(reason ?? .unknown)
        case .underway: .underway
        case .unseen: .unseen
        }
    }
}

extension AnswerRules {
    /// What an answer means.
    func answer(status: Int, body: [UInt8]) -> SubmissionAnswer {
        let tree = JSONTree.read(body, form: format ?? .json)
        guard let tree, let code = code.text(in: tree) else { return byStatus(status, code: nil) }
        let isSuccess = (200..<300).contains(status)
        switch verdicts[code] {
        case .accepted where isSuccess: return .accepted(reference: reference?.text(in: tree), isQueued: false)
        case .queued where isSuccess: return .accepted(reference: reference?.text(in: tree), isQueued: true)
        case .refused(let fault): return .refused(fault, code: shown(code, tree))
        case .temporary: return .temporary(code: shown(code, tree))
        case .trouble: return .trouble(code: shown(code, tree))
        case .accepted, .queued, nil: return byStatus(status, code: shown(code, tree))
        }
    }

    private func shown(_ code: String, _ tree: JSONTree) -> ShownCode {
        guard let words = text?.text(in: tree), words != code else { return ShownCode(code) }
        return ShownCode("\(code): \(words)")
    }

    private func byStatus(_ status: Int, code: ShownCode?) -> SubmissionAnswer {
        let shown = code ?? ShownCode("HTTP \(status)")
        switch status {
        case 408, 425, 429, 503: return .temporary(code: shown)
        case 400..<500 where code == nil || status == 401 || status == 403: return .trouble(code: shown)
        default: return .unclear(code: shown)
        }
    }
}
