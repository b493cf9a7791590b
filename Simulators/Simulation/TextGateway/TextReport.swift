import Alerts

extension MessageReport {
    /// `err_code` of the HTTP gateway: `DELIVERED`, or `MK:` and the network's error.
    var providerCode: String { self == .delivered ? "DELIVERED" : "MK:0\(error)" }
}

extension TextGateway.Known {
    /// How it stands, for a query.
    var state: String {
        switch report {
        case nil, .accepted, .enroute: "accepted"
        case .delivered: "delivered"
        case .undeliverable, .unassigned, .rejected, .expired: "failed"
        }
    }

    /// Of several messages with one reference, the one that got furthest speaks.
    var rank: Int { ["failed": 0, "accepted": 1][state] ?? 2 }

    /// The entry of a report that is pushed; everything in it is a string but `success`, as with Aliyun's SmsReport.
    func pushed(_ report: MessageReport, at now: Moment) -> [UInt8] {
        var json = JSONText()
        json.member("phone_number", number.digits)
        json.member("send_time", ChinaTime.text(takenAt))
        json.member("report_time", ChinaTime.text(now))
        json.member("success", report == .delivered)
        json.member("err_code", report.providerCode)
        json.member("err_msg", report.text)
        json.member("sms_size", String(segments))
        json.member("biz_id", id)
        json.member("out_id", ref ?? "")
        return json.object
    }
}

extension GatewayMishaps.Answering {
    /// What becomes of an answer over HTTP.
    var delivery: GatewayAnswer.Delivery {
        switch self {
        case .prompt, .unavailable: .prompt
        case .slow(let span): .after(.milliseconds(span.milliseconds))
        case .afterReport: .after(.milliseconds(GatewayMishaps.overtaken.milliseconds))
        case .lost: .lost
        }
    }
}

/// How many short messages a text is billed as.
enum TextSegments {
    /// One up to 70 characters, else one for each 67 (UTF-16).
    static func count(_ text: String) -> Int {
        let length = text.utf16.count
        return length <= 70 ? 1 : (length + 66) / 67
    }
}
