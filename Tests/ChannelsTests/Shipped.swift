import Alerts
import Channels
import Community
import Foundation
import TestSupport
import Testing
import Yams

/// The shipped files of the channels, and the facts that tests make messages from.
enum Shipped {
    static func read<Value: Decodable>(_ type: Value.Type, _ path: String) throws -> Value {
        try YAMLDecoder().decode(
            type, from: String(contentsOf: ShippedConfiguration.folder.appending(path: path), encoding: .utf8))
    }

    private static let files = (
        messages: Result { try read(MessageTemplates.self, "messages.yaml") },
        hazards: Result { try read(HazardTable.self, "hazards.yaml") },
        signals: Result { try read(SignalTable.self, "signals.yaml") },
        gateways: Result { try folder(GatewayProfile.self, "gateways") },
        robots: Result { try folder(RobotProfile.self, "robots") },
        speakers: Result { try folder(SpeakerProfile.self, "speakers") }
    )

    private static func folder<Value: Decodable>(_ type: Value.Type, _ name: String) throws -> [String: Value] {
        let files = try FileManager.default.contentsOfDirectory(atPath: ShippedConfiguration.folder.appending(path: name).path)
        return Dictionary(
            uniqueKeysWithValues: try files.filter { $0.hasSuffix(".yaml") }.map {
                (String($0.dropLast(5)), try read(type, "\(name)/\($0)"))
            })
    }

    static func messages() throws -> MessageTemplates { try files.messages.get() }
    static func hazards() throws -> HazardTable { try files.hazards.get() }
    static func signals() throws -> SignalTable { try files.signals.get() }
    static func gateway(_ name: String) throws -> GatewayProfile { try #require(try files.gateways.get()[name]) }
    static func robot(_ name: String) throws -> RobotProfile { try #require(try files.robots.get()[name]) }
    static func speaker(_ name: String) throws -> SpeakerProfile { try #require(try files.speakers.get()[name]) }

    /// A gateway as somebody would write it.
    static func gateway(yaml: String) throws -> GatewayProfile { try YAMLDecoder().decode(GatewayProfile.self, from: yaml) }

    /// 1 July 2026, 14:03:05, Beijing.
    static let moment = Moment(milliseconds: 1_782_885_785_120)

    static let facts = MessageFacts(
        status: .actual, msgType: .alert, kind: "rainstorm", hazard: .weather, event: "暴雨", colour: .red, area: "示例社区",
        issuer: "北京市气象台", sent: Timestamp(moment: moment, offsetMinutes: 480))

    /// A handset of the ranges that the simulators use.
    static let handset = Phone("13800000011") ?? { fatalError("a number of a test is none") }()

    static func phone(_ text: String) throws -> Phone { try #require(Phone(text)) }
}

extension MessageFacts {
    func with(_ change: (inout MessageFacts) -> Void) -> MessageFacts {
        var copy = self
        change(&copy)
        return copy
    }
}
