import Alerts
public import Community
import Foundation
public import Record

/// The payload of a device's command. Thousands of devices get the same but for the delivery id, so the rest is put into bytes once.
public struct CommandPayload: Sendable {
    private let suffix: [UInt8]

    private struct Members: Encodable {
        var alert: AlertID
        var action: Action
        var status: Status
        var msgType: MsgType
        var hazard: Hazard
        var event: String
        @Nullable var colour: Colour?
        var headline: String
        var text: String
        var language: String
        var issuer: String
        var `repeat`: Int
        var priority: Int
        var sent: String
        var expires: String
        @Nullable var audio: Sound?
    }

    /// The payloads by which devices are of a channel are asked for an action on an alert.
    ///
    /// - Parameter audio: the text as sound, for those that cannot speak.
    /// - Throws: `EncodingError`, which texts and numbers never cause.
    public init(_ content: AlertContent, action: Action, channel: Channel, audio: Sound? = nil) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        let members = Members(
            alert: content.alert, action: action, status: content.status, msgType: content.msgType, hazard: content.hazard,
            event: content.event, colour: content.colour, headline: content.headline,
            text: channel == .loudspeaker ? content.spoken : content.shown,
            language: content.language, issuer: content.issuer, repeat: content.plays, priority: content.priority,
            sent: content.sent.description, expires: content.expires.description, audio: audio)
        suffix = Array(#"","#.utf8) + (try encoder.encode(members)).dropFirst()
    }

    /// The payload for one delivery.
    public func bytes(for delivery: DeliveryID) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(suffix.count + 40)
        bytes.append(contentsOf: #"{"v":1,"delivery":""#.utf8)
        HexDigits.append(delivery.rawValue, to: &bytes)
        bytes.append(contentsOf: suffix)
        return bytes
    }

    /// The question for the last receipts of every delivery that a device still holds.
    public static let report = Array(#"{"v":1,"action":"report"}"#.utf8)
}
