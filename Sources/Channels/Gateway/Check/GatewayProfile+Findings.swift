import Alerts

extension GatewayProfile {
    /// What is wrong with this profile, or unwise in it.
    public func findings() -> [FileFinding] {
        requestFindings() + answerFindings() + evidenceFindings() + queryFindings() + limitFindings() + templateFindings()
    }

    /// The names that a message gives to templates.
    private var names: [String] {
        ["phone", "text", "reference"] + (medium == .voice ? ["repeat"] : [])
            + (templates == nil ? [] : ["template", "parameters"])
    }

    private func requestFindings() -> [FileFinding] {
        let check = TemplateCheck(names, values: values)
        var findings = check.findings(request, signing: signing, at: ["request"])
        if let signing { findings += check.findings(signing, at: ["signing"]) }
        let used = Set(request.templates.flatMap(\.names))
        if !used.contains("phone") { findings.append(.error(["request"], "{phone} stands nowhere in the request")) }
        let says = templates == nil ? "text" : "template"
        if !used.contains(says) { findings.append(.error(["request"], "{\(says)} stands nowhere in the request")) }
        let tie = reports?.reference ?? calls?.reference
        if tie != nil, !used.contains("reference") {
            findings.append(.error(["request"], "{reference} stands nowhere in the request, so no report can bring it back"))
        }
        if !Identifier.isValid(gateway) { findings.append(.error(["gateway"], "\(gateway) is not a name: \(Identifier.form)")) }
        return findings
    }

    private func answerFindings() -> [FileFinding] {
        var findings = answer.repeatedCodes.map { FileFinding.error(["answer"], "the code \($0) stands in two lists; keep one") }
        if answer.accepted.isEmpty {
            findings.append(
                .error(["answer", "accepted"], "is empty, so no message would ever count as sent; name the code of success"))
        }
        if answer.accepted.contains("*") {
            findings.append(.error(["answer", "accepted"], "* takes every code for success; name the codes"))
        }
        return findings
    }

    private func evidenceFindings() -> [FileFinding] {
        var findings: [FileFinding] = []
        if let reports {
            findings += tied(reports.reference, reports.id, at: "reports")
            findings += proved(reports.states.codes, at: ["reports", "states"])
            if reports.bits == true, !reports.states.codes.keys.allSatisfy({ Int($0) ?? 0 > 0 }) {
                findings.append(.error(["reports", "states"], "with bits every state is a number above 0"))
            }
        }
        if let calls {
            findings += tied(calls.reference, calls.id, at: "calls")
            if !calls.results.codes.values.contains(.answered) {
                findings.append(
                    .error(["calls", "results"], "no code means answered, so no call could ever be heard or confirmed"))
            }
        }
        switch medium {
        case .sms:
            if calls != nil { findings.append(.error(["calls"], "belongs to channel: voice")) }
            if reports == nil, query == nil {
                findings.append(.warning([], "there are neither reports nor a query, so no message can count as delivered"))
            }
        case .voice:
            if reports != nil { findings.append(.error(["reports"], "belongs to channel: sms; calls report by calls")) }
            if calls == nil { findings.append(.warning([], "there is no calls, so no call can count as answered")) }
        }
        return findings
    }

    /// Reports have to find their message.
    private func tied(_ reference: FieldLocator?, _ id: FieldLocator?, at key: String) -> [FileFinding] {
        if reference != nil || (id != nil && answer.reference != nil) { return [] }
        return [
            .error(
                [key],
                "a report finds its message by reference, or by id if answer.reference gives the same one; neither is there")
        ]
    }

    private func proved(_ states: [String: ReportedState], at path: [String]) -> [FileFinding] {
        states.values.contains(.delivered)
            ? [] : [.error(path, "no state means delivered, so no message could ever count as delivered")]
    }

    private func queryFindings() -> [FileFinding] {
        guard let query else { return [] }
        let check = TemplateCheck(["reference", "id"], values: values)
        var findings = check.findings(query.request, signing: query.signing ?? signing, at: ["query", "request"])
        if let signing = query.signing { findings += check.findings(signing, at: ["query", "signing"]) }
        let used = Set(query.request.templates.flatMap(\.names))
        if used.isDisjoint(with: ["reference", "id"]) {
            findings.append(.error(["query", "request"], "it names neither {reference} nor {id}, so it asks for nothing"))
        }
        if used.contains("id"), answer.reference == nil {
            findings.append(.error(["query", "request"], "{id} is the gateway's own, which answer.reference has to give"))
        }
        return findings + proved(query.states.codes, at: ["query", "states"])
    }

    private func limitFindings() -> [FileFinding] {
        let figures: [([String], Int?)] = [
            (["limits", "rate"], limits?.rate), (["limits", "seconds"], limits?.seconds), (["limits", "burst"], limits?.burst),
            (["limits", "parallel"], limits?.parallel), (["text", "longest"], text?.longest),
            (["text", "segments"], text?.segments),
            (["text", "variable"], text?.variable), (["sign", "longest"], sign?.longest),
        ]
        var findings = figures.filter { $0.1 ?? 1 < 1 }.map { FileFinding.error($0.0, "must be at least 1") }
        let statuses = [("reports", reports?.answer), ("replies", replies?.answer), ("calls", calls?.answer)]
        for (key, answer) in statuses where !(200..<300).contains(answer?.status ?? 200) {
            findings.append(
                .error([key, "answer", "status"], "a status outside 200 to 299 makes the gateway send the same again"))
        }
        return findings
    }

    private func templateFindings() -> [FileFinding] {
        guard let templates else { return [] }
        if templates.isEmpty { return [.error(["templates"], "is empty; leave it out where texts are free")] }
        return templates.enumerated().flatMap { index, template in
            template.variables.filter { !MessageValues.names.contains($0) }.map {
                FileFinding.error(
                    ["templates", String(index), "text"],
                    "{\($0)} is not known here; known are \(MessageValues.names.joined(separator: ", "))")
            }
        }
    }
}
