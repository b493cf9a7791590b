import CMosquitto
import Glibc

// Each text says what happened and what to do about it.

extension MQTTDisconnection {
    static let stopped = MQTTDisconnection(.stopped, "The session was stopped.")

    static let notCommitted = MQTTDisconnection(
        .notCommitted,
        "A burst of messages could not be stored, so none of it was acknowledged; the broker sends it again. See why the store failed."
    )

    static func unknownHost(_ host: String, _ reason: String) -> MQTTDisconnection {
        MQTTDisconnection(
            .unknownHost, "The MQTT host \"\(host)\" has no address (\(reason)). Check mqtt.host and the name service.")
    }

    static func unreachable(_ host: String, _ port: Int, _ failure: Int32) -> MQTTDisconnection {
        MQTTDisconnection(
            .unreachable,
            "No connection to the MQTT broker at \(host) port \(port): \(text(ofErrno: failure)). Check that it runs, mqtt.host and mqtt.port."
        )
    }

    static func silent(_ host: String, _ port: Int, seconds: Int, tls: Bool) -> MQTTDisconnection {
        MQTTDisconnection(
            .silent,
            "The broker at \(host) port \(port) took the connection but did not answer within \(seconds) s. "
                + (tls
                    ? "Check that this port speaks TLS and that the broker is not hanging."
                    : "Check that this port speaks plain MQTT."))
    }

    static func closedDuringHandshake(_ host: String, _ port: Int, tls: Bool, log: [String] = []) -> MQTTDisconnection {
        MQTTDisconnection(
            tls ? .tls : .lost,
            "The broker at \(host) port \(port) closed the connection before it answered\(detail(log)). "
                + (tls
                    ? "Check that this port speaks TLS and whether it wants a client certificate."
                    : "Check whether this port wants TLS."))
    }

    static func subscriptionRefused(_ filter: String, code: Int32) -> MQTTDisconnection {
        MQTTDisconnection(
            .subscriptionRefused,
            "The broker refused the subscription to \"\(filter)\" (0x\(String(code, radix: 16)), \(reasonText(code))). "
                + "Check the access rules of this user.")
    }

    /// What a CONNACK other than 0 means, by MQTT 5.0 §3.2.2.2 or MQTT 3.1.1 §3.2.2.3.
    static func connectionRefused(_ code: Int32, version: MQTTProtocolVersion, username: String?) -> MQTTDisconnection {
        let user = username.map { "user \"\($0)\"" } ?? "a client without user name"
        let reason = version == .v5 || code >= 0x80 ? reasonText(code) : String(cString: mosquitto_connack_string(code))
        switch code {
        case 0x86, 0x87, 0x8C, 4, 5:
            return MQTTDisconnection(
                .loginRefused,
                "The broker refused the login of \(user): \(trimmed(reason)). Check mqtt.username and the password file.")
        case 0x85, 2:
            return MQTTDisconnection(
                .refused, "The broker refused the client id: \(trimmed(reason)). Check its rules for client ids.")
        default:
            return MQTTDisconnection(
                .refused,
                "The broker refused the connection (0x\(String(code, radix: 16)), \(trimmed(reason))). See the broker's log.")
        }
    }

    /// What a DISCONNECT from the broker means, by MQTT 5.0 §3.14.2.1.
    static func disconnectedByBroker(_ code: Int32) -> MQTTDisconnection {
        if code == 0x8E {
            return MQTTDisconnection(
                .takenOver,
                "Another connection with the same client id took this session over. Check that the service runs only once.")
        }
        return MQTTDisconnection(
            .lost, "The broker ended the connection (0x\(String(code, radix: 16)), \(reasonText(code))). See the broker's log.")
    }

    /// What a return code of the library means; `failure` is the `errno` it left, `log` what it wrote meanwhile.
    static func library(_ code: Int32, errno failure: Int32, log: [String]) -> MQTTDisconnection {
        let detail = detail(log)
        switch code {
        case MOSQ_ERR_TLS.rawValue, MOSQ_ERR_TLS_HANDSHAKE.rawValue:
            return tls(detail)
        case MOSQ_ERR_CONN_LOST.rawValue, MOSQ_ERR_NO_CONN.rawValue:
            return MQTTDisconnection(.lost, "The connection to the broker broke\(detail). Check the broker and the network.")
        case MOSQ_ERR_KEEPALIVE.rawValue:
            return MQTTDisconnection(
                .lost, "The broker did not answer a ping within the keep-alive time. Check that it is not hanging.")
        case MOSQ_ERR_ERRNO.rawValue where failure == EPROTO:
            return tls(detail)
        case MOSQ_ERR_ERRNO.rawValue:
            return MQTTDisconnection(
                .lost, "The connection to the broker broke: \(text(ofErrno: failure)). Check the broker and the network.")
        case MOSQ_ERR_EAI.rawValue:
            return MQTTDisconnection(.unknownHost, "The MQTT host has no address. Check mqtt.host and the name service.")
        case MOSQ_ERR_PROTOCOL.rawValue, MOSQ_ERR_MALFORMED_PACKET.rawValue:
            return MQTTDisconnection(
                .lost, "The broker sent something that is not MQTT\(detail). Check that host and port are a broker's.")
        default:
            let reason = String(cString: mosquitto_strerror(code))
            return MQTTDisconnection(.lost, "The MQTT library gave up: \(trimmed(reason))\(detail). See the broker's log.")
        }
    }

    /// A broker may end the older of two connections with the same client id without a word.
    func withClientIDHint(_ clientID: String) -> MQTTDisconnection {
        MQTTDisconnection(
            kind, text + " If it happens again and again, look for another client with the client id \"\(clientID)\".")
    }

    private static func detail(_ log: [String]) -> String { log.isEmpty ? "" : " (\(log.joined(separator: "; ")))" }

    private static func tls(_ detail: String) -> MQTTDisconnection {
        MQTTDisconnection(
            .tls,
            "The TLS connection to the broker failed\(detail). Check that mqtt.tls.ca signed the broker's certificate, that the certificate "
                + "names this host and is in date, and whether the broker wants a client certificate.")
    }

    private static func reasonText(_ code: Int32) -> String { trimmed(String(cString: mosquitto_reason_string(code))) }

    private static func text(ofErrno code: Int32) -> String { String(cString: strerror(code)) }

    /// The library ends most of its texts with a full stop of its own.
    private static func trimmed(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
