/// Checks the templates of requests: that every value which they name exists, and that filters stand where they mean something.
struct TemplateCheck {
    /// The names of the values that exist.
    var known: Set<String>

    /// The names that an interface's templates know: those of the account, the moment, and the profile's own.
    init(_ names: [String], values: [String: String]?) {
        known = GatewayAccount.names.union(RequestValues.always).union(names).union((values ?? [:]).keys)
    }

    func findings(_ request: RequestTemplate, signing: Signing?, at path: [String]) -> [FileFinding] {
        var names = known
        if signing != nil { names.insert("signature") }
        var findings = self.findings(request.url, names, at: path + ["url"])
        findings += fields(request.query, names, at: path + ["query"]) + fields(request.headers, names, at: path + ["headers"])
        if let body = request.body { findings += self.findings(body, names, at: path + ["body"]) }
        return findings + signature(request, signing, at: path)
    }

    func findings(_ signing: Signing, at path: [String]) -> [FileFinding] {
        let names = known.union(RequestValues.signable).union((signing.texts ?? [:]).keys)
        var findings = self.findings(signing.over, names, at: path + ["over"])
        for (index, element) in (signing.key?.elements ?? []).enumerated() {
            findings += self.findings(element, names, at: path + ["key", String(index)])
        }
        findings += fields(signing.texts, names, at: path + ["texts"])
        if signing.algorithm.isKeyed, signing.key?.elements.isEmpty ?? true {
            findings.append(.error(path, "\(signing.algorithm.rawValue) needs a key, for instance key: \"{secret}\""))
        }
        return findings
    }

    private func findings(_ body: RequestTemplate.Body, _ names: Set<String>, at path: [String]) -> [FileFinding] {
        let forms = [body.json != nil, body.form != nil, body.text != nil].filter(\.self).count
        guard forms == 1 else {
            return [.error(path, "a body is one of json, form and text, not \(forms == 0 ? "none" : "several")")]
        }
        var findings = fields(body.form, names, at: path + ["form"])
        for text in body.json?.texts ?? [] {
            findings += unknown(text, names, at: path + ["json"])
            if text.pieces.count > 1, text.references.contains(where: { $0.filters.contains(where: \.isJSONShape) }) {
                findings.append(
                    .error(path + ["json"], "number, object and list must stand alone, not inside \"\(text.source)\""))
            }
        }
        if let text = body.text { findings += self.findings(text, names, at: path + ["text"]) }
        return findings
    }

    private func fields(_ fields: [String: TextTemplate]?, _ names: Set<String>, at path: [String]) -> [FileFinding] {
        (fields ?? [:]).sorted { $0.key < $1.key }.flatMap { findings($0.value, names, at: path + [$0.key]) }
    }

    /// A template outside a JSON body.
    func findings(_ template: TextTemplate, _ names: Set<String>, at path: [String]) -> [FileFinding] {
        let shapes = template.references.flatMap(\.filters).filter(\.isJSONShape)
        return unknown(template, names, at: path)
            + shapes.map { .error(path, "\($0.rawValue) means something in a JSON body only; leave it out here") }
    }

    private func unknown(_ template: TextTemplate, _ names: Set<String>, at path: [String]) -> [FileFinding] {
        template.names.filter { !names.contains($0) && !isParameter($0, names) }.map {
            .error(path, "{\($0)} is not known here; known are \(names.sorted().joined(separator: ", "))")
        }
    }

    private func isParameter(_ name: String, _ names: Set<String>) -> Bool {
        names.contains("parameters") && name.hasPrefix("parameter.")
    }

    private func signature(_ request: RequestTemplate, _ signing: Signing?, at path: [String]) -> [FileFinding] {
        guard let signing else { return [] }
        let isUsed = request.templates.contains { $0.names.contains("signature") }
        guard isUsed else { return [.error(path, "the request is signed, but {signature} stands nowhere in it")] }
        guard request.hasSignatureInBody, signing.templates.contains(where: { $0.names.contains("body") }) else { return [] }
        return [.error(path, "{signature} stands in the body and is computed over {body}; it cannot be both")]
    }
}
