import Alerts
import Community

/// The data of `receipt.accepted` by hand. Receipts come in masses: a general JSON reader takes some 4 µs for one, this takes a
/// fraction of one. It writes what `JSONEncoder` with sorted keys would write, and reads only what it writes; whatever else a line
/// holds goes to the general reader.
struct ReceiptLine {
    /// Minutes east of Greenwich for all times of the line.
    let offsetMinutes: Int

    func append(_ receipt: ReceiptAccepted, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: #"{"alert":""#.utf8)
        HexDigits.append(receipt.alert.rawValue, to: &bytes)
        bytes.append(0x22)
        if let by = receipt.by {
            bytes.append(contentsOf: #","by":""#.utf8)
            HexDigits.append(by.rawValue, to: &bytes)
            bytes.append(0x22)
        }
        append("channel", receipt.channel.rawValue, to: &bytes)
        if let claimed = receipt.claimed { append("claimed", claimed.rawValue, to: &bytes) }
        bytes.append(contentsOf: #","delivery":""#.utf8)
        HexDigits.append(receipt.delivery.rawValue, to: &bytes)
        bytes.append(0x22)
        append("endedAt", receipt.endedAt, to: &bytes)
        append("endpoint", receipt.endpoint, to: &bytes)
        if let failed = receipt.failed { append("failed", failed.rawValue, to: &bytes) }
        append("far", receipt.far, to: &bytes)
        append("moment", receipt.moment, to: &bytes)
        if let plays = receipt.plays {
            bytes.append(contentsOf: #","plays":"#.utf8)
            bytes.append(contentsOf: String(plays).utf8)
        }
        if let stage = receipt.stage { append("stage", stage.rawValue, to: &bytes) }
        append("startedAt", receipt.startedAt, to: &bytes)
        if let withdrawn = receipt.withdrawn {
            bytes.append(contentsOf: (withdrawn ? #","withdrawn":true"# : #","withdrawn":false"#).utf8)
        }
        bytes.append(0x7D)
    }

    /// Endpoints are identifiers and the other texts closed sets, so nothing here needs escaping.
    private func append(_ name: String, _ text: String, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: [0x2C, 0x22])
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: [0x22, 0x3A, 0x22])
        bytes.append(contentsOf: text.utf8)
        bytes.append(0x22)
    }

    private func append(_ name: String, _ moment: Moment?, to bytes: inout [UInt8]) {
        guard let moment else { return }
        bytes.append(contentsOf: [0x2C, 0x22])
        bytes.append(contentsOf: name.utf8)
        bytes.append(contentsOf: [0x22, 0x3A, 0x22])
        Timestamp(moment: moment, offsetMinutes: offsetMinutes).append(to: &bytes)
        bytes.append(0x22)
    }

    /// Reads a line in the very form that `append` writes; nil for any other.
    static func read(_ data: UnsafeRawBufferPointer) -> ReceiptAccepted? {
        var scanner = MemberScanner(data)
        guard let alert = scanner.hex("alert"), let by = scanner.optionalHex("by"),
            let channel = scanner.text("channel").flatMap(Channel.init(rawValue:)),
            let claimed = scanner.optional("claimed", Stage.init(rawValue:)), let delivery = scanner.hex("delivery"),
            let endedAt = scanner.optionalMoment("endedAt"), let endpoint = scanner.text("endpoint"),
            let failed = scanner.optional("failed", FailureReason.init(rawValue:)), let far = scanner.optionalMoment("far"),
            let moment = scanner.optionalMoment("moment") ?? nil, let plays = scanner.optionalInteger("plays"),
            let stage = scanner.optional("stage", Stage.init(rawValue:)), let startedAt = scanner.optionalMoment("startedAt"),
            let withdrawn = scanner.optionalFlag("withdrawn"), scanner.isAtEnd
        else { return nil }
        return ReceiptAccepted(
            alert: AlertID(rawValue: alert), delivery: DeliveryID(rawValue: delivery), channel: channel, endpoint: endpoint,
            stage: stage, claimed: claimed, failed: failed, withdrawn: withdrawn, far: far, moment: moment, startedAt: startedAt,
            endedAt: endedAt, plays: plays, by: by.map { Pseudonym(rawValue: $0) })
    }
}
