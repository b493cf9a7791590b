import HTTPTypes
public import Hummingbird

/// What `/readyz` asks: each part of the service that has to work before a warning can go out.
public struct Readiness: Codable, Hashable, Sendable {
    /// The broker can be spoken to and the subscriptions hold.
    public var broker: Bool
    /// The journal can be written.
    public var journal: Bool
    /// A register version is in force.
    public var register: Bool
    /// What is missing and what to do, in words.
    public var reasons: [String]

    /// A state of readiness.
    public init(broker: Bool, journal: Bool, register: Bool, reasons: [String]) {
        self.broker = broker
        self.journal = journal
        self.register = register
        self.reasons = reasons
    }

    /// Whether a warning would go out.
    public var isReady: Bool { broker && journal && register }
}

extension Readiness: ResponseCodable {}

/// `/healthz` and `/readyz`: alive, and ready to let a warning out.
struct HealthRoutes: ConsoleRoutes {
    let readiness: @Sendable () async -> Readiness

    func add(to router: Router<ConsoleRequest>) {
        router.get("healthz") { _, _ in "ok\n" }
        router.get("readyz") { request, context -> Response in
            let state = await readiness()
            var response = try state.response(from: request, context: context)
            response.status = state.isReady ? .ok : .serviceUnavailable
            return response
        }
    }
}
