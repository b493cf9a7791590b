import Glibc

/// The life of a session's thread: connect, serve, and after every end wait a little and connect anew, until told to stop.
struct SessionLoop {
    let configuration: MQTTConfiguration
    let delegate: any MQTTSessionDelegate
    let control: SessionControl

    /// Returns when the session was told to stop.
    func run() {
        var failures = 0
        var version: MQTTProtocolVersion?
        while !control.isStopping {
            let attempt = connectAndServe(version ?? preferredVersion)
            version = attempt.nextVersion
            guard let reason = attempt.reason, !control.isStopping else { continue }
            failures = attempt.wasStable ? 1 : failures + 1
            let wait = configuration.backoff.wait(afterFailures: failures, chance: configuration.random())
            control.change(to: .disconnected(reason, retryAfter: wait), delegate)
            pause(wait)
        }
        control.finish(delegate)
    }

    private struct Attempt {
        var reason: MQTTDisconnection?
        var wasStable = false
        /// The version to try at once, where the broker did not know the one tried.
        var nextVersion: MQTTProtocolVersion?
    }

    private var preferredVersion: MQTTProtocolVersion {
        if case .only(let version) = configuration.protocolChoice { version } else { .v5 }
    }

    private func connectAndServe(_ version: MQTTProtocolVersion) -> Attempt {
        control.change(to: .connecting, delegate)
        var connection: Connection?
        do throws(MQTTDisconnection) {
            if !Reachability.isLoopback(configuration.host) { try probe() }
            let opened = try Connection(configuration, version: version, delegate: delegate, control: control)
            connection = opened
            try opened.serve()
            return Attempt()
        } catch {
            if version == .v5, configuration.protocolChoice == .automatic, connection?.connackCode == 0x84 {
                return Attempt(nextVersion: .v311)
            }
            let wasStable = isStable(connection)
            let isShortLived = error.kind == .lost && connection?.readySince != nil && !wasStable
            let reason = isShortLived ? error.withClientIDHint(configuration.clientID) : error
            return Attempt(reason: reason, wasStable: wasStable)
        }
    }

    /// A connection that stood for a while begins the backoff anew; one that breaks each time right away does not.
    private func isStable(_ connection: Connection?) -> Bool {
        guard let since = connection?.readySince else { return false }
        return MonotonicTime.now() >= since + .seconds(5)
    }

    private func probe() throws(MQTTDisconnection) {
        try Reachability.probe(
            host: configuration.host, port: configuration.port,
            deadline: .now() + .seconds(configuration.connectTimeoutSeconds),
            wakeup: control.wakeup, isStopping: { control.isStopping })
    }

    /// Waits, unless told to stop; being woken for publishes does not shorten it.
    private func pause(_ span: Duration) {
        let end = MonotonicTime.now() + span
        while !control.isStopping {
            let now = MonotonicTime.now()
            if now >= end { return }
            var watched = pollfd(fd: control.wakeup.pollable, events: Int16(POLLIN), revents: 0)
            if poll(&watched, 1, now.millisecondsUntil(end)) > 0 { control.wakeup.clear() }
        }
    }
}

extension MQTTConfiguration.Backoff {
    /// The wait after so many failures in a row, from 1; `chance` in 0 ..< 1 decides how much of the jitter is taken off.
    func wait(afterFailures failures: Int, chance: Double) -> Duration {
        var wait = initial
        for _ in 1..<max(failures, 1) where wait < maximum { wait = min(wait * 2, maximum) }
        return wait * (1 - jitter * min(max(chance, 0), 1))
    }
}
