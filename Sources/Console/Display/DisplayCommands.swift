import Alerts
import Community
import Coverage
import Dissemination
import Record

/// What a screen is to do just now: the commands that a display device gets over the broker, whole, as often as it asks.
struct DisplayCommands: Encodable, Sendable {
    /// A command in the form of the broker's, with the stage that the delivery has got to.
    struct Command: Encodable, Sendable {
        var v = 1
        var delivery: DeliveryID
        var alert: AlertID
        var action: Action
        var stage: Stage
        var status: Status
        var msgType: MsgType
        var hazard: Hazard
        var event: String
        @Nullable var colour: Colour?
        var headline: String
        var text: String
        var language: String
        var issuer: String
        var priority: Int
        var sent: Moment
        var expires: Moment
    }

    var at: Moment
    var commands: [Command]

    /// The commands of a device, the most urgent first.
    static func of(_ device: String, _ desk: ConsoleDesk) async throws -> DisplayCommands {
        let now = desk.now
        let open = try await desk.state { state in state.coverage.order.compactMap { state.coverage.alerts[$0] } }
        var commands: [Command] = []
        for coverage in open {
            for table in coverage.deliveries where table.channel == .display {
                guard let row = table.row(device), let action = action(table, row, coverage, now) else { continue }
                if let command = try await command(coverage.accepted, table.ids[row], action, table.stages[row], desk) {
                    commands.append(command)
                }
            }
        }
        return DisplayCommands(at: now, commands: commands.sorted { ($0.priority, $1.sent) < ($1.priority, $0.sent) })
    }

    /// What a row asks of its device; nil for nothing any more.
    private static func action(_ table: DeliveryTable, _ row: Int, _ coverage: AlertCoverage, _ now: Moment) -> Action? {
        if table.withdrawn[row] { return table.withdrawalAnswered[row] || table.stages[row] < .dispatched ? nil : .withdraw }
        if table.action == .check { return table.isSettled(row) ? nil : .check }
        return coverage.accepted.expires > now ? .present : nil
    }

    private static func command(
        _ accepted: AlertAccepted, _ delivery: DeliveryID, _ action: Action, _ stage: Stage, _ desk: ConsoleDesk
    ) async throws -> Command? {
        guard let record = try await desk.chronicle.read({ $0.alerts[accepted.alert] }) else { return nil }
        let words = try await AlertShelf(desk: desk).words(record)
        return Command(
            delivery: delivery, alert: accepted.alert, action: action, stage: stage, status: accepted.status,
            msgType: accepted.msgType,
            hazard: accepted.hazard, event: accepted.event, colour: accepted.colour, headline: words?.headline ?? accepted.event,
            text: words?.body ?? "", language: words?.language ?? "zh-CN", issuer: words?.issuer ?? "",
            priority: accepted.effectiveColour.priority, sent: accepted.sent, expires: accepted.expires)
    }
}
