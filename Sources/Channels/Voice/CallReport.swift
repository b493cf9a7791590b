public import Alerts
public import Community

/// What a voice gateway reports of one call.
public struct CallReport: Hashable, Sendable {
    /// Our own reference, if it came back.
    public var reference: String?
    /// The gateway's id of the call, the pointer to its evidence.
    public var id: String?
    /// Who was called.
    public var number: Phone?
    /// How it ended, as the gateway's code says before keys are looked at; nil for a code that is not in the profile.
    public var result: CallResult?
    /// The gateway's code.
    public var code: ShownCode
    /// The keys that were pressed, in their order; empty for none.
    public var keys: String
    /// When the gateway began to call.
    public var originated: Moment?
    /// When it rang.
    public var ringing: Moment?
    /// When it was answered.
    public var answered: Moment?
    /// When it ended.
    public var ended: Moment?
    /// How long it lasted, as the gateway counts.
    public var seconds: Int?
}

/// How reports of calls come.
public struct CallRules: Codable, Hashable, Sendable {
    /// The form; JSON where nothing is said.
    public var format: BodyForm?
    /// The path of the list of reports; without it the whole is a list, or a single report.
    public var list: String?
    /// Where our own reference stands.
    public var reference: FieldLocator?
    /// Where the gateway's id of the call stands.
    public var id: FieldLocator?
    /// Where the number that was called stands.
    public var number: FieldLocator?
    /// Where the code stands.
    public var code: FieldLocator
    /// What each code means. A code that is not listed proves nothing.
    public var results: CodeTable<CallResult>
    /// Where the keys stand.
    public var keys: FieldLocator?
    /// Where the times of the call stand.
    public var originated: FieldLocator?
    /// When it rang.
    public var ringing: FieldLocator?
    /// When it was answered.
    public var answered: FieldLocator?
    /// When it ended.
    public var ended: FieldLocator?
    /// Where its length in seconds stands.
    public var seconds: FieldLocator?
    /// What it is answered with.
    public var answer: PushAnswer?

    /// The most keys of a call that are kept.
    private static let keyLimit = 16

    /// One report; nil for an element that tells neither which call it is about nor how it ended.
    func report(_ tree: JSONTree, times: TimeForm) -> CallReport? {
        let reference = reference?.text(in: tree)
        let id = id?.text(in: tree)
        guard let code = code.text(in: tree), reference != nil || id != nil else { return nil }
        let moment = { (place: FieldLocator?) in place?.text(in: tree).flatMap(times.moment) }
        return CallReport(
            reference: reference, id: id, number: number?.text(in: tree).flatMap(GatewayNumber.phone), result: results[code],
            code: ShownCode(code), keys: CallRules.keys(keys?.text(in: tree)), originated: moment(originated),
            ringing: moment(ringing), answered: moment(answered), ended: moment(ended),
            seconds: seconds?.text(in: tree).flatMap { Int($0) })
    }

    private static func keys(_ text: String?) -> String {
        String((text ?? "").filter { "0123456789*#".contains($0) }.prefix(keyLimit))
    }
}
