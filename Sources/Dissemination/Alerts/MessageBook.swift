public import Alerts
import Community
public import Record

/// All messages ever seen, and who replaced or ended whom: what makes the second copy of an alert the same alert.
public struct MessageBook: Sendable {
    /// One message.
    public struct Message: Hashable, Sendable {
        /// Its id.
        public var id: AlertID
        /// Its identifier, as the issuer gave it.
        public var identifier: String
        /// CAP status.
        public var status: Status
        /// SHA-256 of the bytes that came first.
        public var sha256: String
        /// When the issuer sent it; nil for one that is held.
        public var sent: Moment?
        /// What became of it.
        public var fate: Fate
        /// The source that brought it.
        public var source: String
        /// Whether the source may speak for its sender, or a person let it go.
        var isVouched = true
    }

    /// What became of a message.
    public enum Fate: Hashable, Sendable {
        case accepted, held, rejected
        case recorded(AlertRecorded.Reason)
    }

    /// Who ended a message that may not have come yet.
    struct End: Hashable, Sendable {
        var by: AlertID
        var sent: Moment
        var status: Status
        var cause: AlertEnded.Cause
    }

    private var byID: [AlertID: Message] = [:]
    private var byKey: [MessageKey: [AlertID]] = [:]
    private var ends: [MessageKey: [End]] = [:]

    /// A message by its id.
    public func message(_ id: AlertID) -> Message? { byID[id] }

    /// All messages that wait for the duty officer, in the order of their ids.
    public var held: [Message] { byID.values.filter { $0.fate == .held }.sorted { $0.id < $1.id } }

    /// The messages of a status that a reference means.
    func messages(_ key: MessageKey, status: Status) -> [Message] {
        (byKey[key] ?? []).compactMap { byID[$0] }.filter { $0.status == status }
    }

    /// What replaced or ended a message, perhaps before it came.
    func ends(of key: MessageKey, status: Status) -> [End] { (ends[key] ?? []).filter { $0.status == status } }

    mutating func apply(_ entry: Entry) {
        switch entry {
        case .alertAccepted(let line):
            let message = Message(
                id: line.alert, identifier: line.message.identifier, status: line.status, sha256: line.original.sha256,
                sent: line.sent, fate: .accepted, source: line.source)
            add(message, line.message)
            noteEnds(line.message, by: line.alert, sent: line.sent, status: line.status, msgType: line.msgType)
        case .alertRecorded(let line):
            let message = Message(
                id: line.alert, identifier: line.message.identifier, status: line.status, sha256: line.original.sha256,
                sent: line.sent, fate: .recorded(line.reason), source: line.source, isVouched: line.unvouched != true)
            add(message, line.message)
            if line.reason == .cancelOfUnknown || line.reason == .elsewhere || line.reason == .expired {
                noteEnds(line.message, by: line.alert, sent: line.sent, status: line.status, msgType: line.msgType)
            }
        case .alertHeld(let line):
            let message = Message(
                id: line.alert, identifier: line.message.identifier, status: line.status, sha256: line.original.sha256,
                sent: nil, fate: .held, source: line.source)
            add(message, line.message)
        case .alertRejected(let line): byID[line.alert]?.fate = .rejected
        default: break
        }
    }

    private mutating func add(_ message: Message, _ name: MessageName) {
        if byID[message.id] == nil { byKey[name.key, default: []].append(message.id) }
        byID[message.id] = message
    }

    private mutating func noteEnds(_ name: MessageName, by: AlertID, sent: Moment, status: Status, msgType: MsgType) {
        guard msgType == .update || msgType == .cancel else { return }
        for key in name.references {
            ends[key, default: []].append(
                End(by: by, sent: sent, status: status, cause: msgType == .cancel ? .cancelled : .superseded))
        }
    }
}
