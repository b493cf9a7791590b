import Alerts
import Crypto
import Testing

/// Ids are the beginning of a hash that anybody can compute.
struct AlertIDTests {
    @Test("An id is the first 16 digits of SHA-256 over the triplet", arguments: Samples.names)
    func samples(_ name: String) throws {
        guard let received = try? AlertDocument.read(try Samples.bytes(name)) else { return }
        for alert in received.map(\.alert) {
            let triplet = "\(alert.sender),\(alert.identifier),\(alert.sent.text)"
            let digest = SHA256.hash(data: Array(triplet.utf8)).map { byte in
                (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            #expect(alert.id.description == digest.joined().prefix(16))
            #expect(AlertID(alert.id.description) == alert.id)
        }
    }

    @Test("A known id") func known() {
        // printf 'a,b,c' | sha256sum
        #expect(AlertID(sender: "a", identifier: "b", sent: "c").description == "205830ca5b23bbe3")
    }

    @Test(
        "What is not an id is none",
        arguments: ["", "9F86D081884C7D65", "9f86d081884c7d6", "9f86d081884c7d650", "g000000000000000"])
    func malformed(_ text: String) { #expect(AlertID(text) == nil) }
}
