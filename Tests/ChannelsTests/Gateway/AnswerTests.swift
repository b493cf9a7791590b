import Testing

@testable import Channels

/// What gateways answer, and what that means for the message.
struct AnswerTests {
    /// Every answer that was measured on Kannel.
    static let kannel: [(status: Int, body: String, meaning: String)] = [
        (202, "0: Accepted for delivery", "accepted"), (202, "3: Queued for later delivery", "queued"),
        (503, "Temporal failure, try again later.", "temporary"), (403, "Authorization failed for sendsms", "trouble"),
        (403, "Not routable. Do not try again.", "refused refused"), (400, "Missing receiver number, rejected", "refused absent"),
        (400, "Empty receiver number not allowed, rejected", "refused absent"),
        (400, "Number(s) has/have been denied by white- and/or black-lists.", "refused blocked"),
        (400, "Charset or body misformed, rejected", "trouble"), (400, "Coding field misformed, rejected", "trouble"),
        (404, "Unknown request.", "trouble"), (202, "Sent.", "unclear"), (202, "", "unclear"),
        (500, "0: Accepted for delivery", "unclear"),
        (403, "0: Accepted for delivery", "trouble"), (403, "something new", "trouble"), (502, "Bad Gateway", "unclear"),
        (429, "", "temporary"), (503, "", "temporary"), (200, "0: Accepted for delivery\n", "accepted"),
    ]

    @Test(arguments: kannel.indices) func whatKannelSays(_ index: Int) {
        let row = AnswerTests.kannel[index]
        #expect(
            AnswerTests.word(GatewayProfile.kannel.answer(status: row.status, body: Array(row.body.utf8))) == row.meaning,
            "\(row)")
    }

    static let json: [(gateway: String, status: Int, body: String, meaning: String)] = [
        ("simulator", 200, #"{"code":"OK","message":"OK","id":"M000123"}"#, "accepted M000123"),
        ("simulator", 200, #"{"code":"SIGNATURE_DOES_NOT_MATCH","message":"X"}"#, "trouble"),
        ("simulator", 200, #"{"code":"AMOUNT_NOT_ENOUGH","message":"X"}"#, "trouble"),
        ("simulator", 200, #"{"code":"BUSINESS_LIMIT_CONTROL","message":"X"}"#, "temporary"),
        ("simulator", 200, #"{"code":"MOBILE_NUMBER_ILLEGAL","message":"13800000011"}"#, "refused absent"),
        ("simulator", 200, #"{"code":"TEMPLATE_TOO_LONG","message":"X"}"#, "refused refused"),
        ("simulator", 200, #"{"code":"NEW_CODE","message":"X"}"#, "unclear"),
        ("simulator", 200, #"{"message":"OK"}"#, "unclear"), ("simulator", 200, "<html>", "unclear"),
        ("simulator", 503, "Service Unavailable\n", "temporary"), ("simulator", 500, #"{"code":"OK","id":"M1"}"#, "unclear"),
        ("simulator", 404, "", "trouble"), ("simulator", 400, #"{"code":"NEW"}"#, "unclear"), ("simulator", 301, "", "unclear"),
        ("simulator-voice", 200, #"{"code":"OK","message":"OK","id":"C000001"}"#, "accepted C000001"),
        (
            "aliyun-like", 200, #"{"Message":"OK","RequestId":"1","Code":"OK","BizId":"900619746936498440^0"}"#,
            "accepted 900619746936498440^0"
        ),
        ("aliyun-like", 200, #"{"Code":"isv.AMOUNT_NOT_ENOUGH","Message":"x"}"#, "trouble"),
        ("aliyun-like", 400, #"{"Code":"SignatureDoesNotMatch","Message":"x"}"#, "trouble"),
        ("aliyun-like", 400, #"{"Code":"InvalidAccessKeyId.NotFound","Message":"x"}"#, "trouble"),
        ("aliyun-like", 400, #"{"Code":"Throttling.User","Message":"x"}"#, "temporary"),
        (
            "tencent-like", 200,
            #"{"Response":{"SendStatusSet":[{"SerialNo":"5000:1045","Code":"Ok","Message":"send success"}],"RequestId":"a"}}"#,
            "accepted 5000:1045"
        ),
        (
            "tencent-like", 200,
            #"{"Response":{"SendStatusSet":[{"SerialNo":"","Code":"LimitExceeded.PhoneNumberDailyLimit"}]}}"#, "refused refused"
        ),
        (
            "tencent-like", 200,
            #"{"Response":{"SendStatusSet":[{"SerialNo":"","Code":"LimitExceeded.DeliveryFrequencyLimit"}]}}"#, "temporary"
        ),
        (
            "tencent-like", 200, #"{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"x"},"RequestId":"a"}}"#,
            "trouble"
        ),
        (
            "tencent-like", 200, #"{"Response":{"SendStatusSet":[{"Code":"FailedOperation.InsufficientBalanceInSmsPackage"}]}}"#,
            "trouble"
        ),
    ]

    @Test(arguments: json.indices) func whatOthersSay(_ index: Int) throws {
        let row = AnswerTests.json[index]
        let answer = try Shipped.gateway(row.gateway).answer(status: row.status, body: Array(row.body.utf8))
        #expect(AnswerTests.word(answer) == row.meaning, "\(row)")
    }

    @Test func codesAreNamedWithoutNumbers() throws {
        let answer = try Shipped.gateway("simulator").answer(
            status: 200, body: Array(#"{"code":"NEW","message":"bad 13800000011"}"#.utf8))
        #expect(answer == .unclear(code: "NEW: bad *********11"))
        #expect(GatewayProfile.kannel.answer(status: 502, body: []) == .unclear(code: "HTTP 502"))
    }

    private static func word(_ answer: SubmissionAnswer) -> String {
        switch answer {
        case .accepted(let reference, let isQueued): (isQueued ? "queued" : "accepted") + (reference.map { " \($0)" } ?? "")
        case .refused(let fault, _): "refused \(fault.rawValue)"
        case .temporary: "temporary"
        case .trouble: "trouble"
        case .unclear: "unclear"
        }
    }
}
