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

    private struct Payload: Decodable {
        var delivery: String?
        var stage: String?
        var at: String?
        var reason: String?
        var startedAt: String?
        var endedAt: String?
        var plays: Int?
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
            device: device, delivery: read.delivery.flatMap { DeliveryID($0) }, stage: read.stage, at: moment(read.at),
            reason: read.reason.flatMap(FailureReason.init(rawValue:)), startedAt: moment(read.startedAt),
            endedAt: moment(read.endedAt), plays: read.plays)
    }

    private func moment(_ text: String?) -> Moment? { text.flatMap { Timestamp($0) }?.moment }
}
