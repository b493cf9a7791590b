extension GatewayProfile {
    /// Kannel 1.4 (`sendsms` of smsbox, `dlr-url`, and a `sms-service` that fetches an address for each reply), as it was measured on
    /// Debian's 1.4.5.
    ///
    /// - `coding=2&charset=UTF-8` sends every text in UCS-2.
    /// - The answer holds no id: the only tie to a report is our own reference in `dlr-url`. Percent signs there are Kannel's own, so
    ///   the account's callback address must hold none.
    /// - Asked for are reports 1, 2, 8 and 16 (27); 4, queued at the carrier, proves nothing and would cost a request each.
    /// - Report types are bits: 34 is 2 and 32 (expired), 66 is 2 and 64 (unknown); 8 and 4 come before 1 or 2, and not always in order.
    /// - Of a long text Kannel asks a report for one segment only, and where the SMSC does not take it, tells no code: `NACK/` and no more.
    /// - 403 means wrong credentials or no route; only the body says which.
    public static let kannel = GatewayProfile(
        gateway: "kannel", channel: .sms, source: "measured on Kannel 1.4.5, Debian 12", values: ["reports": "27"],
        number: .digits,
        request: RequestTemplate(
            method: .get, url: "{address}",
            query: [
                "username": "{account}", "password": "{secret}", "to": "{phone}", "coding": "2", "charset": "UTF-8",
                "text": "{text}", "dlr-mask": "{reports}",
                "dlr-url": "{callback}&ref={reference|percent}&type=%d&ans=%A&from=%p&to=%P&fid=%F&ts=%T&smsc=%i",
            ]),
        answer: kannelAnswer, reports: kannelReports,
        replies: ReplyRules(
            format: .query, number: "from", text: "text", service: "to", id: "id", answer: PushAnswer(type: "text/plain")),
        times: TimeForm("epoch-s"), limits: GatewayLimits(rate: 50, parallel: 16),
        text: TextRules(segments: 10, coding: .ucs2), sign: SignRule(by: .us, place: .front))

    private static let kannelAnswer = AnswerRules(
        format: .text, code: FieldLocator([.init(until: ":")]), text: "", accepted: ["0"], queued: ["3"],
        refused: [
            "Not routable. Do not try again.": .refused,
            "Missing receiver number, rejected": .absent,
            "Empty receiver number not allowed, rejected": .absent,
            "Number(s) has/have been denied by white- and/or black-lists.": .blocked,
        ],
        temporary: ["Temporal failure, try again later."],
        trouble: [
            "Authorization failed for sendsms", "Charset or body misformed, rejected", "Coding field misformed, rejected",
            "Unknown request.",
        ])

    private static let kannelReports = ReportRules(
        format: .query, reference: "ref", number: "from", state: "type",
        states: [
            "1": .delivered, "2": .failed, "4": .underway, "8": .dispatched, "16": .failed, "34": .failed, "66": .failed,
        ],
        bits: true,
        code: FieldLocator([.init(at: "ans", after: "err:", until: " "), .init(at: "ans", after: "NACK/", until: "/")]),
        text: FieldLocator([.init(at: "ans", after: "stat:", until: " "), .init(at: "ans", after: "NACK/")]),
        reasons: [
            "0x0000000b": .absent, "0x00000014": .fault, "0x00000058": .fault, "Retries Exceeded": .fault, "EXPIRED": .expired,
            "DELETED": .expired, "REJECTD": .refused, "16": .refused, "34": .expired,
        ],
        time: "ts", answer: PushAnswer(type: "text/plain"))
}
