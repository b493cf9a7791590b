/// Reads a warning in the XML of the Chinese 12379 system (GB/T 35965.1—2018 as it is really sent) and turns it into CAP.
struct Warning12379Reading {
    /// The system under which this reader puts the Chinese colour, which is the master value of a 12379 warning.
    static let colourName = "12379:severity"
    /// The system under which this reader puts the event type.
    static let eventName = "12379:eventType"
    /// The system under which CMA itself puts division codes when it writes CAP.
    static let divisionName = "CPEAS Geographic Code"
    private static let beijing = 480

    let fields: Fields
    var notes = FindingList()

    init(warning: Element) { fields = Fields(warning) }

    /// The texts for single channels.
    var channelTexts: [ChannelText] {
        fields.all("code").flatMap { Fields($0).all("method") }.map { method in
            let parts = Fields(method)
            return ChannelText(
                methodName: parts.text("methodName") ?? "", message: parts.text("message") ?? "",
                audienceGroup: parts.text("audienceGrp"))
        }
    }

    /// The warning as a CAP alert.
    mutating func alert() throws(AlertRefusal) -> Alert {
        let identifier = try fields.required("identifier").text
        if !Warning12379Reading.isUsualIdentifier(identifier) {
            notes.add(
                .warning, "intake.identifier", at: fields.first("identifier"),
                "The identifier does not have the form area and body, `_`, time, `_`, number; it is taken as it is.")
        }
        let sender = try senderName()
        var alert = Alert(identifier: identifier, sender: sender, sent: try sent(), status: try status(), msgType: try msgType())
        alert.source = fields.text("senderCode")
        alert.note = fields.text("note")
        alert.scope = scope(&alert)
        alert.references = references(sender: sender)
        let infos = fields.filled("info")
        for block in infos { alert.infos.append(info(block)) }
        guard alert.msgType == .cancel || alert.infos.contains(where: \.saysSomething) else {
            throw .unusable(
                element: "info", line: fields.block.line, reason: "The warning has neither headline nor description.")
        }
        return alert
    }

    /// `sender` without the characters that CAP forbids there.
    private mutating func senderName() throws(AlertRefusal) -> String {
        let name = fields.text("sender") ?? fields.text("senderCode") ?? ""
        guard !name.isEmpty else { throw .unusable(element: "sender", line: fields.block.line, reason: "sender is missing.") }
        guard ValueForm.hasForbiddenCharacter(name) else { return name }
        return String(name.map { ValueForm.hasForbiddenCharacter(String($0)) ? "_" : $0 })
    }

    private func sent() throws(AlertRefusal) -> CAPTime {
        let (element, text) = try fields.required("sendTime")
        guard let time = LenientValue.time(text, assumedOffset: Warning12379Reading.beijing) else {
            throw .unusable(element: "sendTime", line: element.line, reason: "“\(text.clipped)” is not a time.")
        }
        return CAPTime(time.timestamp)
    }

    private func status() throws(AlertRefusal) -> Status {
        let named = fields.block.name == "alert" ? nil : fields.block.name
        guard let text = fields.text("status") ?? named, let status: Status = LenientValue.word(text) else {
            throw .unusable(
                element: "status", line: (fields.first("status") ?? fields.block).line,
                reason: "status is missing or not one of Actual, Exercise, Test, Draft.")
        }
        return status
    }

    private mutating func msgType() throws(AlertRefusal) -> MsgType {
        let (element, text) = try fields.required("msgType")
        if text.lowercased() == "cancle" {
            notes.add(.warning, "intake.msgType", at: element, "“\(text)” is taken as Cancel.")
            return .cancel
        }
        guard let type: MsgType = LenientValue.word(text) else {
            throw .unusable(element: "msgType", line: element.line, reason: "“\(text.clipped)” is not a message type.")
        }
        return type
    }

    /// `secClassification` Inner is for offices only, so it must not become Public.
    private mutating func scope(_ alert: inout Alert) -> Scope {
        guard let element = fields.first("secClassification"), element.text.lowercased() == "inner" else { return .public }
        notes.add(.warning, "intake.scope", at: element, "The warning is internal (Inner) and taken as Restricted.")
        alert.restriction = "secClassification Inner"
        return .restricted
    }

    /// References here are bare identifiers. Where one has the usual form, it tells its own time.
    private mutating func references(sender: String) -> [Reference] {
        fields.filled("references").flatMap { element in
            LenientValue.references(element.bytes, sender: sender).map { reference in
                var reference = reference
                if reference.sent.isEmpty { reference.sent = Warning12379Reading.time(in: reference.identifier) ?? "" }
                return reference
            }
        }
    }

    /// 11 to 14 digits, the time as 14 digits, and in the full form a number: 29 or 31 characters in practice.
    static func isUsualIdentifier(_ text: String) -> Bool {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2 || (parts.count == 3 && parts[2].utf8.count == 1),
            parts.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) })
        else { return false }
        return (11...14).contains(parts[0].utf8.count) && parts[1].utf8.count == 14
    }

    private static func time(in identifier: String) -> String? {
        guard isUsualIdentifier(identifier) else { return nil }
        let digits = Array(identifier.utf8.split(separator: 0x5F)[1]).map { Character(Unicode.Scalar($0)) }
        func part(_ range: Range<Int>) -> String { String(digits[range]) }
        let text = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))+08:00"
        return Timestamp(text) == nil ? nil : text
    }
}
