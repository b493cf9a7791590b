import Foundation
import Simulation
import TestSupport
import Testing

extension GatewayTests {
    /// `tocsin-sim sms-gateway` as a program.
    @Suite struct SMSGatewayCommandTests {
        @Test func playsUntilItIsToldToEndAndGivesAnAccount() async throws {
            let folder = NSTemporaryDirectory() + "gateway-" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(atPath: folder) }
            try "household,phones\n1-1-101,19900000001;19900000002\n".write(
                toFile: folder + "/households.csv", atomically: true, encoding: .utf8)
            let program = try Program(
                Executables.simulator,
                [
                    "sms-gateway", "--smpp-port", "0", "--http-port", "0", "--register", folder, "--reach", "0.02..0.05",
                    "--seed",
                    "3",
                    "--ready-file", folder + "/ready", "--account", folder + "/account.json",
                ], output: folder + "/log")
            try await eventually("it is ready") { FileManager.default.fileExists(atPath: folder + "/ready") }
            let ready = try #require(
                try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: folder + "/ready"))) as? [String: Any])
            let customer = Customer(port: try #require(ready["http"] as? Int), secret: try #require(ready["secret"] as? String))
            #expect(try await customer.send("19900000001", "请转移", ref: "d-1")["code"] == "OK")
            try await eventually("it arrived") { try await customer.query("ref=d-1")["state"] == "delivered" }
            let smpp = try SMPPClient(port: try #require(ready["smpp"] as? Int))
            #expect(try await smpp.bind() == 0)
            let key = try #require((ready["wecom"] as? [String])?.first)
            let post = try await Curl.post(
                "http://127.0.0.1:\(customer.port)/cgi-bin/webhook/send?key=\(key)",
                #"{"msgtype":"text","text":{"content":"预警"}}"#)
            #expect(post["errcode"] == "0")
            #expect(await program.stop() == .exited(0))
            let account = try GatewayAccount(json: Data(contentsOf: URL(filePath: folder + "/account.json")))
            #expect(account.phones.map(\.phone.digits) == ["19900000001", "19900000002"])
            #expect(account.phones.allSatisfy { $0.known })
            #expect(account.phones.map(\.arrived.count) == [1, 0])
            #expect(account.references["d-1"]?.delivered == 1)
            #expect(account.smsc.binds == 1)
            #expect(account.robots.first { $0.kind == .wecom }?.posts == ["预警"])
        }

        @Test(arguments: [
            [], ["--http-port", "70000"], ["--http-port", "0", "--late", "2"],
            ["--http-port", "0", "--report-url", "http://example.com/"],
            ["--http-port", "0", "--vendor-b", "vb-01"], ["--http-port", "0", "--call-key", "12"],
            ["--smpp-port", "0", "--smpp-alphabet", "x"],
            ["--http-port", "0", "--delay", "3..1"], ["--http-port", "0", "--register", "/nowhere"],
        ])
        func wrongUseIsRefused(_ arguments: [String]) async throws {
            let result = try await Executables.run(Executables.simulator, ["sms-gateway"] + arguments)
            #expect(!result.isSuccess)
            #expect(!result.errors.isEmpty)
        }
    }
}
