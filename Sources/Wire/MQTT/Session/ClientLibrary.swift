import CMosquitto
import Synchronization

/// Things of the library that are there once for the whole process.
enum ClientLibrary {
    /// `mosquitto_lib_init` is not thread-safe; a global's initialiser is.
    private static let isStarted = mosquitto_lib_init() == MOSQ_ERR_SUCCESS.rawValue

    /// The first TLS connection initialises OpenSSL's globals without a lock; two at a time would get two different indexes,
    /// and the certificate check of one would fail.
    private static let isTLSStarted = Mutex(false)

    /// Initialises the library, once.
    static func start() throws(MQTTDisconnection) {
        if !isStarted { throw MQTTDisconnection(.configuration, "The MQTT library could not be initialised.") }
    }

    /// Runs the first TLS connection alone, and later ones freely.
    static func connecting(tls: Bool, _ connect: () -> Int32) -> Int32 {
        if !tls || isTLSStarted.withLock({ $0 }) { return connect() }
        return isTLSStarted.withLock { isStarted in
            defer { isStarted = true }
            return connect()
        }
    }
}
