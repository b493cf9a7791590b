import Alerts

extension SpeakerProfile {
    /// What to subscribe to for states; nil where they do not come by MQTT.
    public var stateSubscription: String? { mqtt.flatMap { try? $0.stateTopic.filled(stateTopicValue) } }

    private func stateTopicValue(_ name: String) -> String? { name == "device" ? "+" : values?[name] }

    /// The device that a topic of states is about; nil for another topic.
    public func device(ofStateTopic topic: String) -> String? {
        guard let subscription = stateSubscription else { return nil }
        let levels = topic.split(separator: "/", omittingEmptySubsequences: false)
        let wanted = subscription.split(separator: "/", omittingEmptySubsequences: false)
        guard levels.count == wanted.count, zip(levels, wanted).allSatisfy({ $1 == "+" || $0 == $1 }),
            let index = wanted.firstIndex(of: "+"), Identifier.isValid(String(levels[index]))
        else { return nil }
        return String(levels[index])
    }

    /// The states that a message, a request or an answer to a question brings.
    ///
    /// - Parameters:
    ///   - callback: What came.
    ///   - device: The device, where topic or question say which.
    ///   - reference: The order that was asked about, where what came does not say it.
    /// - Throws: `PushProblem` where it cannot be read at all.
    public func states(
        _ callback: GatewayCallback, device: String? = nil, reference: String? = nil
    ) throws(PushProblem) -> Pushed<SpeakerReport> {
        guard let tree = callback.tree(state.format ?? .json), let elements = tree.elements(at: state.list) else {
            throw .malformed
        }
        guard elements.count <= GatewayProfile.elementLimit else { throw .tooMany }
        let times = times ?? TimeForm("rfc3339")
        let items = elements.compactMap { state.report($0, device: device, reference: reference, times: times) }
        return Pushed(items: items, unreadable: elements.count - items.count)
    }

    /// What is wrong with this profile, or unwise in it.
    public func findings() -> [FileFinding] {
        let check = TemplateCheck(SpeakerOrder.names, values: values)
        var findings: [FileFinding] = []
        if (http == nil) == (mqtt == nil) {
            findings.append(.error([], "a loudspeaker takes orders by http or by mqtt; give one of them"))
        }
        if let http {
            findings += check.findings(http.order, signing: http.signing, at: ["http", "order"])
            for (key, request) in [("withdraw", http.withdraw), ("query", http.query)] {
                if let request { findings += check.findings(request, signing: http.signing, at: ["http", key]) }
            }
            if http.answer.accepted.isEmpty {
                findings.append(.error(["http", "answer", "accepted"], "is empty, so no order would ever count as received"))
            }
        }
        if let mqtt { findings += mqttFindings(mqtt, check) }
        findings += rangeFindings()
        if !state.states.codes.values.contains(.finished) {
            findings.append(.warning(["state", "states"], "no code means finished, so this loudspeaker proves nothing"))
        }
        if state.reference == nil, http?.query == nil {
            findings.append(
                .warning(["state"], "there is no reference, so a state cannot be tied to an order and proves nothing"))
        }
        if !Identifier.isValid(speaker) { findings.append(.error(["speaker"], "\(speaker) is not a name: \(Identifier.form)")) }
        return findings
    }

    private func rangeFindings() -> [FileFinding] {
        let values = [
            (["limits", "rate"], limits?.rate), (["limits", "seconds"], limits?.seconds),
            (["limits", "parallel"], limits?.parallel),
            (["http", "asking", "firstSeconds"], http?.asking?.firstSeconds),
            (["http", "asking", "longestSeconds"], http?.asking?.longestSeconds),
        ]
        return values.compactMap { path, value in
            value.map { (1...3600).contains($0) } ?? true ? nil : .error(path, "must be 1 to 3600")
        }
    }

    private func mqttFindings(_ mqtt: MQTTOrders, _ check: TemplateCheck) -> [FileFinding] {
        var findings: [FileFinding] = []
        for (key, message) in [("order", Optional(mqtt.order)), ("withdraw", mqtt.withdraw)] {
            guard let message else { continue }
            // The payload is checked as a request's body is; the topic takes the place of the address.
            let request = RequestTemplate(url: message.topic, body: message.body)
            findings += check.findings(request, signing: nil, at: ["mqtt", key]).map { finding in
                var finding = finding
                if finding.path.last == "url" { finding.path[finding.path.count - 1] = "topic" }
                return finding
            }
        }
        let levels = mqtt.stateTopic.source.split(separator: "/", omittingEmptySubsequences: false)
        if levels.count(where: { $0 == "{device}" }) != 1
            || mqtt.stateTopic.names.contains(where: { $0 != "device" && values?[$0] == nil })
        {
            findings.append(.error(["mqtt", "stateTopic"], "{device} must be one whole level of it, and nothing else may vary"))
        }
        return findings
    }
}

extension SpeakerStateRules {
    fileprivate func report(_ tree: JSONTree, device: String?, reference: String?, times: TimeForm) -> SpeakerReport? {
        let named = self.device?.text(in: tree)
        // Nobody speaks for another device than the one that was asked, or on whose topic it came.
        guard let code = code.text(in: tree), device == nil || named == nil || named == device else { return nil }
        let moment = { (place: FieldLocator?) in place?.text(in: tree).flatMap(times.moment) }
        return SpeakerReport(
            device: named ?? device, reference: self.reference?.text(in: tree) ?? reference,
            meaning: states[code].map { .known($0) } ?? .unclear(code: ShownCode(code)), code: ShownCode(code),
            startedAt: moment(started), endedAt: moment(ended), plays: plays?.text(in: tree).flatMap { Int($0) },
            at: moment(time))
    }
}
