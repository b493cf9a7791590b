public import Alerts

/// What the devices of a run did and said, for comparison with what the service made of it. Times are those that the devices
/// wrote, by their own clocks; what did not happen is left out.
public struct CommunityAccount: Codable, Sendable, Hashable {
    /// The version of this form.
    public var v = 1
    /// The community.
    public var community: String
    /// The seed of the run.
    public var seed: UInt64
    /// When the run began and ended, by the true clock.
    public var from: Moment, to: Moment
    /// How many devices there were.
    public var devices: Int
    /// Devices that never came online, and devices that never play.
    public var dead: [String], mute: [String]
    /// Sums over everything.
    public var totals: Totals
    /// An entry an alert, in the order of the first command.
    public var alerts: [AlertAccount]
    /// An entry a delivery, in the order of the first command.
    public var deliveries: [DeliveryAccount]
}

extension CommunityAccount {
    /// Sums over a whole run.
    public struct Totals: Codable, Sendable, Hashable {
        /// Commands that arrived, reports included.
        public var commands = 0
        /// Commands that nobody could read.
        public var unreadable = 0
        /// Commands for devices that are not in the register.
        public var unknownDevice = 0
        /// Commands lost on purpose.
        public var dropped = 0
        /// Commands for a device that could not be reached.
        public var unreachable = 0
        /// Receipts that the devices sent, repeats and gateways' words included, forged ones not.
        public var receipts = Sending()
        /// Forged receipts for other devices' deliveries.
        public var wrongDevice = Sending()
        /// Bytes that are no receipt.
        public var garbage = Sending()
    }

    /// How many messages left, and what the broker said to them; `sent` is the sum of the other four.
    public struct Sending: Codable, Sendable, Hashable {
        /// Handed to the connection.
        public var sent = 0
        /// Acknowledged by the broker.
        public var acknowledged = 0
        /// Acknowledged by the broker, but nobody listens.
        public var unheard = 0
        /// Refused by the broker.
        public var refused = 0
        /// Without an answer when the run ended.
        public var pending = 0
    }

    /// One alert, over all devices.
    public struct AlertAccount: Codable, Sendable, Hashable {
        /// Its 16 digits.
        public var alert: String
        /// As in CAP.
        public var status: Status
        /// Deliveries to present it; silent checks are not counted.
        public var deliveries = 0
        /// When the first command arrived.
        public var firstCommandAt: Moment
        /// When the last device was done.
        public var lastPresentedAt: Moment?
        /// Devices that had the command.
        public var delivered: [String] = []
        /// Devices that played it to the end or showed it.
        public var presented: [String] = []
        /// Those of them whose receipt of it the broker acknowledged.
        public var presentedAcknowledged: [String] = []
        /// Devices that took it back.
        public var withdrawn: [String] = []
        /// Devices that could not.
        public var failed: [String] = []
        /// Devices that answered a silent check.
        public var checked: [String] = []
    }

    /// One delivery, as its device saw it.
    public struct DeliveryAccount: Codable, Sendable, Hashable {
        /// A play that reached its end, or a text that came onto the screen.
        public struct Presented: Codable, Sendable, Hashable {
            /// When the receipt says that it was done.
            public var at: Moment
            /// When the play began and ended; only from loudspeakers.
            public var startedAt: Moment?, endedAt: Moment?
            /// How often it was played; only from loudspeakers.
            public var plays: Int?
        }

        /// Why it could not be presented.
        public struct Failed: Codable, Sendable, Hashable {
            /// The reason in the receipt.
            public var reason: Receipt.Reason
            /// When the receipt says so.
            public var at: Moment
        }

        /// The delivery id.
        public var delivery: String
        /// The alert's 16 digits.
        public var alert: String
        /// The device, and what it is.
        public var device: String, channel: DeviceChannel
        /// What the first command that arrived asked.
        public var action: DeviceCommand.Action
        /// As in CAP.
        public var status: Status
        /// How the device marked it, unless it was the real thing.
        public var mark: Announcement.Mark?
        /// When the first command arrived, by the true clock.
        public var firstCommandAt: Moment
        /// Commands that arrived, and how many of them were withdrawals.
        public var commands = 0, withdrawals = 0
        /// Commands lost on purpose, and commands that could not reach the device.
        public var dropped = 0, unreachable = 0
        /// When the device first said that it has it.
        public var deliveredAt: Moment?
        /// How often playing began and was cut off, and how often a display showed it again.
        public var begun = 0, interrupted = 0, shownAgain = 0
        /// The play.
        public var presented: Presented?
        /// When it was taken back.
        public var withdrawnAt: Moment?
        /// Why it could not be presented.
        public var failed: Failed?
        /// Receipts sent, by stage.
        public var sent: [String: Int] = [:]
        /// Receipts that the broker acknowledged, by stage.
        public var acknowledged: [String: Int] = [:]
        /// Receipts that the broker took although nobody listens, and receipts that it refused.
        public var unheard = 0, refused = 0
    }
}
