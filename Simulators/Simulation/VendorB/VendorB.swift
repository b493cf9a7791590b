import Alerts
import Foundation

/// Vendor B's terminals, over MQTT. State codes: 0 失败, 1 正在, **2 完成**.
///
/// - `vendor-b/{terminal}/order`, to the terminal: `{"id":"…","tts":"…","times":3,"level":1}`; level 1 is most urgent, absence
///   least. An order that came before is answered again with its last state and not played again.
/// - `vendor-b/{terminal}/cancel`, to the terminal: `{"id":"…"}`.
/// - `vendor-b/{terminal}/state`, from it: `{"id":"…","code":1,"begin":1782885785}`, then `{"id":"…","code":2,"begin":…,"end":…,
///   "count":3}`, or `{"id":"…","code":0,"why":"…"}`. Times are seconds since 1970.
/// - `vendor-b/{terminal}/online`, from it, retained: `1` or `0`.
///
/// A terminal that is not connected says nothing at all; what is ordered of it then is lost.
struct VendorB: Sendable {
    /// What a terminal publishes.
    struct Message: Sendable, Hashable {
        var topic: String
        var payload: [UInt8]
        var retain = false
    }

    private struct Order: Decodable {
        var id: String
        var tts: String
        var times: Int?
        var level: Int?
    }

    private struct Cancellation: Decodable { var id: String }

    let root: String
    private(set) var terminals: Terminals

    init(_ options: TerminalOptions, chance: Chance) {
        root = options.root
        terminals = Terminals(options.vendorB, options, chance: chance)
    }

    /// What its terminals listen to.
    var filters: [String] { ["\(root)/+/order", "\(root)/+/cancel"] }

    /// When something is due.
    var nextDue: Moment? { terminals.nextDue }

    /// What each terminal says of itself when it is there, and when it leaves.
    func greetings(isOnline: Bool) -> [Message] {
        terminals.names.map { name in
            let state = isOnline && terminals.isOnline(name) == true ? "1" : "0"
            return Message(topic: "\(root)/\(name)/online", payload: Array(state.utf8), retain: true)
        }
    }

    /// Takes a message; gives what the terminals say to it.
    mutating func receive(_ topic: String, _ payload: [UInt8], at now: Moment) -> [Message] {
        let levels = topic.dropFirst(root.count + 1).split(separator: "/").map(String.init)
        guard topic.hasPrefix(root + "/"), levels.count == 2, terminals.isOnline(levels[0]) == true else { return [] }
        var again: [Message] = []
        if levels[1] == "order", let order = try? JSONDecoder().decode(Order.self, from: Data(payload)) {
            again = terminals.order(order.id, levels[0]).flatMap(state).map { [$0] } ?? []
            try? terminals.take(
                order.id, levels[0], text: order.tts, plays: order.times ?? 1, urgency: order.level ?? 9, at: now)
        } else if levels[1] == "cancel", let order = try? JSONDecoder().decode(Cancellation.self, from: Data(payload)) {
            terminals.cancel(order.id, levels[0], at: now)
        }
        return again + advance(to: now)
    }

    /// Does what is due; gives what the terminals say.
    mutating func advance(to now: Moment) -> [Message] {
        terminals.advance(to: now)
        return terminals.takeChanged().compactMap(state)
    }

    private func state(_ order: OrderAccount) -> Message? {
        var json = JSONText()
        json.member("id", order.id)
        switch order.state {
        case .waiting: return nil
        case .playing:
            json.member("code", 1)
            if let time = order.startedAt { json.member("begin", seconds(time)) }
        case .done:
            json.member("code", 2)
            if let time = order.startedAt { json.member("begin", seconds(time)) }
            if let time = order.endedAt { json.member("end", seconds(time)) }
            json.member("count", order.plays)
        case .failed, .cancelled:
            json.member("code", 0)
            json.member("why", order.state == .failed ? "功放故障" : "已取消")
        }
        return Message(topic: "\(root)/\(order.terminal)/state", payload: json.object)
    }

    private func seconds(_ time: Moment) -> Int { Int(time.milliseconds / 1000) }
}
