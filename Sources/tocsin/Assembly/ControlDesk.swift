import Alerts
import Channels
import Community
import Console
import Coverage
import Dissemination
import Engine
import Foundation
import Glibc
import Intake
import Record
import ServiceLifecycle
import Storage

/// What commands ask of the running service, over its control socket.
struct ControlDesk: Sendable {
    let configuration: ServiceConfiguration
    let writer: JournalWriter
    let shelf: RegisterShelf
    let store: any JournalReader
    let intake: AlertIntake
    let link: BrokerLink
    let started: Moment

    /// Does what was asked, or says why not and what to do.
    func answer(_ request: ControlRequest) async -> ControlAnswer {
        do {
            return try await writer.async { _ in try answerBlocking(request) }
        } catch let refused as RegisterRefused {
            return refused.answer
        } catch {
            return .refused("\(error)")
        }
    }

    private func answerBlocking(_ request: ControlRequest) throws -> ControlAnswer {
        switch request {
        case .status: .done("the service runs", status: try status())
        case .importRegister(let directory): try shelf.importRegister(directory, by: writer)
        case .approve(let alert, let by): try approve(alert, by: try staff(by))
        case .reject(let alert, let by): try reject(alert, by: try staff(by))
        case .declareDrill(let drill): try declare(drill)
        case .recordDoor(let door): try record(door)
        case .recordRound(let round): try record(round)
        case .voidRecord(let name, let by): try void(name, by: by)
        }
    }

    /// Lets a held alert go out or keeps it back, in somebody's name.
    func judge(_ alert: AlertID, goesOut: Bool, by: Pseudonym?) async -> ControlAnswer {
        do {
            return try await writer.async { _ in try goesOut ? approve(alert, by: by) : reject(alert, by: by) }
        } catch { return .refused("\(error)") }
    }

    private func approve(_ alert: AlertID, by: Pseudonym?) throws -> ControlAnswer {
        guard let held = try held(alert) else { return notHeld(alert) }
        guard try writer.read({ $0.isSecondPerson(by, for: alert) }) else {
            return .refused(
                "alert \(alert) was written here and needs a second person: give --by with a staff identifier other than the writer's"
            )
        }
        guard let bytes = try store.original(sha256: held.sha256),
            let incoming = intake.reread(bytes, alert: alert, source: held.source)
        else { return .refused("the document of alert \(alert) is no longer there; ask the issuer to send it again") }
        try writer.submit([.approval(incoming, by: by)])
        let fate = try writer.read { $0.messages.message(alert)?.fate }
        if case .recorded(let reason)? = fate {
            return .refused("alert \(alert) cannot go out any more: \(reason.rawValue)")
        }
        return .done("alert \(alert) goes out")
    }

    /// Lets an alert go out that nobody decided on in time; false where its document is gone.
    func lapse(_ held: AlertHeld) throws -> Bool {
        guard let bytes = try store.original(sha256: held.original.sha256),
            let incoming = intake.reread(bytes, alert: held.alert, source: held.source)
        else { return false }
        try writer.submit([.lapse(incoming)])
        return true
    }

    private func reject(_ alert: AlertID, by: Pseudonym?) throws -> ControlAnswer {
        guard try held(alert) != nil else { return notHeld(alert) }
        try writer.submit([.rejection(alert, by: by)])
        return .done("alert \(alert) is kept back")
    }

    private func declare(_ drill: DrillRequest) throws -> ControlAnswer {
        guard drill.from < drill.to else { return .refused("the drill ends before it begins; give --to later than --from") }
        let declared = DrillDeclared(
            drill: drill.name, full: drill.full, from: drill.from, to: drill.to, by: try staff(drill.by))
        try writer.submit([.drill(declared)])
        return .done("drill \(drill.name) is declared\(drill.full ? " as a full drill" : "")")
    }

    private func held(_ alert: AlertID) throws -> MessageBook.Message? {
        try writer.read { desk in desk.messages.held.first { $0.id == alert } }
    }

    private func notHeld(_ alert: AlertID) -> ControlAnswer {
        .refused("alert \(alert) does not wait for a decision; `tocsin coverage` shows what is open")
    }

    private func staff(_ identifier: String?) throws -> Pseudonym? {
        guard let identifier else { return nil }
        guard let pseudonym = try shelf.pseudonym(ofStaff: identifier) else {
            throw ServiceProblem(
                "\(identifier) is not in staff.csv of the register in force; give an identifier of its first column")
        }
        return pseudonym
    }

    private func status() throws -> ServiceStatus {
        let (isReady, detail) = link.state
        let (open, held, version) = try writer.read { desk in
            (desk.coverage.order, desk.messages.held.map(\.id), desk.coverage.roster?.version)
        }
        return ServiceStatus(
            community: configuration.community, process: getpid(), started: started, ready: isReady && version != nil,
            broker: detail, lines: try store.count(), register: version, open: open, held: held)
    }

    /// What `/readyz` says.
    func readiness() async -> Readiness {
        let (isReady, detail) = link.state
        var state = Readiness(broker: isReady, journal: true, register: false, reasons: isReady ? [] : ["broker: \(detail)"])
        do {
            state.register = try await writer.async { try $0.read { $0.coverage.roster != nil } }
            if !state.register { state.reasons.append("register: none is in force; run `tocsin register import DIR`") }
            if let trouble = writer.trouble { throw trouble }
        } catch {
            state.journal = false
            state.reasons.append("journal: \(error)")
        }
        return state
    }
}

/// Runs the control socket as long as the service.
struct ControlService: Service {
    let dataFolder: String
    let desk: ControlDesk

    func run() async throws {
        let server = try ControlServer(dataFolder: dataFolder) { await desk.answer($0) }
        try? await gracefulShutdown()
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                server.stop()
                continuation.resume()
            }
        }
    }
}
