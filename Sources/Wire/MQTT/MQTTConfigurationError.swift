/// A value of a configuration that no session could work with.
public struct MQTTConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what would be right.
    public var description: String

    init(_ description: String) { self.description = description }
}

extension MQTTConfiguration {
    /// Checks every value that can be checked without a broker; throws the first that is wrong.
    public func validate() throws(MQTTConfigurationError) {
        try require(!host.isEmpty && !host.utf8.contains(0), "the MQTT host is empty")
        try require((1...65535).contains(port), "MQTT port \(port) is not in 1 to 65535")
        try require(
            !clientID.isEmpty && clientID.utf8.count <= 65535 && !clientID.utf8.contains(0),
            "the MQTT client id is empty or too long")
        try require((5...65535).contains(keepAliveSeconds), "MQTT keep-alive \(keepAliveSeconds) s is not in 5 to 65535")
        try require(connectTimeoutSeconds > 0, "the MQTT connect timeout must be at least a second")
        try require((1...16384).contains(window), "MQTT window \(window) is not in 1 to 16384")
        try require((1...65535).contains(receiveMaximum), "MQTT receive maximum \(receiveMaximum) is not in 1 to 65535")
        try require(burst > 0, "an MQTT burst holds at least one message")
        try require(password == nil || username != nil, "an MQTT password needs a user name")
        try require((0...1).contains(backoff.jitter), "backoff jitter \(backoff.jitter) is not in 0 to 1")
        try require(
            backoff.initial > .zero && backoff.maximum >= backoff.initial,
            "the backoff must be positive, its maximum not below its start")
        if let tls {
            try require(
                (tls.certificateFile == nil) == (tls.keyFile == nil),
                "an MQTT client certificate needs its key file, and a key its certificate")
        }
        for subscription in subscriptions {
            if let problem = MQTTTopic.problem(inFilter: subscription.filter) {
                throw MQTTConfigurationError("cannot subscribe to \"\(subscription.filter)\": \(problem)")
            }
        }
        if let will, let problem = MQTTTopic.problem(inName: will.topic) {
            throw MQTTConfigurationError("the will cannot be published to \"\(will.topic)\": \(problem)")
        }
    }

    private func require(_ condition: Bool, _ text: String) throws(MQTTConfigurationError) {
        if !condition { throw MQTTConfigurationError(text) }
    }
}
