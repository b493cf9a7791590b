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

    static func messages() throws -> MessageTemplates { try read(MessageTemplates.self, "messages.yaml") }
    static func hazards() throws -> HazardTable { try read(HazardTable.self, "hazards.yaml") }
    static func signals() throws -> SignalTable { try read(SignalTable.self, "signals.yaml") }
    static func gateway(_ name: String) throws -> GatewayProfile { try read(GatewayProfile.self, "gateways/\(name).yaml") }
    static func robot(_ name: String) throws -> RobotProfile { try read(RobotProfile.self, "robots/\(name).yaml") }
    static func speaker(_ name: String) throws -> SpeakerProfile { try read(SpeakerProfile.self, "speakers/\(name).yaml") }

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
