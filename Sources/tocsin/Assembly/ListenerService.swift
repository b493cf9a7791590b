import ServiceLifecycle

/// The HTTP listener as a service, whose failure says which setting is concerned.
struct ListenerService: Service {
    let settings: HTTPSettings
    let application: any Service

    func run() async throws {
        do {
            try await application.run()
        } catch let error where !(error is CancellationError) {
            throw ServiceProblem(
                "the HTTP listener on \(settings.host) port \(settings.port) failed: \(error). If another program has that port, stop it "
                    + "or set http.port; if the address is not this machine's, set http.host")
        }
    }
}
