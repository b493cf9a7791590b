import Alerts
import Community
import Coverage
import Dissemination
import Record

/// A message as a test thinks of it: a red rainstorm for everybody, unless it says otherwise.
struct Message {
    var identifier: String
    var sender = "station"
    var source = "county"
    var status = Status.actual
    var msgType = MsgType.alert
    var scope: Scope? = .public
    var addresses: [String] = []
    /// Seconds between the sending and now.
    var age = 0
    /// The identifiers of messages it refers to; `city/x` is one of another sender.
    var references: [String] = []
    var colour: Colour? = .red
    var hazard = Hazard.weather
    var urgencyClass = "immediate"
    var weather: [String] = []
    /// Minutes until it expires; nil for no word about it.
    var minutes: Int? = 180
    var households: ClosedRange<UInt32>? = 0...9
    var isAllClear = false
    var contradictsEnvelope = false
    var bytes = "a"
    var characters = 10

    init(_ identifier: String, _ change: (inout Message) -> Void = { _ in }) {
        self.identifier = identifier
        change(&self)
    }

    static func update(_ identifier: String, of references: [String], _ change: (inout Message) -> Void = { _ in }) -> Message {
        var message = Message(identifier, change)
        (message.msgType, message.references) = (.update, references)
        return message
    }

    static func cancel(_ identifier: String, of references: [String], _ change: (inout Message) -> Void = { _ in }) -> Message {
        var message = Message(identifier, change)
        (message.msgType, message.references) = (.cancel, references)
        return message
    }

    func incoming(at now: Moment) -> IncomingAlert {
        let sent = now - .seconds(Int64(age))
        var alert = Alert(
            identifier: identifier, sender: sender, sent: CAPTime(Timestamp(moment: sent, offsetMinutes: 480)), status: status,
            msgType: msgType, scope: scope)
        alert.addresses = addresses
        alert.references = references.map { text in
            let parts = text.split(separator: "/")
            return Reference(
                sender: parts.count == 2 ? String(parts[0]) : sender, identifier: String(parts.last ?? ""), sent: "never right")
        }
        let target = households.map {
            IncomingAlert.Target(rule: "shape", households: HouseholdSet(ascending: $0), places: HouseholdSet())
        }
        return IncomingAlert(
            source: source, original: OriginalDocument(sha256: bytes, size: 1), alert: alert, findings: [], hazard: hazard,
            event: "暴雨", kind: "rainstorm", urgencyClass: urgencyClass, weather: weather, colour: colour,
            expires: minutes.map { now + .minutes(Int64($0)) }, isAllClear: isAllClear,
            contradictsEnvelope: contradictsEnvelope, characters: characters, target: target)
    }
}

extension IncomingAlert {
    var id: AlertID { alert.id }
}
