/// One message on its way from a device to the broker.
public struct Parcel: Sendable, Hashable {
    /// What is in it.
    public enum Content: Sendable, Hashable {
        /// The device's own word.
        case receipt(delivery: String, stage: Receipt.Stage)
        /// A gateway's word that it cannot reach the device.
        case unreachable(delivery: String)
        /// A fault: the receipt names a delivery of another device.
        case wrongDevice
        /// A fault: no receipt at all.
        case garbage
    }

    /// The device on whose receipt topic it goes, by its place in the fleet.
    public let device: Int
    /// What is in it.
    public let content: Content
    /// The bytes.
    public let payload: [UInt8]
    /// Names the sending of this parcel.
    public let token: UInt64
}

/// What became of a message that was handed to the broker.
public enum Settlement: Sendable, Hashable {
    /// The broker has it.
    case acknowledged
    /// The broker took it, and nobody listens.
    case unheard
    /// The broker refused it.
    case refused
}

/// What the fleet wants done by whoever holds the connections.
public enum FleetEffect: Sendable, Hashable {
    /// Publish this.
    case send(Parcel)
    /// A device lost its connection, or has it back.
    case linkChanged(device: Int, isUp: Bool)
    /// A device has something new to say about itself.
    case statusChanged(device: Int)
}
