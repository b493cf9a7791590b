/// How far a request came, and to whom.
struct Progress {
    var origin: HTTPOrigin
    var step: HTTPFailure.Step
    var mayHaveArrived: Bool
    var limits: HTTPLimits

    /// A failure of this request. Where there is nothing in particular to do, the words say whether it can simply be sent again.
    func failure(_ kind: HTTPFailure.Kind, _ what: String, advice: String? = nil) -> HTTPFailure {
        let safety = mayHaveArrived ? "" : "; nothing was sent"
        let text = advice.map { "\(what); \($0)\(safety)." } ?? "\(what); \(generalAdvice)."
        return HTTPFailure(kind, step: step, mayHaveArrived: mayHaveArrived, text)
    }

    private var generalAdvice: String {
        mayHaveArrived
            ? "the request may have been carried out, so ask the far end before it is sent again"
            : "nothing was sent, so it can be tried again"
    }
}
