import Alerts
import Testing
import Yams

@testable import Channels

/// Signatures, against values that were computed with openssl and Python from the providers' rules.
struct SigningTests {
    private let message = OutgoingMessage(
        phone: Shipped.handset, text: "暴雨红色预警", reference: "0123456789abcdef")

    @Test func theSimulators() throws {
        let account = GatewayAccount(address: "http://127.0.0.1:9/", secret: "simulator-secret", sign: "示例社区")
        let gateway = try Shipped.gateway("simulator")
        let request = try gateway.request(for: message, account: account, at: Shipped.moment, nonce: "n")
        #expect(request.url == "http://127.0.0.1:9/sms/send" && request.method == "POST")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"content":"暴雨红色预警","phone":"+8613800000011","ref":"0123456789abcdef","sign":"示例社区"}"#)
        #expect(request.header("X-Timestamp") == "1782885785120")
        #expect(request.header("X-Signature") == "4073cdb75e1667046c55712d3604b8ab2c9bdbaf8025c58d7bbca1afd322031a")
        let question = try #require(
            try gateway.queryRequest(reference: "0123456789abcdef", id: nil, account: account, at: Shipped.moment, nonce: "n"))
        #expect(question.url == "http://127.0.0.1:9/sms/query?ref=0123456789abcdef" && question.method == "GET")
        #expect(question.header("X-Signature") == "8db2f3aee18edf6aadc1b64e8c12106a640a214298fd15687b9a9b9f5ef24ee2")
    }

    @Test("The provider's own published example of its RPC signature") func published() throws {
        let yaml = """
            request:
              url: "{address}/"
              query: {Timestamp: "2016-02-23T12:46:24Z", Format: XML, AccessKeyId: "{account}", Action: DescribeRegions,
                SignatureMethod: HMAC-SHA1, SignatureNonce: "{nonce}", Version: "2014-05-26", SignatureVersion: "1.0",
                Signature: "{signature}"}
            signing: {algorithm: hmac-sha1, key: "{secret}&", over: "{method}&%2F&{sorted-parameters|percent}", encoding: base64}
            """
        struct Example: Decodable {
            var request: RequestTemplate
            var signing: Signing
        }
        let example = try YAMLDecoder().decode(Example.self, from: yaml)
        let account = GatewayAccount(address: "http://ecs.aliyuncs.com", account: "testid", secret: "testsecret")
        let values = RequestValues(named: account.named, moment: Shipped.moment, nonce: "3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf")
        let request = try example.request.filled(values, signing: example.signing)
        #expect(request.url.contains("Signature=OLeaidS1JvxuMvnyHOwuJ%2BuX5qY%3D&"))
    }

    @Test func formsWithTheSignatureInTheBody() throws {
        let filled = FilledTemplate(code: "SMS_1", parameters: [.init(name: "issuer", value: "北京市气象台")])
        var message = message
        message.template = filled
        let account = GatewayAccount(
            address: "https://dysmsapi.aliyuncs.com", account: "testId", secret: "testSecret", sign: "示例社区")
        let request = try Shipped.gateway("aliyun-like").request(for: message, account: account, at: Shipped.moment, nonce: "n-1")
        let fields = try #require(FormReader.read(request.body))
        let value = { (name: String) in fields.first { $0.name == name }?.value.scalar }
        #expect(value("Signature") == "JHr3xS91RKz76j/qZ4fE6CTprm4=" && value("PhoneNumbers") == "13800000011")
        #expect(value("TemplateParam") == #"{"issuer":"北京市气象台"}"# && value("Timestamp") == "2026-07-01T06:03:05Z")
    }

    @Test func aChainOfKeys() throws {
        var message = message
        message.template = FilledTemplate(code: "1000003", parameters: [.init(name: "issuer", value: "北京市气象台")])
        let account = GatewayAccount(
            address: "https://sms.tencentcloudapi.com", account: "testId", secret: "testKey", sign: "示例社区")
        let request = try Shipped.gateway("tencent-like").request(for: message, account: account, at: Shipped.moment, nonce: "n")
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"PhoneNumberSet":["+8613800000011"],"SessionContext":"0123456789abcdef","SignName":"示例社区","#
                + #""SmsSdkAppId":"1400000000","TemplateId":"1000003","TemplateParamSet":["北京市气象台"]}"#)
        #expect(
            request.header("Authorization")
                == "TC3-HMAC-SHA256 Credential=testId/2026-07-01/sms/tc3_request, SignedHeaders=content-type;host, "
                + "Signature=377a7ce8d6dc4a8fff0d84e26a95919190c2ff140b62e9f24e78b6f48f037eb1")
    }

    @Test func plainDigests() throws {
        let values = RequestValues(named: ["secret": "b"], moment: .epoch, nonce: "")
        let digest = { (yaml: String) in try YAMLDecoder().decode(Signing.self, from: yaml).signature(values) }
        #expect(try digest("{algorithm: md5, over: 'a{secret}c', encoding: hex}") == "900150983cd24fb0d6963f7d28e17f72")
        #expect(
            try digest("{algorithm: sha256, over: 'a{secret}c', encoding: hex}")
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(try digest("{algorithm: md5, over: '', encoding: base64}") == "1B2M2Y8AsgTpgAmY7PhCfg==")
    }

    @Test("Robots: DingTalk and Feishu swap key and message, WeCom signs nothing") func robots() throws {
        let account = GatewayAccount(address: "https://robot.example/send?access_token=t", secret: "SECexample")
        let dingtalk = try Shipped.robot("dingtalk").request(text: "雨", account: account, at: Shipped.moment, nonce: "n")
        #expect(
            dingtalk.url == "https://robot.example/send?access_token=t&sign=WUgAInK178gXNJuk6ZMqAiCtD4pD8Ol2kQPF4Vbt12s%3D"
                + "&timestamp=1782885785120")
        #expect(String(decoding: dingtalk.body, as: UTF8.self) == #"{"msgtype":"text","text":{"content":"雨"}}"#)
        let feishu = try Shipped.robot("feishu").request(text: "雨", account: account, at: Shipped.moment, nonce: "n")
        #expect(
            String(decoding: feishu.body, as: UTF8.self)
                == #"{"content":{"text":"雨"},"msg_type":"text","sign":"65PipiOBMay5lArQ6p7zqxYM8mt6XEmHAnIbyIjEUUw=","#
                + #""timestamp":"1782885785"}"#)
        #expect(feishu.url == account.address)
        let wecom = try Shipped.robot("wecom").request(
            text: "雨", account: GatewayAccount(address: account.address), at: Shipped.moment, nonce: "n")
        #expect(wecom.url == account.address && wecom.headers.count == 1)
        #expect(throws: MissingValue(name: "secret")) {
            try Shipped.robot("feishu").request(
                text: "雨", account: GatewayAccount(address: "a"), at: Shipped.moment, nonce: "n")
        }
    }
}
