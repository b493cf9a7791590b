import Alerts
import Community
import Coverage
import Dispatch
import Dissemination
import Engine
import Foundation
import Hummingbird
import Record

/// What all routes of the console work with.
struct ConsoleDesk: Sendable {
    let backstage: Backstage
    let gate: Gate
    let chronicle: ChronicleKeeper
    let events: EventRing
    let settings: ListenerSettings
    let frame: PageFrame
    let memory = ConsoleMemory()
    let past: PastDesks

    /// Reads of the disk wait here, on a thread that may.
    private static let reading = DispatchQueue(label: "tocsin.console.reading")

    var now: Moment { backstage.now() }

    /// Runs work that may wait for the disk.
    func reading<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Self.reading.async { continuation.resume(with: Result { try body() }) }
        }
    }

    /// Looks at the state; the closure runs on the writer's queue and MUST be short.
    func state<Value: Sendable>(_ body: @escaping @Sendable (borrowing Desk) -> Value) async throws -> Value {
        try await backstage.writer.async { try $0.read(body) }
    }

    /// The coverage of an open alert.
    func coverage(_ alert: AlertID) async throws -> AlertCoverage? { try await state { $0.coverage.alerts[alert] } }

    /// Looks at an alert's state: as it is while it is open, as it was just before its close afterwards.
    ///
    /// - Returns: nil where the alert was never open.
    func look<Value: Sendable>(
        at alert: AlertID, _ body: @escaping @Sendable (borrowing Desk) -> Value
    ) async throws -> Value? {
        let now: Value? = try await state { $0.coverage.alerts[alert] == nil ? nil : body($0) }
        if let now { return now }
        guard let line = try await chronicle.read({ $0.alerts[alert]?.closedLine }) else { return nil }
        return try await past.look(before: line, body)
    }

    /// The coverage of an alert that is open, or as it was when it was closed.
    func coverageOrPast(_ alert: AlertID) async throws -> AlertCoverage? {
        try await look(at: alert) { $0.coverage.alerts[alert] } ?? nil
    }

    /// Writes lines; they are on disk when it returns.
    func write(_ entries: [Entry]) async throws { try await backstage.writer.async { try $0.write(entries) } }

    /// Who asks, with a right that is needed.
    ///
    /// - Throws: `Problem` 401 or 403.
    func caller(_ request: Request, _ right: Right) throws -> Caller {
        guard let caller = gate.caller(request) else { throw Problem.unauthorised }
        guard caller.has(right) else { throw Problem.forbidden }
        return caller
    }

    /// Who asks, with one of several rights.
    func caller(_ request: Request, anyOf rights: [Right]) throws -> Caller {
        guard let caller = gate.caller(request) else { throw Problem.unauthorised }
        guard rights.contains(where: caller.has) else { throw Problem.forbidden }
        return caller
    }

    /// A visit to a page, by somebody with a right that is needed.
    func visit(_ request: Request, _ context: ConsoleRequest, _ right: Right) throws -> Visit {
        try visit(request, context, anyOf: [right])
    }

    /// A visit to a page, by somebody with one of several rights.
    func visit(_ request: Request, _ context: ConsoleRequest, anyOf rights: [Right]) throws -> Visit {
        var visit = Visit(request, context)
        let caller = try caller(request, anyOf: rights)
        visit.caller = caller
        visit.formToken = caller.session.map(gate.formToken)
        return visit
    }

    /// Somebody who sends a form, with the right that is needed and the session's form token.
    func sender(_ request: Request, _ form: Form, _ right: Right) throws -> Caller {
        let caller = try caller(request, right)
        guard gate.isWanted(request, caller: caller, formToken: form["form"]) else {
            throw Problem(.forbidden, "not from this page", detail: "load the page again and repeat")
        }
        return caller
    }

    /// The name of somebody in the journal.
    func pseudonym(of account: Account) async throws -> Pseudonym? {
        let (kind, name) = account.staff.map { ("staff", $0) } ?? ("account", account.name)
        return try await reading { try backstage.pseudonym(kind, name) }
    }

    /// An alert id in a path.
    func alert(_ context: ConsoleRequest, _ name: String = "id") throws -> AlertID {
        guard let text = context.parameters.get(name), let alert = AlertID(text) else { throw Problem.notFound }
        return alert
    }
}
