import CMosquitto
import Glibc

/// What the library reported since it was last looked at. Only the session's thread touches it: the callbacks run inside the
/// library calls that this thread makes.
final class ClientEvents {
    struct Connack {
        var code: Int32
        var sessionPresent: Bool
        /// The Receive Maximum of the broker, where it gave one.
        var receiveMaximum: UInt16?
    }

    struct Acknowledgement {
        var id: UInt16
        var reason: UInt8
    }

    struct Suback {
        var id: Int32
        var granted: Int32
    }

    struct Oversize {
        var topic: String
        var bytes: Int
    }

    let maximumPayload: Int

    /// How many callbacks have run: a read that ran none has emptied the socket.
    var callbacks = 0
    var connack: Connack?
    var subacks: [Suback] = []
    var messages: [MQTTMessage] = []
    var messageBytes = 0
    var acknowledgements: [Acknowledgement] = []
    var oversize: [Oversize] = []
    /// The reason of a DISCONNECT from the broker.
    var disconnectReason: Int32?
    /// The `errno` when the library closed the connection; it is cleared like every other at the end of the callback.
    var failure: Int32 = 0
    var log: [String] = []

    init(maximumPayload: Int) { self.maximumPayload = maximumPayload }

    func message(_ message: mosquitto_message) {
        let topic = String(cString: message.topic)
        let count = Int(message.payloadlen)
        if count > maximumPayload { return oversize.append(Oversize(topic: topic, bytes: count)) }
        let payload = [UInt8](UnsafeRawBufferPointer(start: message.payload, count: count))
        messages.append(
            MQTTMessage(
                topic: topic, payload: payload, qos: message.qos == 0 ? .atMostOnce : .atLeastOnce, retained: message.retain))
        messageBytes += count
    }
}

// Global functions: a closure made in an isolated context would trap when the library calls it. Each ends with `errno`
// cleared (see `tocsin_clear_errno`).

private func events(_ context: UnsafeMutableRawPointer?) -> ClientEvents? {
    guard let context else { return nil }
    let events = Unmanaged<ClientEvents>.fromOpaque(context).takeUnretainedValue()
    events.callbacks += 1
    return events
}

func clientConnected(
    _ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ code: Int32, _ flags: Int32, _ properties: OpaquePointer?
) {
    var receiveMaximum: UInt16 = 0
    let isGiven =
        mosquitto_property_read_int16(properties, Int32(MQTT_PROP_RECEIVE_MAXIMUM.rawValue), &receiveMaximum, false) != nil
    events(context)?.connack = ClientEvents.Connack(
        code: code, sessionPresent: flags & 1 == 1, receiveMaximum: isGiven ? receiveMaximum : nil)
    tocsin_clear_errno()
}

func clientSubscribed(
    _ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ id: Int32, _ count: Int32, _ granted: UnsafePointer<Int32>?
) {
    events(context)?.subacks.append(ClientEvents.Suback(id: id, granted: count > 0 ? granted?.pointee ?? 0x80 : 0x80))
    tocsin_clear_errno()
}

func clientReceived(_ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ message: UnsafePointer<mosquitto_message>?) {
    if let message { events(context)?.message(message.pointee) }
    tocsin_clear_errno()
}

func clientPublished(
    _ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ id: Int32, _ reason: Int32, _ properties: OpaquePointer?
) {
    events(context)?.acknowledgements.append(
        ClientEvents.Acknowledgement(id: UInt16(truncatingIfNeeded: id), reason: UInt8(truncatingIfNeeded: reason)))
    tocsin_clear_errno()
}

func clientDisconnected(
    _ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ reason: Int32, _ properties: OpaquePointer?
) {
    let failure = errno
    if let events = events(context) {
        events.failure = failure
        // The library's own error codes come this way as well; reason codes of the protocol begin at 0x80.
        if reason >= 0x80 { events.disconnectReason = reason }
    }
    tocsin_clear_errno()
}

func clientLogged(_ client: OpaquePointer?, _ context: UnsafeMutableRawPointer?, _ level: Int32, _ text: UnsafePointer<CChar>?) {
    if level == MOSQ_LOG_ERR, let text, let context {
        Unmanaged<ClientEvents>.fromOpaque(context).takeUnretainedValue().log.append(String(cString: text))
    }
    tocsin_clear_errno()
}
