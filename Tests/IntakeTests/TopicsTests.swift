import Intake
import Testing

/// What a message is, by its topic alone: anything that is not exactly one of the community's own topics is nothing.
@Suite struct TopicsTests {
    private let topics = Topics(root: "tocsin/v1", community: "110101001001")

    @Test func theOwnTopics() {
        #expect(topics.kind(of: "tocsin/v1/110101001001/alert/in/county") == .alert(source: "county"))
        #expect(topics.kind(of: "tocsin/v1/110101001001/device/ls-01/receipt") == .receipt(device: "ls-01"))
        #expect(topics.kind(of: "tocsin/v1/110101001001/device/ls-01/status") == .deviceStatus(device: "ls-01"))
        #expect(topics.kind(of: "tocsin/v1/110101001001/gateway/gw.1/status") == .gatewayStatus(gateway: "gw.1"))
        #expect(topics.command("ls-01") == "tocsin/v1/110101001001/device/ls-01/command")
    }

    @Test(arguments: [
        "", "tocsin/v1/110101001001", "tocsin/v1/110101001001/", "tocsin/v1/110101001001/device",
        "tocsin/v1/110101001001/device/x",
        "tocsin/v1/110101001002/device/ls-01/receipt", "x/tocsin/v1/110101001001/device/ls-01/receipt",
        "tocsin/v1/1101010010011/device/ls-01/receipt", "tocsin/v1/110101001001/device//receipt",
        "tocsin/v1/110101001001/device/ls-01/receipt/x", "tocsin/v1/110101001001/device/a/b/receipt",
        "tocsin/v1/110101001001/device/ls 01/receipt", "tocsin/v1/110101001001/device/-ls/receipt",
        "tocsin/v1/110101001001/device/ls-01/command", "tocsin/v1/110101001001/gateway/gw-1/receipt",
        "tocsin/v1/110101001001/alert/in/", "tocsin/v1/110101001001/alert/out", "tocsin/v1/110101001001/alert/in/喇叭",
    ])
    func whatIsNoneOfThem(topic: String) { #expect(topics.kind(of: topic) == nil) }

    @Test func identifiersHaveAtMost64Characters() {
        let name = String(repeating: "a", count: 64)
        #expect(topics.kind(of: "\(topics.base)/device/\(name)/receipt") == .receipt(device: name))
        #expect(topics.kind(of: "\(topics.base)/device/\(name)a/receipt") == nil)
    }
}
