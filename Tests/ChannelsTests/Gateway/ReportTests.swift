import Alerts
import TestSupport
import Testing

@testable import Channels

/// What reports and replies say.
struct ReportTests {
    private static func query(type: String, ans: String) -> GatewayCallback {
        GatewayCallback(
            query:
                "gateway=k&secret=s&ref=0123456789abcdef&type=\(type)&ans=\(Escaping.percent(ans))&from=8613800000011&to=10659&fid=x"
                + "&ts=1782885785&smsc=SIM")
    }

    static let kannel: [(type: String, ans: String, meaning: GatewayReport.Meaning, code: ShownCode?, text: ShownCode?)] = [
        ("8", "ACK/", .dispatched, nil, nil),
        (
            "1", "id:7 sub:001 dlvrd:001 submit date:2607011403 done date:2607011403 stat:DELIVRD err:000 text:", .delivered,
            "000", "DELIVRD"
        ),
        ("4", "id:7 stat:ACCEPTD err:000 text:", .underway, "000", "ACCEPTD"),
        ("2", "id:7 stat:UNDELIV err:012 text:", .failed(.unknown), "012", "UNDELIV"),
        ("2", "id:7 stat:REJECTD err:012 text:", .failed(.refused), "012", "REJECTD"),
        ("34", "id:7 stat:EXPIRED err:012 text:", .failed(.expired), "012", "EXPIRED"),
        ("34", "", .failed(.expired), nil, nil), ("66", "", .failed(.unknown), nil, nil),
        (
            "16", "NACK/0x0000000b/Invalid Destination Address", .failed(.absent), "0x0000000b",
            "0x0000000b/Invalid Destination Address"
        ),
        ("16", "NACK/Retries Exceeded", .failed(.fault), "Retries Exceeded", "Retries Exceeded"),
        ("16", "", .failed(.refused), nil, nil),
        ("0", "", .unclear(state: "0"), nil, nil), ("128", "", .unclear(state: "128"), nil, nil),
        ("x", "", .unclear(state: "x"), nil, nil),
        ("-1", "", .unclear(state: "-1"), nil, nil), ("38", "", .failed(.expired), nil, nil),
    ]

    @Test(arguments: kannel.indices) func whatKannelReports(_ index: Int) throws {
        let row = ReportTests.kannel[index]
        let pushed = try GatewayProfile.kannel.reports(from: ReportTests.query(type: row.type, ans: row.ans))
        let report = try #require(pushed.items.first)
        #expect(report.meaning == row.meaning && report.code == row.code && report.text == row.text)
        #expect(report.reference == "0123456789abcdef" && report.number == Shipped.handset.canonical)
        #expect(report.at == Moment(milliseconds: 1_782_885_785_000) && pushed.unreadable == 0)
    }

    @Test func theKannelRequest() throws {
        let account = GatewayAccount(
            address: "http://127.0.0.1:13013/cgi-bin/sendsms", account: "ews", secret: "p&w",
            callback: "http://127.0.0.1:8080/sms/report?g=k")
        let message = OutgoingMessage(phone: Shipped.handset, text: "雨 1+1", reference: "0123456789abcdef")
        let request = try GatewayProfile.kannel.request(for: message, account: account, at: Shipped.moment, nonce: "n")
        let query = try #require(request.url.split(separator: "?", maxSplits: 1).last)
        let fields = try #require(FormReader.read(Array(query.utf8)))
        let value = { (name: String) in fields.first { $0.name == name }?.value.scalar }
        #expect(request.method == "GET" && request.body.isEmpty && fields.count == 8)
        #expect(
            value("to") == "8613800000011" && value("text") == "雨 1+1" && value("coding") == "2" && value("charset") == "UTF-8")
        #expect(value("username") == "ews" && value("password") == "p&w" && value("dlr-mask") == "27")
        #expect(
            value("dlr-url")
                == "http://127.0.0.1:8080/sms/report?g=k&ref=0123456789abcdef&type=%d&ans=%A&from=%p&to=%P&fid=%F&ts=%T&smsc=%i")
    }

    @Test func aListOfReports() throws {
        let body = """
            [{"phone_number":"13800000011","send_time":"2026-07-01 14:03:01","report_time":"2026-07-01 14:03:05","success":true,
              "err_code":"DELIVERED","err_msg":"用户接收成功","sms_size":"3","biz_id":"M1","out_id":"a"},
             {"phone_number":"13800000012","success":false,"err_code":"MK:0001","err_msg":"空号","biz_id":"M2","out_id":"b"},
             {"phone_number":"13800000013","success":false,"err_code":"MK:0777","biz_id":"M3","out_id":"c","report_time":"soon"},
             {"phone_number":"13800000014","success":"maybe","biz_id":"M4","out_id":"d"},
             {"phone_number":"13800000015","success":true}, 7, {"success":null,"out_id":"e"}]
            """
        let pushed = try Shipped.gateway("simulator").reports(from: GatewayCallback(body: Array(body.utf8)))
        #expect(pushed.unreadable == 3)
        #expect(pushed.items.map(\.reference) == ["a", "b", "c", "d"])
        #expect(pushed.items.map(\.meaning) == [.delivered, .failed(.absent), .failed(.unknown), .unclear(state: "maybe")])
        #expect(pushed.items[0].segments == 3 && pushed.items[0].at == Moment(milliseconds: 1_782_885_785_000))
        #expect(pushed.items[2].at == nil && pushed.items[2].code == "MK:0777" && pushed.items[0].id == "M1")
        let single = try Shipped.gateway("simulator").reports(
            from: GatewayCallback(body: Array(#"{"success":true,"out_id":"a"}"#.utf8)))
        #expect(single.items.count == 1)
    }

    @Test func replies() throws {
        let body =
            #"[{"phone_number":"13800000011","content":" 收到 ","send_time":"2026-07-01 14:03:05","dest_code":"106","sequence_id":77}]"#
        let reply = try #require(
            try Shipped.gateway("simulator").replies(from: GatewayCallback(body: Array(body.utf8))).items.first)
        #expect(reply.number == Shipped.handset.canonical && reply.text == "收到" && reply.service == "106" && reply.id == "77")
        let mo = try GatewayProfile.kannel.replies(
            from: GatewayCallback(
                query: "from=%2B8613800000011&to=10659&text=1&coding=0&smsc=SIM&time=2026-11-23+18:53:23&id=u-1&raw=1"))
        #expect(mo.items.first?.number == Shipped.handset.canonical && mo.items.first?.text == "1" && mo.items.first?.id == "u-1")
        let empty = try GatewayProfile.kannel.replies(from: GatewayCallback(query: "from=8613800000011&to=10659&text=&id=u-2"))
        #expect(empty.items.first?.text == "")
        #expect(try GatewayProfile.kannel.replies(from: GatewayCallback(query: "from=nobody&text=1")).unreadable == 1)
    }

    @Test func whatCannotBeRead() throws {
        let gateway = try Shipped.gateway("simulator")
        #expect(throws: PushProblem.malformed) { try gateway.reports(from: GatewayCallback(body: Array("[{".utf8))) }
        #expect(throws: PushProblem.malformed) { try gateway.reports(from: GatewayCallback(body: Array("7".utf8))) }
        #expect(throws: PushProblem.malformed) { try gateway.reports(from: GatewayCallback()) }
        #expect(throws: PushProblem.unexpected) { try gateway.calls(from: GatewayCallback(body: Array("[]".utf8))) }
        let many = "[" + String(repeating: "{},", count: 10_000) + "{}]"
        #expect(throws: PushProblem.tooMany) { try gateway.reports(from: GatewayCallback(body: Array(many.utf8))) }
        #expect(try gateway.reports(from: GatewayCallback(body: Array("[]".utf8))).items.isEmpty)
    }

    @Test("Cut and flipped reports never crash and never prove a delivery that was none", arguments: 0..<200)
    func damaged(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        var body = Array(#"[{"phone_number":"13800000011","success":false,"err_code":"X","biz_id":"M1","out_id":"a"}]"#.utf8)
        if chance.chance(0.5) { body.removeLast(chance.int(1...body.count)) }
        for _ in 0..<chance.int(0...3) where !body.isEmpty { body[chance.int(0...body.count - 1)] = UInt8(chance.int(0...255)) }
        let pushed = try? Shipped.gateway("simulator").reports(from: GatewayCallback(body: body))
        for report in pushed?.items ?? [] { #expect(report.meaning != .delivered, "seed \(seed)") }
    }

    @Test func questions() throws {
        let gateway = try Shipped.gateway("simulator")
        let answer = { (body: String) in gateway.queryAnswer(status: 200, body: Array(body.utf8)) }
        #expect(answer(#"{"code":"OK","state":"unknown"}"#)?.meaning == .unseen)
        #expect(answer(#"{"code":"OK","state":"accepted","id":"M1"}"#)?.meaning == .dispatched)
        let delivered = answer(#"{"state":"delivered","id":"M1","report_time":"2026-07-01 14:03:05"}"#)
        #expect(
            delivered?.meaning == .delivered && delivered?.id == "M1" && delivered?.at == Moment(milliseconds: 1_782_885_785_000))
        #expect(answer(#"{"state":"failed","err_code":"MK:0027"}"#)?.meaning == .failed(.off))
        #expect(answer(#"{"state":"lost"}"#)?.meaning == .unclear(state: "lost"))
        #expect(answer(#"{"code":"X"}"#) == nil && answer("x") == nil)
        #expect(gateway.queryAnswer(status: 500, body: Array(#"{"state":"delivered"}"#.utf8)) == nil)
        let account = GatewayAccount(address: "http://h")
        #expect(try GatewayProfile.kannel.queryRequest(reference: "a", id: nil, account: account, at: .epoch, nonce: "") == nil)
    }
}
