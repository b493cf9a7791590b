/// Which gateways a run plays, and how. All of them are on 127.0.0.1.
public struct GatewayOptions: Sendable {
    /// Where vendor B's terminals meet their customers.
    public struct VendorBroker: Sendable {
        /// How to reach the broker.
        public var access: BrokerAccess
        /// The client id there.
        public var clientID: String

        /// A broker, and who to be there.
        public init(_ access: BrokerAccess, clientID: String = "sim-vendor-b") {
            self.access = access
            self.clientID = clientID
        }
    }

    /// Seed of everything that is left to chance.
    public var seed: UInt64 = 1
    /// How many times faster than real the world is played: networks, handsets, calls, limits and pauses between pushes. Answers
    /// that are slow and loudspeakers have their own time.
    public var scale = 1.0
    /// The SMSC; nil plays none.
    public var smsc: SMSCOptions?
    /// The port of everything over HTTP; 0 takes one that is free, nil plays none of it.
    public var httpPort: Int? = 0
    /// What requests to the gateways for messages and calls are signed with.
    public var secret = "simsecret"
    /// The gateway for messages.
    public var texts = TextGatewayOptions()
    /// The gateway for calls.
    public var voice = VoiceOptions()
    /// The robots.
    public var robots = RobotOptions()
    /// The loudspeakers of other vendors.
    public var terminals = TerminalOptions()
    /// Vendor B's broker; without it vendor B has no terminals.
    public var vendorBroker: VendorBroker?
    /// The phones.
    public var handsets = HandsetOptions()
    /// The workers in the field.
    public var workers = WorkerOptions()
    /// What goes wrong.
    public var faults = GatewayFaults()
    /// The most entries in one push.
    public var pushBatch = 20
    /// How many pushes to one address run at once.
    public var pushLanes = 4
    /// Headers that every push carries.
    public var pushHeaders: [String: String] = [:]

    /// The gateways over HTTP, on a free port, with nothing going wrong.
    public init() {}
}

/// Where the gateways of a run are.
public struct GatewayPorts: Sendable, Hashable, Codable {
    /// The SMSC's port; nil where there is none.
    public var smpp: Int?
    /// The port of everything over HTTP; nil where there is none.
    public var http: Int?

    /// Ports.
    public init(smpp: Int? = nil, http: Int? = nil) {
        self.smpp = smpp
        self.http = http
    }
}
