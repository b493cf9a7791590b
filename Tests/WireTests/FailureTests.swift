import TestSupport
import Testing
import Wire

/// Whatever is wrong is said in words that name it and what to do.
@Suite struct FailureTests {
    private func reason(
        _ configuration: MQTTConfiguration, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> MQTTDisconnection {
        try await withSession(configuration, awaitReady: false) { _, recorder in
            try await recorder.until("a failure") { $0.lastDisconnection != nil }
            return try #require(recorder.seen.lastDisconnection, sourceLocation: sourceLocation)
        }
    }

    @Test(arguments: [MQTTProtocolVersion.v5, .v311]) func wrongPassword(_ version: MQTTProtocolVersion) async throws {
        let broker = try await Broker.launch(.init(access: .init(passwords: ["tocsin": "right"], community: "c1")))
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.protocolChoice = .only(version)
        (configuration.username, configuration.password) = ("tocsin", "wrong")
        let wrong = try await reason(configuration)
        #expect(wrong.kind == .loginRefused)
        #expect(wrong.text.contains("\"tocsin\"") && wrong.text.contains("mqtt.username"), "\(wrong.text)")
        (configuration.username, configuration.password) = (nil, nil)
        #expect(try await reason(configuration).kind == .loginRefused)
    }

    @Test func nobodyThere() async throws {
        let port = Loopback.freePort()
        let refused = try await reason(.test(port))
        #expect(refused.kind == .unreachable)
        #expect(refused.text.contains("port \(port)") && refused.text.contains("refused"), "\(refused.text)")
        var byName = MQTTConfiguration.test(port)
        byName.host = "localhost"
        #expect(try await reason(byName).kind == .unreachable)
        byName.host = "no-such-host.invalid"
        let unknown = try await reason(byName)
        #expect(unknown.kind == .unknownHost && unknown.text.contains("no-such-host.invalid"), "\(unknown.text)")
    }

    @Test func localhostReachesWhicheverAddressListens() async throws {
        let broker = try await Broker.launch()
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.host = "localhost"
        try await withSession(configuration) { _, _ in }
    }

    @Test func wrongAuthority() async throws {
        let broker = try await Broker.launch(.init(tls: .server))
        let certificates = try #require(broker.certificates)
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.tls = .init(authorityFile: certificates.otherAuthority)
        let wrong = try await reason(configuration)
        #expect(wrong.kind == .tls)
        #expect(wrong.text.contains("certificate verify failed") && wrong.text.contains("mqtt.tls.ca"), "\(wrong.text)")

        configuration.tls = .init(authorityFile: certificates.folder + "/absent.crt")
        let absent = try await reason(configuration)
        #expect(absent.kind == .configuration && absent.text.contains("absent.crt"), "\(absent.text)")
    }

    @Test func certificateForAnotherName() async throws {
        let broker = try await Broker.launch(.init(tls: .server))
        let certificates = try #require(broker.certificates)
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.tls = .init(authorityFile: certificates.authority)
        configuration.host = "127.0.0.2"
        // The broker listens on 127.0.0.1 only, so another name for it goes through a proxy there.
        #expect(try await reason(configuration).kind == .unreachable)
        configuration.host = "ip6-localhost"
        let named = try await reason(configuration)
        #expect([.tls, .unreachable, .unknownHost].contains(named.kind))
        configuration.host = "localhost"
        try await withSession(configuration) { _, _ in }
    }

    @Test func plainClientOnTLSPortAndTheOtherWayRound() async throws {
        let secured = try await Broker.launch(.init(tls: .server))
        let plainly = try await reason(.test(secured.port))
        #expect(plainly.text.contains("TLS"), "\(plainly.text)")

        let plain = try await Broker.launch()
        var configuration = MQTTConfiguration.test(plain.port)
        configuration.tls = .init(authorityFile: try #require(secured.certificates).authority)
        let securely = try await reason(configuration)
        #expect(securely.text.contains("TLS"), "\(securely.text)")
    }

    @Test func clientCertificates() async throws {
        let broker = try await Broker.launch(.init(tls: .mutual))
        let certificates = try #require(broker.certificates)
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.tls = .init(authorityFile: certificates.authority)
        let without = try await reason(configuration)
        #expect(without.text.contains("client certificate"), "\(without.text)")
        configuration.tls = .init(
            authorityFile: certificates.authority, certificateFile: certificates.client, keyFile: certificates.clientKey)
        try await withSession(configuration) { _, _ in }
        configuration.tls?.keyFile = certificates.serverKey
        #expect(try await reason(configuration).kind == .tls)
    }

    @Test func haltedBroker() async throws {
        let broker = try await Broker.launch()
        broker.suspend()
        defer { broker.resume() }
        var configuration = MQTTConfiguration.test(broker.port)
        configuration.connectTimeoutSeconds = 1
        let silent = try await reason(configuration)
        #expect(silent.kind == .silent && silent.text.contains("1 s"), "\(silent.text)")
    }

    /// mosquitto 2.0 closes the older connection without a word; brokers that say 0x8E are in the next test.
    @Test func takenOverByItsDouble() async throws {
        let broker = try await Broker.launch()
        try await withSession(.test(broker.port, "twin")) { _, first in
            try await withSession(.test(broker.port, "twin")) { _, _ in
                try await first.until("thrown out") { $0.lastDisconnection?.kind == .lost }
                let text = first.seen.lastDisconnection?.text ?? ""
                #expect(text.contains("\"twin\""), "\(text)")
            }
        }
    }

    @Test func brokerSaysWhyItEndsTheConnection() async throws {
        let broker = try await Broker.launch()
        for (code, kind) in [(0x8E, .takenOver), (0x8B, .lost)] as [(UInt8, MQTTDisconnection.Kind)] {
            // The SUBACK becomes a DISCONNECT with that reason.
            let proxy = TCPProxy(
                to: broker.port,
                .init(tap: { direction, bytes in direction == .toClient && bytes.first == 0x90 ? [0xE0, 1, code] : bytes }))
            defer { proxy.stop() }
            let ended = try await reason(.test(proxy.port, subscriptions: ["a"]))
            #expect(ended.kind == kind, "\(ended.text)")
        }
    }

    @Test func refusedSubscriptionNamesItsTopic() async throws {
        let broker = try await Broker.launch()
        // mosquitto's rules accept every subscription; other brokers do not. The proxy turns the grant into 0x87.
        let proxy = TCPProxy(
            to: broker.port,
            .init(tap: { direction, bytes in
                guard direction == .toClient, bytes.first == 0x90, bytes.count == 6 else { return bytes }
                return Array(bytes.dropLast()) + [0x87]
            }))
        defer { proxy.stop() }
        let refused = try await reason(.test(proxy.port, subscriptions: ["secret/#"]))
        #expect(refused.kind == .subscriptionRefused)
        #expect(refused.text.contains("secret/#"), "\(refused.text)")
    }

    @Test func olderBrokerIsSpokenToInItsOwnVersion() async throws {
        let broker = try await Broker.launch()
        let proxy = TCPProxy(to: broker.port, .init(refusesMQTT5: true))
        defer { proxy.stop() }
        try await withSession(.test(proxy.port, subscriptions: ["a"])) { _, recorder in
            #expect(recorder.seen.states == [.connecting, .connecting, .connected(.v311, sessionPresent: false), .ready])
        }
        var strict = MQTTConfiguration.test(proxy.port)
        strict.protocolChoice = .only(.v5)
        #expect(try await reason(strict).kind == .refused)
    }

    @Test func impossibleConfigurationsAreRefusedAtOnce() {
        let changes: [(inout MQTTConfiguration) -> Void] = [
            { $0.host = "" }, { $0.port = 0 }, { $0.port = 65536 }, { $0.clientID = "" }, { $0.keepAliveSeconds = 4 },
            { $0.window = 0 },
            { $0.burst = 0 }, { $0.password = "x" }, { $0.backoff.initial = .zero }, { $0.backoff.jitter = 2 },
            { $0.subscriptions = [.init("a/#/b")] }, { $0.will = .init(topic: "a/+", payload: []) },
            { $0.tls = .init(certificateFile: "x") }, { $0.connectTimeoutSeconds = 0 },
        ]
        for change in changes {
            var configuration = MQTTConfiguration.test(1883)
            change(&configuration)
            #expect(throws: MQTTConfigurationError.self) { try configuration.validate() }
        }
    }
}
