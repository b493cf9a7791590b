import Alerts
import Community

/// The few types of which a journal is full, read by hand: a general JSON reader takes ten times as long, and a restart reads millions.
///
/// Only the very form that this program writes is read; whatever else a line holds goes to the general reader.
enum CommonLines {
    /// An entry of a common type; nil for others and for other forms.
    static func read(_ type: UnsafeRawBufferPointer, _ data: UnsafeRawBufferPointer) -> Entry? {
        if equal(type, "receipt.accepted") { return ReceiptLine.read(data).map(Entry.receiptAccepted) }
        if equal(type, "device.status") { return status(data).map(Entry.deviceStatus) }
        if equal(type, "delivery.dispatched") { return moved(data).map(Entry.deliveriesDispatched) }
        if equal(type, "delivery.repeated") { return moved(data).map(Entry.deliveriesRepeated) }
        return nil
    }

    private static func equal(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
        guard bytes.count == word.utf8CodeUnitCount else { return false }
        for index in 0..<bytes.count where bytes[index] != word.utf8Start[index] { return false }
        return true
    }

    private static func status(_ data: UnsafeRawBufferPointer) -> DeviceStatus? {
        var scanner = MemberScanner(data)
        guard let offset = scanner.optionalInteger("clockOffsetMilliseconds"), let device = scanner.text("device"),
            let faults = scanner.texts("faults"), let firmware = scanner.optionalText("firmware"),
            let kind = scanner.optionalText("kind"), let online = scanner.optionalFlag("online") ?? nil, scanner.isAtEnd
        else { return nil }
        return DeviceStatus(
            device: device, online: online, kind: kind, firmware: firmware, faults: faults,
            clockOffsetMilliseconds: offset.map(Int64.init))
    }

    private static func moved(_ data: UnsafeRawBufferPointer) -> DeliveriesMoved? {
        var scanner = MemberScanner(data)
        guard let alert = scanner.hex("alert"), let channel = scanner.text("channel").flatMap(Channel.init(rawValue:)),
            let endpoints = scanner.texts("endpoints"), let gateway = scanner.optionalText("gateway"),
            let reason = scanner.optional("reason", FailureReason.init(rawValue:)),
            let references = scanner.optionalTexts("references"), scanner.isAtEnd
        else { return nil }
        return DeliveriesMoved(
            alert: AlertID(rawValue: alert), channel: channel, endpoints: endpoints, gateway: gateway, reason: reason,
            references: references)
    }
}
