import Alerts
import Community
import Dissemination
import Record
import TestSupport

/// A device in a storm: it answers each command, plays a delivery once, and keeps its last receipt.
struct StormDevice {
    let name: String
    let channel: Channel
    var isOnline = true
    private var last: [DeliveryID: IncomingReceipt] = [:]
    private var withdrawn: Set<DeliveryID> = []

    init(name: String, channel: Channel) {
        self.name = name
        self.channel = channel
    }

    /// Answers to a command, with the delay after which each leaves the device.
    mutating func take(_ dispatch: Dispatch, characters: Int, at now: Moment) -> [(Span, IncomingReceipt)] {
        switch dispatch.action {
        case .withdraw:
            withdrawn.insert(dispatch.delivery)
            return [(.milliseconds(100), receipt(dispatch.delivery, "withdrawn", at: now))]
        case .check: return [(.milliseconds(100), receipt(dispatch.delivery, "delivered", at: now))]
        case .present, .report: return present(dispatch, characters: characters, at: now)
        }
    }

    private mutating func present(_ dispatch: Dispatch, characters: Int, at now: Moment) -> [(Span, IncomingReceipt)] {
        if withdrawn.contains(dispatch.delivery) {
            return [(.milliseconds(50), receipt(dispatch.delivery, "withdrawn", at: now))]
        }
        if let known = last[dispatch.delivery] { return [(.milliseconds(50), known)] }
        let played = Span(milliseconds: Int64(characters * 250 + 500))
        var done = receipt(dispatch.delivery, "presented", at: now + played)
        if channel == .loudspeaker {
            done.startedAt = now + .milliseconds(200)
            done.endedAt = now + played
            done.plays = 1
        }
        last[dispatch.delivery] = done
        return [(.milliseconds(80), receipt(dispatch.delivery, "delivered", at: now)), (played, done)]
    }

    /// The last receipts of every delivery still held.
    func report() -> [IncomingReceipt] { last.values.sorted { ($0.delivery?.rawValue ?? 0) < ($1.delivery?.rawValue ?? 0) } }

    private func receipt(_ delivery: DeliveryID, _ stage: String, at now: Moment) -> IncomingReceipt {
        IncomingReceipt(device: name, delivery: delivery, stage: stage, at: now)
    }
}
