import Alerts
import Community

extension GatewayProfile {
    /// The most elements that one request may bring.
    public static let elementLimit = 10_000

    /// The delivery reports that a gateway's request brings.
    ///
    /// - Throws: `PushProblem` where it cannot be read at all.
    public func reports(from callback: GatewayCallback) throws(PushProblem) -> Pushed<GatewayReport> {
        guard let rules = reports else { throw .unexpected }
        return try pushed(callback, rules.format, rules.list) { report($0, rules) }
    }

    /// The replies that a gateway's request brings.
    ///
    /// - Throws: `PushProblem` where it cannot be read at all.
    public func replies(from callback: GatewayCallback) throws(PushProblem) -> Pushed<GatewayReply> {
        guard let rules = replies else { throw .unexpected }
        return try pushed(callback, rules.format, rules.list) { reply($0, rules) }
    }

    /// The reports of calls that a gateway's request brings.
    ///
    /// - Throws: `PushProblem` where it cannot be read at all.
    public func calls(from callback: GatewayCallback) throws(PushProblem) -> Pushed<CallReport> {
        guard let rules = calls else { throw .unexpected }
        return try pushed(callback, rules.format, rules.list) { rules.report($0, times: timeForm) }
    }

    private func pushed<Item>(
        _ callback: GatewayCallback, _ form: BodyForm?, _ list: String?, read: (JSONTree) -> Item?
    ) throws(PushProblem) -> Pushed<Item> {
        guard let tree = callback.tree(form ?? .json), let elements = tree.elements(at: list) else { throw .malformed }
        guard elements.count <= GatewayProfile.elementLimit else { throw .tooMany }
        let items = elements.compactMap(read)
        return Pushed(items: items, unreadable: elements.count - items.count)
    }

    private func report(_ tree: JSONTree, _ rules: ReportRules) -> GatewayReport? {
        guard let state = rules.state.text(in: tree) else { return nil }
        let reference = rules.reference?.text(in: tree)
        let id = rules.id?.text(in: tree)
        guard reference != nil || id != nil else { return nil }
        let code = rules.code?.text(in: tree)
        let text = rules.text?.text(in: tree)
        let known = rules.known(state)
        let reason = [code, text, known?.key].lazy.compactMap { $0.flatMap { rules.reasons?[$0] } }.first
        return GatewayReport(
            reference: reference, id: id, number: rules.number?.text(in: tree).flatMap(GatewayNumber.phone),
            meaning: known.map { meaning(of: $0.state, reason: reason) } ?? .unclear(state: ShownCode(state)),
            code: code.map { ShownCode($0) }, text: text.map { ShownCode($0) }, segment: count(rules.segment, tree),
            segments: count(rules.segments, tree), at: rules.time?.text(in: tree).flatMap(timeForm.moment))
    }

    private func count(_ place: FieldLocator?, _ tree: JSONTree) -> Int? {
        place?.text(in: tree).flatMap { Int($0) }.flatMap { (1...255).contains($0) ? $0 : nil }
    }

    private func reply(_ tree: JSONTree, _ rules: ReplyRules) -> GatewayReply? {
        guard let number = rules.number.text(in: tree).flatMap(GatewayNumber.phone) else { return nil }
        return GatewayReply(
            number: number, text: rules.text.text(in: tree) ?? "", service: rules.service?.text(in: tree),
            id: rules.id?.text(in: tree), at: rules.time?.text(in: tree).flatMap(timeForm.moment))
    }
}

extension ReportRules {
    /// What a state means, with what it is listed as; nil for one that is not listed.
    fileprivate func known(_ state: String) -> (key: String, state: ReportedState)? {
        guard bits == true else { return states[state].map { (state, $0) } }
        guard let value = Int(state), value > 0 else { return nil }
        let masks = states.codes.keys.compactMap { Int($0) }.sorted(by: >)
        guard let mask = masks.first(where: { $0 > 0 && value & $0 == $0 }).map(String.init) else { return nil }
        return states[mask].map { (mask, $0) }
    }
}

extension JSONTree {
    /// The elements of a list at a path, or the single thing there; nil where nothing is.
    func elements(at path: String?) -> [JSONTree]? {
        let steps = (path ?? "").split(separator: ".").map(String.init)
        switch part(at: steps) {
        case .list(let elements): return elements
        case .object(let members): return [.object(members)]
        case .text(let text): return [.text(text)]
        default: return nil
        }
    }
}
