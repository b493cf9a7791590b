import Alerts
import Foundation
import Testing

@testable import tocsin

@Suite struct ConfigurationTests {
    /// A configuration with one mistake, and what is said of it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        var yaml: String
        var finding: String
        var testDescription: String { finding }
    }

    static let mistakes = [
        Mistake(
            yaml: "community: c1\nmqt: {port: 1}\n", finding: ":2:1: error: mqt is not a known key; the nearest known key is mqtt"
        ),
        Mistake(
            yaml: "community: c1\nmqtt:\n  prot: 1884\n",
            finding: ":3:3: error: mqtt.prot is not a known key; the nearest known key is port"),
        Mistake(
            yaml: "community: c1\nmqtt: {port: many}\n",
            finding: ":2:14: error: mqtt.port is many; expected a whole number from 1 to 65535"),
        Mistake(
            yaml: "community: c1\nmqtt: {port: 70000}\n",
            finding: ":2:14: error: mqtt.port is 70000; expected a whole number from 1 to 65535"),
        Mistake(
            yaml: "community: c1\nmqtt: {port: \"1883\"}\n",
            finding: ":2:14: error: mqtt.port is the text \"1883\"; expected a whole number from 1 to 65535"),
        Mistake(yaml: "community: c1\nmqtt: [1]\n", finding: ":2:7: error: mqtt is a list; expected a mapping of keys to values"),
        Mistake(
            yaml: "community: c1\nmqtt: {root: tocsin/#}\n",
            finding: ":2:14: error: mqtt.root is tocsin/#; expected the beginning of topics, such as tocsin/v1, without + and #"),
        Mistake(
            yaml: "data: x\n",
            finding: ":1:1: error: community is missing; expected the community's identifier, for instance \"110101001001\""),
        Mistake(
            yaml: "community: c1\nsources:\n  - {source: a, senders: [x], approval: sometimes}\n",
            finding: ":3:41: error: sources[0].approval is sometimes; expected never, always, blue, yellow, orange or red"),
        Mistake(
            yaml: "community: c1\nsources:\n  - {source: a, sender: [x]}\n",
            finding: ":3:17: error: sources[0].sender is not a known key; the nearest known key is senders"),
        Mistake(
            yaml: "community: c1\nmqtt: {tls: {certificate: a.pem}}\n",
            finding: ":2:13: error: mqtt.tls.key is missing; a client certificate needs its key"),
        Mistake(
            yaml: "community: c1\nhttp: {public-url: here}\n",
            finding: ":2:20: error: http.public-url is here; expected an address such as http://127.0.0.1:8080"),
        Mistake(yaml: "community: c1\ncommunity: c2\n", finding: ": error: the key community stands twice; keep one of them"),
        Mistake(yaml: "community: [c1\n", finding: ": error: this is not YAML"),
    ]

    @Test(arguments: mistakes) func namesFileLineAndColumn(_ mistake: Mistake) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(mistake.yaml, to: "tocsin.yaml")
        let reading = ServiceConfiguration.read(path, environment: [:])
        #expect(reading.value == nil)
        #expect(
            reading.findings.contains { $0.description.hasPrefix(path) && $0.description.contains(mistake.finding) },
            "\(reading.findings.map(\.description))")
    }

    @Test func findsEverythingAtOnce() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("comunity: c1\nmqtt: {port: no, hots: x}\nhttp: 5\n", to: "tocsin.yaml")
        let findings = ServiceConfiguration.read(path, environment: [:]).findings
        #expect(findings.map(\.place.line) == [1, 1, 2, 2, 3])
    }

    @Test func readsTheShippedFile() throws {
        let path = Command.package.appendingPathComponent("Config/tocsin.yaml").path
        let configuration = try ServiceConfiguration.read(path, environment: [:]).get()
        #expect(configuration.community == "110101001001")
        #expect(configuration.data == Command.package.appendingPathComponent("var").path)
        #expect(configuration.mqtt.root == "tocsin/v1")
        #expect(configuration.sources.map(\.approval) == [.never])
    }

    @Test func environmentWinsOverTheFile() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("community: c1\nmqtt: {port: 1884, username: a}\n", to: "tocsin.yaml")
        let environment = [
            "TOCSIN_MQTT_PORT": "1999", "TOCSIN_MQTT_USERNAME": "b", "TOCSIN_MQTT_PASSWORD": "geheim", "TOCSIN_DATA": "elsewhere",
            "TOCSIN_HTTP_PUBLIC_URL": "https://example.org/", "TOCSIN_MQTT_TLS_CA": "/ca.pem",
            "TOCSIN_SOURCES": "[{source: county, senders: '*', approval: red}]",
        ]
        let configuration = try ServiceConfiguration.read(path, environment: environment).get()
        #expect(configuration.mqtt.port == 1999)
        #expect(configuration.mqtt.username == "b")
        #expect(configuration.mqtt.password?.secret == "geheim")
        #expect(!"\(configuration)".contains("geheim"))
        #expect(configuration.data == folder.path("elsewhere"))
        #expect(configuration.http.publicURL == "https://example.org")
        #expect(configuration.mqtt.tls == TLSSettings(authority: "/ca.pem"))
        #expect(configuration.sources == [SourceSettings(source: "county", senders: ["*"], approval: .below(.red))])
    }

    @Test func namesTheVariableThatIsWrong() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("community: c1\n", to: "tocsin.yaml")
        let wrong = ServiceConfiguration.read(path, environment: ["TOCSIN_MQTT_PORT": "x"])
        #expect(
            wrong.findings.map(\.description) == [
                "TOCSIN_MQTT_PORT: error: mqtt.port is x; expected a whole number from 1 to 65535"
            ])
        let unknown = ServiceConfiguration.read(path, environment: ["TOCSIN_MQTT_PROT": "1"])
        #expect(unknown.value != nil)
        #expect(
            unknown.findings.map(\.description)
                == ["TOCSIN_MQTT_PROT: warning: this variable is no setting; the nearest is TOCSIN_MQTT_PORT"])
    }

    @Test func secretsComeFromFilesOnly() throws {
        let folder = try TemporaryFolder()
        try folder.write("secret line\nsecond", to: "password")
        let good = try folder.write("community: c1\nmqtt: {username: u, password-file: password}\n", to: "good.yaml")
        #expect(try ServiceConfiguration.read(good, environment: [:]).get().mqtt.password?.secret == "secret line")
        let bad = try folder.write("community: c1\nmqtt: {username: u, password: hello}\n", to: "bad.yaml")
        let findings = ServiceConfiguration.read(bad, environment: [:]).findings
        #expect(findings.count == 1)
        #expect(findings.first?.text.contains("must not stand in this file") == true)
        #expect(findings.first?.description.contains("hello") == false)
        let absent = try folder.write("community: c1\nmqtt: {username: u, password-file: nowhere}\n", to: "absent.yaml")
        #expect(ServiceConfiguration.read(absent, environment: [:]).findings.map(\.place.line) == [2])
    }
}
