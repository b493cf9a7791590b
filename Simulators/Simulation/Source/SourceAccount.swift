public import Alerts
public import Foundation

/// What a source sent and what the broker said to it.
public struct SourceAccount: Codable, Sendable, Hashable {
    /// One message.
    public struct Message: Codable, Sendable, Hashable {
        /// What the broker said.
        public enum Result: String, Codable, Sendable, Hashable {
            /// It has the message.
            case acknowledged
            /// It took the message, and nobody listens: the service never had a session there.
            case unheard
            /// It refused the message.
            case refused
            /// It said nothing until the end.
            case pending
        }

        /// The name of the step, and what was sent: a file, or an earlier step again.
        public var step: String?, file: String?, again: String?
        /// The alert's 16 digits; absent for what names no alert.
        public var alert: String?
        /// As in the message.
        public var identifier: String?, sender: String?, sent: String?, status: String?, msgType: String?
        /// The size of the message.
        public var bytes: Int
        /// When it was due, in seconds after the start.
        public var due: Double
        /// When it was handed to the connection.
        public var publishedAt: Moment
        /// When the broker answered.
        public var answeredAt: Moment?
        /// What the broker said.
        public var result = Result.pending
    }

    /// The version of this form.
    public var v = 1
    /// The community, and the name of the source.
    public var community: String, source: String
    /// When the run began and ended.
    public var from: Moment, to: Moment
    /// An entry a message, in the order of sending.
    public var messages: [Message] = []

    /// Whether the broker has every message and somebody listens.
    public var isComplete: Bool { messages.allSatisfy { $0.result == .acknowledged } }

    /// The JSON text, times with the offset of a zone.
    public func json(in zone: TimeZone) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        return try encoder.encode(self)
    }
}
