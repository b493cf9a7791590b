import CMosquitto
import Glibc

/// One `struct mosquitto`, for one connection. Never used twice: `mosquitto_reconnect` would send its own old queue again.
///
/// It is marked threaded while no thread of the library runs: so everything that is to be written, PUBACKs above all, stays
/// queued until `flush`.
final class ClientHandle {
    let events: ClientEvents
    let version: MQTTProtocolVersion
    private let configuration: MQTTConfiguration
    private let client: OpaquePointer
    private let context: Unmanaged<ClientEvents>
    private var expiry: (seconds: UInt32, properties: OpaquePointer)?

    init(_ configuration: MQTTConfiguration, version: MQTTProtocolVersion) throws(MQTTDisconnection) {
        try ClientLibrary.start()
        events = ClientEvents(maximumPayload: configuration.maximumPayload)
        self.configuration = configuration
        self.version = version
        guard let made = mosquitto_new(configuration.clientID, configuration.cleanStart, nil) else {
            throw MQTTDisconnection(.configuration, "The MQTT library made no client: \(String(cString: strerror(errno))).")
        }
        client = made
        context = Unmanaged.passRetained(events)
        mosquitto_user_data_set(client, context.toOpaque())
        try prepare()
    }

    /// Closes the socket without a DISCONNECT and forgets whatever was queued, PUBACKs included.
    deinit {
        mosquitto_destroy(client)
        context.release()
        if var properties = expiry.map({ Optional($0.properties) }) { mosquitto_property_free_all(&properties) }
    }

    /// The socket, or -1 when the connection has ended.
    var socket: Int32 { mosquitto_socket(client) }

    /// Whether something is queued to be written.
    var wantsWrite: Bool { mosquitto_want_write(client) }

    // MARK: Connecting

    private func prepare() throws(MQTTDisconnection) {
        mosquitto_threaded_set(client, true)
        mosquitto_connect_v5_callback_set(client, clientConnected)
        mosquitto_subscribe_callback_set(client, clientSubscribed)
        mosquitto_message_callback_set(client, clientReceived)
        mosquitto_publish_v5_callback_set(client, clientPublished)
        mosquitto_disconnect_v5_callback_set(client, clientDisconnected)
        let level = version == .v5 ? MQTT_PROTOCOL_V5 : MQTT_PROTOCOL_V311
        try accept(mosquitto_int_option(client, MOSQ_OPT_PROTOCOL_VERSION, level), "protocol")
        try accept(mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1), "TCP_NODELAY")
        try accept(mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, Int32(configuration.window)), "window")
        try accept(mosquitto_int_option(client, MOSQ_OPT_RECEIVE_MAXIMUM, Int32(configuration.receiveMaximum)), "receive maximum")
        if let username = configuration.username {
            try accept(mosquitto_username_pw_set(client, username, configuration.password), "user name or password")
        }
        if let will = configuration.will {
            let code = mosquitto_will_set(
                client, will.topic, Int32(will.payload.count), will.payload, Int32(will.qos.rawValue), will.retain)
            try accept(code, "will")
        }
        if let tls = configuration.tls { try prepare(tls) }
    }

    private func prepare(_ tls: MQTTConfiguration.TLS) throws(MQTTDisconnection) {
        for (name, file) in [("ca", tls.authorityFile), ("certificate", tls.certificateFile), ("key", tls.keyFile)] {
            guard let file, access(file, R_OK) != 0 else { continue }
            let reason = String(cString: strerror(errno))
            throw MQTTDisconnection(.configuration, "Cannot read the file of mqtt.tls.\(name), \(file): \(reason).")
        }
        // Without a callback OpenSSL would ask for the password of an encrypted key on the terminal.
        if let authority = tls.authorityFile {
            let code = mosquitto_tls_set(client, authority, nil, tls.certificateFile, tls.keyFile, { _, _, _, _ in 0 })
            try accept(code, "TLS files")
        } else {
            try accept(mosquitto_int_option(client, MOSQ_OPT_TLS_USE_OS_CERTS, 1), "the system's certificate authorities")
            if let certificate = tls.certificateFile, let key = tls.keyFile {
                // The library takes client certificates only together with an authority: the system's folder then.
                let code = mosquitto_tls_set(client, nil, "/etc/ssl/certs", certificate, key, { _, _, _, _ in 0 })
                try accept(code, "TLS files")
            }
        }
        try accept(mosquitto_tls_opts_set(client, 1, nil, nil), "TLS verification")
        mosquitto_log_callback_set(client, clientLogged)
    }

    /// Opens the connection; the answer comes as a CONNACK in `events`.
    func connect() throws(MQTTDisconnection) {
        var properties: OpaquePointer?
        defer { mosquitto_property_free_all(&properties) }
        if version == .v5, configuration.sessionExpirySeconds > 0 {
            mosquitto_property_add_int32(
                &properties, Int32(MQTT_PROP_SESSION_EXPIRY_INTERVAL.rawValue), configuration.sessionExpirySeconds)
        }
        let (host, port, keepAlive) = (configuration.host, Int32(configuration.port), Int32(configuration.keepAliveSeconds))
        let code = ClientLibrary.connecting(tls: configuration.tls != nil) {
            mosquitto_connect_bind_v5(client, host, port, keepAlive, nil, properties)
        }
        let failure = errno
        if code == MOSQ_ERR_ERRNO.rawValue { throw .unreachable(host, configuration.port, failure) }
        if code != MOSQ_ERR_SUCCESS.rawValue { throw explain(code, failure) }
    }

    /// Ends the collecting of the library's own words, which costs time with every packet.
    func endLog() { mosquitto_log_callback_set(client, nil) }

    /// Asks for a subscription; the packet id that its SUBACK will carry.
    func subscribe(_ subscription: MQTTConfiguration.Subscription) throws(MQTTDisconnection) -> Int32 {
        var id: Int32 = 0
        let code = mosquitto_subscribe(client, &id, subscription.filter, Int32(subscription.qos.rawValue))
        let failure = errno
        if code != MOSQ_ERR_SUCCESS.rawValue { throw explain(code, failure) }
        return id
    }

    // MARK: Turns

    /// Reads at least one packet, if there is one; whether any callback ran.
    func read() throws(MQTTDisconnection) -> Bool {
        let before = events.callbacks
        let code = mosquitto_loop_read(client, 1)
        let failure = errno
        if code != MOSQ_ERR_SUCCESS.rawValue || socket < 0 { throw explain(code, failure) }
        return events.callbacks != before
    }

    /// Writes what is queued as far as the socket takes it. Packets of a batch are held together into full segments.
    func flush(isBatch: Bool) throws(MQTTDisconnection) {
        let descriptor = socket
        if isBatch { tocsin_cork(descriptor, 1) }
        let code = mosquitto_loop_write(client, 1)
        let failure = errno
        if code != MOSQ_ERR_SUCCESS.rawValue || socket < 0 { throw explain(code, failure) }
        if isBatch { tocsin_cork(descriptor, 0) }
    }

    /// Sends a ping when one is due, and notices when one was not answered.
    func keepAlive() throws(MQTTDisconnection) {
        let code = mosquitto_loop_misc(client)
        let failure = errno
        if code != MOSQ_ERR_SUCCESS.rawValue || socket < 0 { throw explain(code, failure) }
    }

    // MARK: The end

    /// Ends the connection without acknowledging anything more.
    func hangUp() {
        if socket >= 0 { closeGently(socket, within: .milliseconds(200)) }
    }

    /// Writes what is queued, PUBACKs included, and a DISCONNECT, so that the broker keeps the will to itself.
    func sayGoodbye() {
        // The library closes its socket as soon as the DISCONNECT is written; this copy keeps the connection.
        let kept = fcntl(socket, F_DUPFD_CLOEXEC, 0)
        mosquitto_disconnect(client)
        let deadline = MonotonicTime.now() + .seconds(1)
        while socket >= 0, MonotonicTime.now() < deadline {
            var watched = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
            _ = poll(&watched, 1, MonotonicTime.now().millisecondsUntil(deadline))
            if mosquitto_loop_write(client, 1) != MOSQ_ERR_SUCCESS.rawValue { break }
        }
        guard kept >= 0 else { return }
        closeGently(kept, within: .milliseconds(500))
        close(kept)
    }

    /// Ends our half and throws away what still comes until the broker has ended its own. A socket that is closed while data
    /// waits in it resets the connection instead, and the broker may then never read our last PUBACKs and the DISCONNECT.
    private func closeGently(_ descriptor: Int32, within time: Duration) {
        if shutdown(descriptor, Int32(SHUT_WR)) != 0 { return }
        let deadline = MonotonicTime.now() + time
        var refuse = [UInt8](repeating: 0, count: 64 << 10)
        while MonotonicTime.now() < deadline {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&watched, 1, MonotonicTime.now().millisecondsUntil(deadline))
            let count = recv(descriptor, &refuse, refuse.count, Int32(MSG_DONTWAIT))
            if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) { return }
        }
    }

    // MARK: Publishing

    /// Hands a publish to the library. The result is its packet id, or why it cannot be sent.
    func publish(_ publish: MQTTPublish) -> Result<UInt16, Unsendable> {
        if publish.topic.utf8.contains(0) { return .failure(Unsendable(text: "the topic contains a NUL character")) }
        var id: Int32 = 0
        let properties = version == .v5 ? publish.messageExpirySeconds.flatMap(expiryProperties) : nil
        let code = publish.payload.withUnsafeBytes { payload in
            mosquitto_publish_v5(
                client, &id, publish.topic, Int32(clamping: payload.count), payload.baseAddress, Int32(publish.qos.rawValue),
                publish.retain, properties)
        }
        if code == MOSQ_ERR_SUCCESS.rawValue { return .success(UInt16(truncatingIfNeeded: id)) }
        return .failure(Unsendable(text: String(cString: mosquitto_strerror(code))))
    }

    /// Why the library did not take a publish.
    struct Unsendable: Error {
        var text: String
    }

    /// The library copies properties, so one list serves all publishes with the same expiry.
    private func expiryProperties(_ seconds: UInt32) -> OpaquePointer? {
        if let expiry, expiry.seconds == seconds { return expiry.properties }
        if var old = expiry.map({ Optional($0.properties) }) { mosquitto_property_free_all(&old) }
        expiry = nil
        var properties: OpaquePointer?
        mosquitto_property_add_int32(&properties, Int32(MQTT_PROP_MESSAGE_EXPIRY_INTERVAL.rawValue), seconds)
        if let properties { expiry = (seconds, properties) }
        return properties
    }

    private func accept(_ code: Int32, _ what: String) throws(MQTTDisconnection) {
        guard code != MOSQ_ERR_SUCCESS.rawValue else { return }
        let reason = String(cString: mosquitto_strerror(code))
        throw MQTTDisconnection(.configuration, "The MQTT library does not accept the \(what): \(reason)")
    }

    /// The most telling of what is known about the end of the connection.
    private func explain(_ code: Int32, _ failure: Int32) -> MQTTDisconnection {
        if let connack = events.connack, connack.code != 0 {
            return .connectionRefused(connack.code, version: version, username: configuration.username)
        }
        if let reason = events.disconnectReason { return .disconnectedByBroker(reason) }
        let code = code == MOSQ_ERR_SUCCESS.rawValue ? MOSQ_ERR_CONN_LOST.rawValue : code
        let reason = MQTTDisconnection.library(code, errno: failure == 0 ? events.failure : failure, log: events.log)
        if events.connack == nil, reason.kind == .lost {
            return .closedDuringHandshake(configuration.host, configuration.port, tls: configuration.tls != nil, log: events.log)
        }
        return reason
    }
}
