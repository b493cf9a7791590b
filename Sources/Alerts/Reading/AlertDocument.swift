/// A document that carries warnings, in any form that Tocsin understands.
///
/// One call reads CAP 1.2 (and 1.1) in XML, its JSON form, either of them in EDXL-DE, and the XML of the Chinese 12379 system.
/// Reading is lenient: what can be acted on safely is taken, with a finding for everything that was wrong. Nothing is ever
/// fetched, and time and memory grow with the size of the document only.
public enum AlertDocument {
    /// The largest document that is read, in bytes: 4 MiB.
    public static let sizeLimit = 4 * 1024 * 1024

    /// How deep elements may be nested, the root counting as 1.
    public static let depthLimit = 64

    /// Reads every alert of a document.
    ///
    /// Of several alerts in one envelope, those that are usable are returned, and each of them carries a finding about those
    /// that are not.
    ///
    /// - Parameter bytes: The document as it was received: UTF-8 or declared ISO-8859-1, with or without a byte order mark.
    /// - Returns: At least one alert.
    /// - Throws: The reason why nothing in it can be acted on.
    public static func read(_ bytes: [UInt8]) throws(AlertRefusal) -> [ReceivedAlert] {
        let tree = try tree(bytes)
        let envelope = try Envelope.open(tree)
        var received: [ReceivedAlert] = []
        var refusals: [AlertRefusal] = []
        for element in envelope.alerts {
            do throws(AlertRefusal) {
                received.append(try read(element, in: envelope))
            } catch {
                if refusals.count < FindingList.limit { refusals.append(error) }
            }
        }
        guard !received.isEmpty else { throw refusals.first ?? .notAnAlert(reason: "The document holds no alert.") }
        for index in received.indices {
            received[index].findings += refusals.map {
                Finding(.error, rule: "intake.envelope", message: "Another alert in the same envelope was refused: \($0)")
            }
        }
        return received
    }

    /// The tree of a document, from XML or JSON.
    static func tree(_ bytes: [UInt8]) throws(AlertRefusal) -> ElementTree {
        let source = try SourceText.checked(bytes)
        switch source.bytes.first(where: { !Blanks.isBlank($0) }) {
        case 0x3C: return try XMLScanner.parse(source)
        case 0x7B, 0x5B: return try JSONScanner.parse(source)
        case nil: throw .notWellFormed(line: 1, reason: "The document is empty.")
        default: throw .notAnAlert(reason: "The document is neither XML nor JSON.")
        }
    }

    private static func read(_ element: Element, in envelope: Envelope) throws(AlertRefusal) -> ReceivedAlert {
        var list = FindingList()
        list.add(contentsOf: element.tree.findings)
        if envelope.dialect != .warning12379 { CAPValidator.judge(element, dialect: envelope.dialect, &list) }
        var received: ReceivedAlert
        if envelope.dialect == .warning12379 {
            var reading = Warning12379Reading(warning: element)
            received = ReceivedAlert(alert: try reading.alert(), dialect: .warning12379)
            received.channelTexts = reading.channelTexts
            list.add(contentsOf: reading.notes.all)
        } else {
            var reading = CAPReading(block: element)
            received = ReceivedAlert(alert: try reading.alert(), dialect: envelope.dialect)
            list.add(contentsOf: reading.notes.all)
        }
        received.envelopeStatus = envelope.status
        if let status = envelope.status, status != received.alert.status.rawValue {
            list.add(
                .warning, "intake.envelope.status",
                "The envelope says \(status.clipped), the alert itself \(received.alert.status.rawValue); the alert decides.")
        }
        received.signature = SignatureCheck.state(element)
        received.findings = list.all
        return received
    }
}

/// The form in which an alert came.
public enum Dialect: String, Codable, Hashable, Sendable {
    /// CAP 1.2 in XML.
    case cap12 = "cap-1.2"
    /// CAP 1.1 in XML; it differs from 1.2 in nothing that intake acts on.
    case cap11 = "cap-1.1"
    /// CAP in JSON, with the element names of the XML.
    case capJSON = "cap-json"
    /// The warning XML of the Chinese 12379 system.
    case warning12379 = "12379"
}

/// An alert as it was understood, with everything that was wrong about how it came.
public struct ReceivedAlert: Hashable, Sendable {
    /// The alert.
    public var alert: Alert
    /// The form it came in.
    public var dialect: Dialect
    /// What is wrong with the message by the strict judgement, then what intake did about it (rules that begin `intake.`).
    public var findings: [Finding]
    /// Texts for single channels, which only the 12379 system sends.
    public var channelTexts: [ChannelText]
    /// The status of the envelope around it, which may contradict the alert's own; nil without an envelope.
    public var envelopeStatus: String?
    /// Whether it carries a signature, and whether that can be decoded at all.
    public var signature: SignatureState

    /// An alert that came in a form, with nothing else known about it.
    public init(
        alert: Alert, dialect: Dialect, findings: [Finding] = [], channelTexts: [ChannelText] = [],
        envelopeStatus: String? = nil, signature: SignatureState = .absent
    ) {
        self.alert = alert
        self.dialect = dialect
        self.findings = findings
        self.channelTexts = channelTexts
        self.envelopeStatus = envelopeStatus
        self.signature = signature
    }

    /// The text that the sender wrote for a channel, by the 12379 system's name of it (`SMS`, `SPEAKER`, `BROADCAST`).
    public func channelText(_ methodName: String) -> String? {
        channelTexts.first { $0.methodName.lowercased() == methodName.lowercased() && !$0.message.isEmpty }?.message
    }
}

/// A text that the 12379 system sends for one channel (`code/method`).
public struct ChannelText: Hashable, Sendable {
    /// The channel's name there, for instance `SMS` or `SPEAKER`.
    public var methodName: String
    /// The text; empty means that the description is to be used.
    public var message: String
    /// The group of people it is for, if named.
    public var audienceGroup: String?

    /// A text for a channel.
    public init(methodName: String, message: String, audienceGroup: String? = nil) {
        self.methodName = methodName
        self.message = message
        self.audienceGroup = audienceGroup
    }
}
