import Crypto
import Foundation

/// A CAP 1.2 message with the values that a test cares about.
struct AlertText {
    var identifier: String
    var sender = "sample-observatory"
    var sent = AlertText.now()
    var status = "Actual"
    var msgType = "Alert"
    var note: String?
    var references: [String] = []
    var event = "暴雨"
    var severity = "Minor"
    var expires: String? = AlertText.now(plus: 4 * 3600)
    var senderName = "示例市气象台"
    var headline: String? = "暴雨，上高处。"
    var description: String? = "暴雨，上高处。"
    /// What to do.
    var instruction: String?
    var geocode = "110101"
    /// A polygon in CAP's form, instead of the geocode.
    var polygon: String?

    init(_ identifier: String, _ change: (inout AlertText) -> Void = { _ in }) {
        self.identifier = identifier
        change(&self)
    }

    /// A moment in CAP's form, in the community's zone.
    static func now(plus seconds: Double = 0) -> String {
        let format = Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 8 * 3600) ?? .gmt)
        let text = (Date.now + seconds).formatted(
            format.year().month().day().time(includingFractionalSeconds: false).timeZone(separator: .colon).dateSeparator(.dash))
        return text
    }

    /// How other messages refer to it.
    var triplet: String { "\(sender),\(identifier),\(sent)" }

    /// The document.
    var xml: String {
        func element(_ name: String, _ value: String?) -> String { value.map { "<\(name)>\($0)</\(name)>" } ?? "" }
        let place =
            polygon.map { "<polygon>\($0)</polygon>" }
            ?? "<geocode><valueName>CPEAS Geographic Code</valueName><value>\(geocode)</value></geocode>"
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>\(identifier)</identifier><sender>\(sender)</sender>\
            <sent>\(sent)</sent><status>\(status)</status><msgType>\(msgType)</msgType><scope>Public</scope>\(element("note", note))\
            \(element("references", references.isEmpty ? nil : references.joined(separator: " ")))\
            <info><language>zh-CN</language><category>Met</category><event>\(event)</event><urgency>Immediate</urgency>\
            <severity>\(severity)</severity><certainty>Likely</certainty>\(element("expires", expires))\
            <senderName>\(senderName)</senderName>\(element("headline", headline))\(element("description", description))\
            \(element("instruction", instruction))\
            <area><areaDesc>示例市示例区</areaDesc>\(place)</area></info></alert>

            """
    }

    /// The id that it has on every interface.
    var id: String { AlertText.id(sender: sender, identifier: identifier, sent: sent) }
}

extension AlertText {
    /// The first 16 hexadecimal digits of SHA-256 of the reference triplet, worked out here and not by the service's code.
    static func id(sender: String, identifier: String, sent: String) -> String {
        let digest = SHA256.hash(data: Data("\(sender),\(identifier),\(sent)".utf8))
        return digest.prefix(8).map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
