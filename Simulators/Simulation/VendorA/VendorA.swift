import Alerts
import Foundation

/// Vendor A's platform, over HTTP. State codes: 0 未处理, 1 等待, **2 播发中**, 3 成功, 4 失败, 5 取消.
///
/// - `POST /vendor-a/order` with `{"orderId":"…","terminals":["…"],"text":"…","repeat":3,"priority":2}` answers `{"errNum":0,…}`:
///   the order was received, and no more. Priority 1 is most urgent, 5 (and absence) least. An order that was received before is
///   received again and not played again.
/// - `GET /vendor-a/status?orderId=…` answers the state of the order and, for each terminal, its state and times.
/// - `POST /vendor-a/cancel` with `{"orderId":"…"}` takes it back.
/// - `GET /vendor-a/terminal?id=…` answers `"status":1` for a terminal that is connected, 0 for one that is not.
///
/// errNum: 0 received, 1 malformed, 2 no such terminal, 3 no such order. Times are `yyyy-MM-dd HH:mm:ss`, UTC+8.
struct VendorA: Sendable {
    private struct Order: Decodable {
        var orderId: String
        var terminals: [String]
        var text: String
        var plays: Int?
        var priority: Int?

        enum CodingKeys: String, CodingKey {
            case orderId, terminals, text, priority
            case plays = "repeat"
        }
    }

    private struct Cancellation: Decodable { var orderId: String }

    var mishaps: GatewayMishaps
    private(set) var terminals: Terminals
    private var orders: [String: [String]] = [:]
    private var requests = 0

    init(_ options: TerminalOptions, _ mishaps: GatewayMishaps) {
        self.mishaps = mishaps
        terminals = Terminals(options.vendorA, options, chance: mishaps.chance)
    }

    /// When something is due.
    var nextDue: Moment? { terminals.nextDue }

    /// Answers a request; nil where there is nothing at its address.
    mutating func answer(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer? {
        terminals.advance(to: now)
        switch (request.method, request.path) {
        case ("POST", "/vendor-a/order"): return mishandled { $0.order(request, at: now) }
        case ("POST", "/vendor-a/cancel"): return cancel(request, at: now)
        case ("GET", "/vendor-a/status"): return status(request)
        case ("GET", "/vendor-a/terminal"): return terminal(request)
        default: return nil
        }
    }

    mutating func advance(to now: Moment) {
        terminals.advance(to: now)
        _ = terminals.takeChanged()
    }

    private mutating func mishandled(_ body: (inout VendorA) -> GatewayAnswer) -> GatewayAnswer {
        requests += 1
        let answering = mishaps.answering("vendor-a", requests)
        if answering == .unavailable { return .unavailable }
        var answer = body(&self)
        answer.delivery = answering.delivery
        return answer
    }

    private mutating func order(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        guard let order = try? JSONDecoder().decode(Order.self, from: Data(request.body)), !order.orderId.isEmpty,
            !order.terminals.isEmpty, !order.text.isEmpty
        else { return VendorA.answer(1, "参数错误") }
        guard order.terminals.allSatisfy({ terminals.isOnline($0) != nil }) else { return VendorA.answer(2, "终端不存在") }
        orders[order.orderId] =
            (orders[order.orderId] ?? []) + order.terminals.filter { orders[order.orderId]?.contains($0) != true }
        for terminal in order.terminals {
            try? terminals.take(
                order.orderId, terminal, text: order.text, plays: order.plays ?? 1, urgency: order.priority ?? 5, at: now)
        }
        return VendorA.answer(0, "订单已接收")
    }

    private mutating func cancel(_ request: GatewayRequest, at now: Moment) -> GatewayAnswer {
        guard let order = try? JSONDecoder().decode(Cancellation.self, from: Data(request.body)) else {
            return VendorA.answer(1, "参数错误")
        }
        guard let names = orders[order.orderId] else { return VendorA.answer(3, "订单不存在") }
        for name in names { terminals.cancel(order.orderId, name, at: now) }
        return VendorA.answer(0, "取消已接收")
    }

    private func status(_ request: GatewayRequest) -> GatewayAnswer {
        guard let id = request.parameter("orderId"), let names = orders[id] else { return VendorA.answer(3, "订单不存在") }
        let accounts = names.compactMap { terminals.order(id, $0) }
        let states = accounts.map { VendorA.code($0.state) }
        var json = JSONText()
        json.member("errNum", 0)
        json.member("errMsg", "")
        json.member("orderId", id)
        json.member("state", VendorA.common(states))
        let list = accounts.map { VendorA.json($0) }.joined(separator: [0x2C])
        json.member("terminals", json: [0x5B] + Array(list) + [0x5D])
        return GatewayAnswer(json.object)
    }

    private func terminal(_ request: GatewayRequest) -> GatewayAnswer {
        guard let id = request.parameter("id"), let isOnline = terminals.isOnline(id) else { return VendorA.answer(2, "终端不存在") }
        var json = JSONText()
        json.member("errNum", 0)
        json.member("id", id)
        json.member("status", isOnline ? 1 : 0)
        return GatewayAnswer(json.object)
    }

    private static func json(_ order: OrderAccount) -> [UInt8] {
        var json = JSONText()
        json.member("id", order.terminal)
        json.member("state", code(order.state))
        if let time = order.startedAt { json.member("startTime", ChinaTime.text(time)) }
        if let time = order.endedAt { json.member("endTime", ChinaTime.text(time)) }
        if order.state == .done { json.member("plays", order.plays) }
        return json.object
    }

    private static func code(_ state: OrderAccount.State) -> Int {
        switch state {
        case .waiting: 1
        case .playing: 2
        case .done: 3
        case .failed: 4
        case .cancelled: 5
        }
    }

    /// The state of the whole order: playing while any plays, waiting while any waits, else done if any is, else the common end.
    private static func common(_ states: [Int]) -> Int {
        for state in [2, 1, 3, 4] where states.contains(state) { return state }
        return states.first ?? 0
    }

    private static func answer(_ number: Int, _ words: String) -> GatewayAnswer {
        var json = JSONText()
        json.member("errNum", number)
        json.member("errMsg", words)
        return GatewayAnswer(json.object)
    }
}
