import Alerts

/// What an SMSC has for the other side: a receipt, or a message from a handset. It stays until a deliver_sm_resp came for it,
/// also over a lost connection.
struct SMPPParcel: Sendable, Hashable {
    enum Content: Sendable, Hashable {
        case receipt(HandsetBook.MessageKey, MessageReport)
        /// A reply to a message, or of a handset's own accord.
        case reply(HandsetBook.MessageKey?)
    }

    var content: Content
    var body: [UInt8]

    /// A receipt, SMPP 3.4, 4.6.1 and appendix B, for the message `id` that `sender` sent to `handset`.
    static func receipt(
        _ report: MessageReport, id: String, of key: HandsetBook.MessageKey, from handset: String, to sender: String,
        submitted: Moment, at now: Moment
    ) -> SMPPParcel {
        let text =
            "id:\(id) sub:001 dlvrd:\(report == .delivered ? "001" : "000") submit date:\(minute(submitted)) "
            + "done date:\(minute(now)) stat:\(report.word) err:\(report.error) text:"
        var body = head(from: handset, type: 1, to: sender, esmClass: report.isFinal ? 0x04 : 0x20, coding: 0, Array(text.utf8))
        body.parameter(SMPPTag.receiptedMessageID, Array(id.utf8) + [0])
        body.parameter(SMPPTag.messageState, [report.state])
        return SMPPParcel(content: .receipt(key, report), body: body.bytes)
    }

    /// A message from a handset: in UTF-16 unless it is plain ASCII.
    static func reply(_ text: String, to key: HandsetBook.MessageKey?, from handset: MobileNumber, to service: String)
        -> SMPPParcel
    {
        let isPlain = text.utf8.allSatisfy {
            (0x20..<0x7F).contains($0) && $0 != 0x60 && !(0x5B...0x5E).contains($0) && $0 < 0x7B
        }
        let octets = isPlain ? Array(text.utf8) : text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        let body = head(
            from: handset.international, type: 1, to: service, esmClass: 0, coding: isPlain ? 0 : 8, octets)
        return SMPPParcel(content: .reply(key), body: body.bytes)
    }

    private static func head(
        from source: String, type: UInt8, to destination: String, esmClass: UInt8, coding: UInt8, _ octets: [UInt8]
    ) -> PDUBody {
        var body = PDUBody()
        body.string("")
        body.octets([type, 1])
        body.string(source)
        body.octets([0, 1])
        body.string(destination)
        body.octets([esmClass, 0, 0, 0, 0, 0, 0, coding, 0, UInt8(clamping: octets.count)])
        body.octets(Array(octets.prefix(255)))
        return body
    }

    /// `yyMMddHHmm` in China: receipts know no seconds.
    private static func minute(_ moment: Moment) -> String {
        let digits = ChinaTime.text(moment).filter { $0 >= "0" && $0 <= "9" }
        return String(digits.dropFirst(2).prefix(10))
    }
}
