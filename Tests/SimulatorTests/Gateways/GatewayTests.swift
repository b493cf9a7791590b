import Alerts
import Logging
import Simulation
import Testing

/// Gateways on real sockets: one test after the other, since each has processes of its own.
@Suite(.serialized) enum GatewayTests {
    /// Gateways whose networks take hundredths of seconds.
    static func options(_ change: (inout GatewayOptions) throws -> Void = { _ in }) rethrows -> GatewayOptions {
        var options = GatewayOptions()
        options.handsets.reach = .milliseconds(20) ... .milliseconds(60)
        options.handsets.replyAfter = .milliseconds(20) ... .milliseconds(60)
        try change(&options)
        return options
    }
}

/// Says nothing.
let quiet = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
