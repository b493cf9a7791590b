import Alerts
import Community
import Coverage
import Dissemination
import Engine
import HTTPTypes
import Hummingbird
import Record

/// The page of a message to residents: one sentence of the warning, and one button, 我已收到.
struct ResidentPage: Sendable {
    let desk: ConsoleDesk
    let visit: Visit

    private struct Standing: Sendable {
        var alert: AlertID
        var isConfirmed: Bool
        var isOver: Bool
    }

    func show(_ delivery: DeliveryID) async throws -> Response {
        let frame = FieldFrame(desk: desk, visit: visit)
        guard let standing = try await standing(delivery) else { return frame.notice("past", status: .gone) }
        return try await page(standing, frame)
    }

    /// Takes a tap in; the answer goes out when it is on disk.
    func confirm(_ delivery: DeliveryID, _ form: Form) async throws -> Response {
        let confirmation = IncomingConfirmation(delivery: delivery)
        do {
            _ = try await desk.backstage.writer.async { try $0.submit([.confirmation(confirmation)]) }
        } catch { throw Problem(.serviceUnavailable, "not taken in", detail: "send it again", retryAfter: 2) }
        return .redirect(to: FieldFrame(desk: desk, visit: visit).path, type: .normal)
    }

    private func standing(_ delivery: DeliveryID) async throws -> Standing? {
        let now = desk.now
        return try await desk.state { state in
            guard let location = state.coverage.location(of: delivery), let table = state.coverage.table(at: location),
                table.channel == .sms, let open = state.coverage.alerts[location.alert]
            else { return nil }
            return Standing(
                alert: location.alert, isConfirmed: table.stages[location.row] >= .confirmed,
                isOver: open.ended != nil || open.accepted.expires <= now)
        }
    }

    private func page(_ standing: Standing, _ frame: FieldFrame) async throws -> Response {
        let t = visit.texts
        let warning = StaffWarning(alert: standing.alert)
        guard let told = try await FieldReading(desk: desk).warnings([warning]).first else {
            return frame.notice("past", status: .gone)
        }
        let below: HTML
        if standing.isConfirmed {
            below = "<section class=\"card\"><p class=\"good great\"><b>✓ \(t("field.resident.done"))</b></p></section>"
        } else if standing.isOver {
            below = "<section class=\"card\"><p>\(t("field.resident.over"))</p></section>"
        } else {
            below = """
                <form method="post" action="\(frame.path)"><button class="great">\(t("field.received"))</button></form>
                <p class="quiet">\(t("field.resident.help"))</p>
                """
        }
        return frame.page(t("field.resident.title"), "\(frame.warning(told))\(below)")
    }
}
