import Alerts
public import Dissemination
import Foundation
import Record

/// Reads a device's receipt: `{"v":1,"delivery":"…","stage":"delivered","at":"…"}` with its optional members.
///
/// Receipts come in masses and from anybody who holds a device's password, so nothing is trusted: what cannot be read becomes a receipt
/// without the member, which the desk refuses.
public struct ReceiptReader: Sendable {
    /// The most that a receipt may take, in bytes.
    public static let limit = 16_384

    /// A member of a wrong kind is like one that is not there: the rest of the receipt may still be worth something.
    private struct Payload: Decodable {
        private enum Member: String, CodingKey { case delivery, stage, at, reason, startedAt, endedAt, plays }

        var texts: [String: String] = [:]
        var plays: Int?

        init(from decoder: any Decoder) throws {
            let members = try decoder.container(keyedBy: Member.self)
            for member in members.allKeys { texts[member.rawValue] = try? members.decode(String.self, forKey: member) }
            plays = try? members.decode(Int.self, forKey: .plays)
        }
    }

    /// A reader.
    public init() {}

    /// Reads a payload that came on a device's topic.
    public func read(_ payload: [UInt8], device: String) -> IncomingReceipt {
        var receipt = IncomingReceipt(device: device, delivery: nil, stage: nil, at: nil)
        guard payload.count <= Self.limit else { return receipt }
        if var scanner = FlatObjectScanner(payload), scanner.scan(into: &receipt) { return receipt }
        guard let read = try? JSONDecoder().decode(Payload.self, from: Data(payload)) else {
            return IncomingReceipt(device: device, delivery: nil, stage: nil, at: nil)
        }
        return IncomingReceipt(
            device: device, delivery: read.texts["delivery"].flatMap { DeliveryID($0) }, stage: read.texts["stage"],
            at: moment(read.texts["at"]), reason: read.texts["reason"].flatMap(FailureReason.init(rawValue:)),
            startedAt: moment(read.texts["startedAt"]), endedAt: moment(read.texts["endedAt"]), plays: read.plays)
    }

    private func moment(_ text: String?) -> Moment? { text.flatMap { Timestamp($0) }?.moment }
}
