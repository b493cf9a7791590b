public import Alerts
import Foundation

/// What a command asks of a device, read from its JSON.
public struct DeviceCommand: Sendable, Hashable {
    /// The four things that a device can be asked.
    public enum Action: String, Sendable, Hashable, Codable {
        /// Play or show it.
        case present
        /// Stop it and never play it again.
        case withdraw
        /// Answer, and present nothing.
        case check
        /// Answer again for every delivery still held.
        case report
    }

    /// What is asked.
    public var action: Action
    /// The delivery that it is about; empty only for `report`.
    public var delivery: String
    /// The alert's 16 digits; empty where the command does not say.
    public var alert: String
    /// As in CAP; anything but `actual` is marked by the device.
    public var status: Status
    /// What to say or show.
    public var text: String
    /// How often to play it, 1...20.
    public var plays: Int
    /// 1 (red) to 4 (blue).
    public var priority: Int
    /// After this moment it is not presented any more.
    public var expires: Moment?

    /// A command with its parts.
    public init(
        action: Action, delivery: String = "", alert: String = "", status: Status = .actual, text: String = "", plays: Int = 1,
        priority: Int = 4, expires: Moment? = nil
    ) {
        self.action = action
        self.delivery = delivery
        self.alert = alert
        self.status = status
        self.text = text
        self.plays = plays
        self.priority = priority
        self.expires = expires
    }
}

/// Why a device does not do what a command says.
public enum CommandProblem: Error, Sendable, Hashable {
    /// It cannot be told which delivery it is about, so there is nothing to answer to.
    case unreadable(String)
    /// The delivery is known, but not what to do with it: it is answered with `failed`, reason `rejected`.
    case unusable(delivery: String, String)
}

extension DeviceCommand {
    private struct Members: Decodable {
        var v: Int?
        var delivery: String?
        var alert: String?
        var action: String?
        var status: String?
        var text: String?
        var `repeat`: Int?
        var priority: Int?
        var expires: Moment?
    }

    /// Reads a command; unknown members are ignored.
    public init(payload: [UInt8]) throws(CommandProblem) {
        let members: Members
        do { members = try JSONDecoder().decode(Members.self, from: Data(payload)) } catch {
            throw .unreadable("it is not a JSON object with the members of a command")
        }
        let delivery = members.delivery ?? ""
        func refuse(_ text: String) -> CommandProblem {
            delivery.isEmpty ? .unreadable(text) : .unusable(delivery: delivery, text)
        }
        guard members.v == 1 else { throw refuse("\"v\" is not 1") }
        guard let action = members.action.flatMap(Action.init(rawValue:)) else { throw refuse("its action is not known") }
        if delivery.isEmpty, action != .report { throw .unreadable("it names no delivery") }
        if delivery.utf8.count > 64 { throw .unreadable("its delivery id is longer than 64 bytes") }
        guard let status = Status(rawValue: members.status ?? Status.actual.rawValue) else {
            throw refuse("its status is not one of CAP")
        }
        if action == .present, members.text == nil { throw refuse("it has nothing to present") }
        self.init(
            action: action, delivery: delivery, alert: members.alert ?? "", status: status, text: members.text ?? "",
            plays: min(max(members.repeat ?? 1, 1), 20), priority: min(max(members.priority ?? 4, 1), 4), expires: members.expires
        )
    }
}
