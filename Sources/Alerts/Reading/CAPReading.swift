/// Reads one CAP message in any order, taking what can be acted on safely and noting every liberty taken.
struct CAPReading {
    let fields: Fields
    var notes = FindingList()

    init(block: Element) { fields = Fields(block) }

    /// The message.
    ///
    /// - Throws: `AlertRefusal.unusable` where identifier, sender, sent, status or msgType stay unknown, or where a message
    ///   that residents are to hear has nothing to say.
    mutating func alert() throws(AlertRefusal) -> Alert {
        let status: Status = try requiredWord("status")
        let msgType: MsgType = try messageType()
        let identifier = try fields.required("identifier").text
        let sender = try fields.required("sender").text
        var alert = Alert(
            identifier: identifier, sender: sender, sent: try sent(), status: status, msgType: msgType,
            source: fields.text("source"), scope: word("scope", in: fields), restriction: fields.text("restriction"),
            note: fields.text("note"))
        if alert.scope == nil {
            notes.add(.error, "intake.scope", at: fields.block, "scope is unknown; the message is taken as Public.")
            alert.scope = .public
        }
        alert.addresses = fields.filled("addresses").flatMap { LenientValue.items($0.text) }
        alert.incidents = fields.filled("incidents").flatMap { LenientValue.items($0.text) }
        alert.codes = fields.filled("code").map(\.text)
        alert.references = references(sender: sender)
        alert.infos = fields.filled("info").map { info($0, sent: alert.sent) }
        try requireWords(alert)
        return alert
    }

    /// Whoever is to act on a message must be able to say what it is about.
    private func requireWords(_ alert: Alert) throws(AlertRefusal) {
        guard alert.status == .actual || alert.status == .exercise, alert.msgType == .alert || alert.msgType == .update else {
            return
        }
        guard alert.infos.contains(where: \.saysSomething) else {
            throw .unusable(
                element: "info", line: fields.block.line,
                reason: "The message says nothing: no info has an event, a headline, a description or an instruction.")
        }
    }

    private mutating func requiredWord<Word: RawRepresentable & CaseIterable>(_ name: String) throws(AlertRefusal) -> Word
    where Word.RawValue == String {
        let (element, text) = try fields.required(name)
        guard let word: Word = LenientValue.word(text) else {
            throw .unusable(
                element: name, line: element.line, reason: "“\(text.clipped)” is not a \(name) that CAP knows.")
        }
        return word
    }

    private mutating func messageType() throws(AlertRefusal) -> MsgType {
        let (element, text) = try fields.required("msgType")
        if text.lowercased() == "cancle" {
            notes.add(.error, "intake.msgType", at: element, "“\(text)” is taken as Cancel.")
            return .cancel
        }
        return try requiredWord("msgType")
    }

    private func sent() throws(AlertRefusal) -> CAPTime {
        let (element, text) = try fields.required("sent")
        guard let time = LenientValue.time(text) else {
            throw .unusable(
                element: "sent", line: element.line,
                reason: "“\(text.clipped)” is not a time with its offset from UTC, so it is unknown when this was sent.")
        }
        return time
    }

    /// A word of a closed list, or nil where there is none that can be understood.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String, in fields: Fields) -> Word?
    where Word.RawValue == String {
        guard let element = fields.first(name) else { return nil }
        guard let word: Word = LenientValue.word(element.text) else {
            notes.add(.error, "intake.enumeration", at: element, "“\(element.text.clipped)” is not understood and left out.")
            return nil
        }
        return word
    }

    private mutating func references(sender: String) -> [Reference] {
        var references: [Reference] = []
        for element in fields.filled("references") {
            let read = LenientValue.references(element.bytes, sender: sender)
            if read.contains(where: { $0.sent.isEmpty }) {
                notes.add(
                    .error, "intake.references", at: element,
                    "A reference lacks its sender or time; it is matched by what it has.")
            }
            references += read
        }
        return references
    }
}

extension Info {
    /// Whether it has any words that could be told to people.
    public var saysSomething: Bool {
        [event, headline ?? "", description ?? "", instruction ?? ""].contains { !$0.isEmpty }
    }
}

extension Alert {
    /// The references to other messages; one to the message itself, as some issuers write it, is ignored.
    public var otherReferences: [Reference] { references.filter { $0.sender != sender || $0.identifier != identifier } }
}
