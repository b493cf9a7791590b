import Foundation
import Synchronization
import TestSupport
import Wire

/// Publishes alerts as a county does, and listens to what devices are told.
final class AlertProbe: MQTTSessionDelegate {
    private struct Shared {
        var isReady = false
        var toPublish: [MQTTPublish] = []
        var headline = ""
        var published: ContinuousClock.Instant?
        var heard: ContinuousClock.Instant?
    }

    private let shared = Mutex(Shared())
    private let session = Mutex<MQTTSession?>(nil)
    private static let base = "tocsin/v1/110101001001"

    init(port: Int) async throws {
        var configuration = MQTTConfiguration(host: "127.0.0.1", port: port, clientID: "bench-probe")
        configuration.subscriptions = [.init("\(Self.base)/device/+/command")]
        configuration.cleanStart = true
        configuration.sessionExpirySeconds = 0
        let session = try MQTTSession(configuration, delegate: self)
        try session.start()
        self.session.withLock { $0 = session }
        while !shared.withLock({ $0.isReady }) { try await Task.sleep(for: .milliseconds(5)) }
    }

    func stop() async { await session.withLock { $0 }?.stop() }

    /// Publishes an alert; the time until the first device was sent a command for it.
    func send(_ number: Int) async throws -> Duration {
        let headline = "示例市气象台发布暴雨红色预警信号第\(number)号"
        let publish = MQTTPublish(topic: "\(Self.base)/alert/in/county", payload: Array(Self.document(number, headline).utf8))
        shared.withLock { shared in
            shared.headline = headline
            shared.heard = nil
            shared.toPublish = [publish]
        }
        session.withLock { $0 }?.wake()
        for _ in 0..<10_000 {
            let times = shared.withLock { ($0.published, $0.heard) }
            if case (let published?, let heard?) = times { return heard - published }
            try await Task.sleep(for: .milliseconds(1))
        }
        throw ChildProcess.Failure("no device was told of alert \(number)")
    }

    func received(_ burst: [MQTTMessage]) -> MQTTAcceptance {
        let now = ContinuousClock.now
        shared.withLock { shared in
            guard shared.heard == nil, !shared.headline.isEmpty else { return }
            let isHeard = burst.contains { String(decoding: $0.payload, as: UTF8.self).contains("\"\(shared.headline)\"") }
            if isHeard { shared.heard = now }
        }
        return .committed
    }

    func nextPublishes(_ capacity: Int) -> [MQTTPublish] {
        shared.withLock { shared in
            defer { shared.toPublish = [] }
            if !shared.toPublish.isEmpty { shared.published = .now }
            return shared.toPublish
        }
    }

    func stateChanged(_ state: MQTTSessionState) {
        if state == .ready { shared.withLock { $0.isReady = true } }
    }

    private static func document(_ number: Int, _ headline: String) -> String {
        let now = Date()
        let form = Date.ISO8601FormatStyle(timeZone: .gmt)
        func text(_ date: Date) -> String { date.formatted(form).replacingOccurrences(of: "Z", with: "+00:00") }
        let (sent, expires) = (text(now), text(now.addingTimeInterval(7200)))
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
              <identifier>benchmark-\(number)</identifier><sender>sample-meteorological-observatory</sender><sent>\(sent)</sent>
              <status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
              <info>
                <language>zh-CN</language><category>Met</category><event>暴雨</event><responseType>Shelter</responseType>
                <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Likely</certainty>
                <expires>\(expires)</expires><senderName>示例市气象台</senderName><headline>\(headline)</headline>
                <description>示例市气象台发布暴雨红色预警信号，低洼处居民请立即转移到高处。</description>
                <area><areaDesc>示例市示例区</areaDesc>
                  <geocode><valueName>CPEAS Geographic Code</valueName><value>110101</value></geocode></area>
              </info>
            </alert>
            """
    }
}
