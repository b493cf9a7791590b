import Alerts
import Foundation
import Simulation

/// Commands as the service writes them.
enum Commands {
    static let epoch = Moment(milliseconds: 1_782_885_785_120)

    static func json(
        _ action: String, delivery: String?, alert: String = "9f86d081884c7d65", status: String = "Actual",
        text: String = "暴雨红色预警信号，请立即转移。", plays: Int = 2, priority: Int = 1, expires: Moment? = nil
    ) -> [UInt8] {
        var members: [String: Any] = [
            "v": 1, "action": action, "alert": alert, "status": status, "text": text, "repeat": plays, "priority": priority,
            "msgType": "Alert", "hazard": "weather", "language": "zh-CN", "audio": NSNull(), "new-member": [1],
        ]
        members["delivery"] = delivery
        members["expires"] = expires.map { Timestamp(moment: $0, offsetMinutes: 480).description }
        return (try? JSONSerialization.data(withJSONObject: members)).map { [UInt8]($0) } ?? []
    }

    static func present(_ delivery: String, priority: Int = 1, expires: Moment? = nil, text: String = "十个字十个字十个字。")
        -> DeviceCommand
    {
        DeviceCommand(
            action: .present, delivery: delivery, alert: "9f86d081884c7d65", text: text, plays: 2, priority: priority,
            expires: expires)
    }
}

extension Moment {
    static func + (left: Moment, milliseconds: Int) -> Moment { left + .milliseconds(Int64(milliseconds)) }
}

extension [DeviceAction] {
    /// What a reader can take in: `answer presented d1`, `began d1`.
    var words: [String] {
        map { action in
            switch action {
            case .answer(let receipt):
                "\(receipt.stage.rawValue) \(receipt.delivery)" + (receipt.reason.map { " \($0.rawValue)" } ?? "")
            case .began(let delivery, _): "began \(delivery)"
            case .interrupted(let delivery): "interrupted \(delivery)"
            case .shownAgain(let delivery): "shown again \(delivery)"
            case .broke(let fault): "broke \(fault)"
            }
        }
    }
}
