/// What somebody fills in to send an alert, and how it becomes one that passes the strict judgement without a finding.
public struct AlertDraft: Hashable, Sendable {
    /// Who sends it; no blank, comma, `<` or `&`.
    public var sender: String
    /// When it is sent; the offset is written into the message.
    public var sent: Timestamp
    /// The message's identifier; nil makes one of the time and the content.
    public var identifier: String?
    /// What it is for.
    public var status: Status = .actual
    /// Whether it begins, replaces or ends a warning.
    public var msgType: MsgType = .alert
    /// A comment; for an exercise its name, which is then required.
    public var note: String?
    /// The messages that it replaces or ends.
    public var references: [Reference] = []
    /// The language of the texts.
    public var language = "zh-CN"
    /// What it is, in words.
    public var event: String
    /// The CAP category of the event.
    public var category: Category = .met
    /// What people are to do.
    public var responseTypes: [ResponseType] = []
    /// How soon to act.
    public var urgency: Urgency = .immediate
    /// The colour, which gives the severity and is written as a parameter; nil leaves the severity unknown.
    public var colour: Colour?
    /// How sure it is.
    public var certainty: Certainty = .likely
    /// From when on, if not at once.
    public var onset: Timestamp?
    /// Until when.
    public var expires: Timestamp?
    /// The issuing unit.
    public var senderName: String?
    /// The short text.
    public var headline: String?
    /// The long text.
    public var description: String?
    /// What to do.
    public var instruction: String?
    /// Codes of the event by system.
    public var eventCodes: [NamedValue] = []
    /// Where it holds.
    public var areas: [Area]

    /// The system under which the colour is written.
    public static let colourName = "colour"

    /// A draft with everything optional left out.
    public init(sender: String, sent: Timestamp, event: String, areas: [Area]) {
        self.sender = sender
        self.sent = sent
        self.event = event
        self.areas = areas
    }

    /// The finished alert.
    ///
    /// - Throws: `AlertDraftError` with everything that the strict judgement finds, errors and warnings alike.
    public func alert() throws(AlertDraftError) -> Alert {
        var alert = Alert(identifier: identifier ?? "", sender: sender, sent: CAPTime(sent), status: status, msgType: msgType)
        alert.note = note
        alert.references = references
        alert.infos = [info]
        if identifier == nil { alert.identifier = AlertDraft.identifier(for: alert) }
        var findings = CAPValidator.findings(CAPWriter.xml(alert))
        // The writer would put the headline in the place of a missing event.
        if event.isEmpty {
            findings.append(Finding(.error, rule: "cap.element.empty", message: "event is empty.", path: "info[1]/event"))
        }
        guard findings.isEmpty else { throw AlertDraftError(findings: findings) }
        return alert
    }

    private var info: Info {
        var info = Info(event: event, urgency: urgency, severity: colour?.severity ?? .unknown, certainty: certainty)
        info.language = language
        info.categories = [category]
        info.responseTypes = responseTypes
        info.eventCodes = eventCodes
        info.onset = onset.map { CAPTime($0) }
        info.expires = expires.map { CAPTime($0) }
        info.senderName = senderName
        info.headline = headline
        info.description = description
        info.instruction = instruction
        info.parameters = colour.map { [NamedValue(valueName: AlertDraft.colourName, value: $0.rawValue)] } ?? []
        info.areas = areas
        return info
    }

    /// The time of sending and a hash of the content: the same draft gives the same identifier, and another one another.
    private static func identifier(for alert: Alert) -> String {
        let digits = alert.sent.text.prefix(19).filter(\.isASCIIDigit)
        let content = String(decoding: CAPWriter.json(alert), as: UTF8.self)
        return "\(digits)-\(AlertID(sender: alert.sender, identifier: content, sent: alert.sent.text))"
    }
}

/// Why a draft is not a valid alert.
public struct AlertDraftError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the strict judgement found.
    public var findings: [Finding]

    /// A refusal with its findings.
    public init(findings: [Finding]) { self.findings = findings }

    /// The findings, one a line.
    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
