/// One line of a schedule: which file to send, when, and what to change in it.
public struct ScheduleStep: Codable, Sendable, Hashable {
    /// Seconds after the start.
    public var at: Double
    /// A name that later steps refer to.
    public var step: String?
    /// The CAP file to send, relative to the schedule.
    public var file: String?
    /// Instead of a file: the step whose bytes are sent again.
    public var again: String?
    /// With `again`: the same id with other bytes.
    public var changed: Bool?
    /// Whether identifier and times are made new, as of the moment of sending; true unless said otherwise.
    public var fresh: Bool?
    /// Seconds from `sent` to `expires`; without it the file's own length is kept.
    public var expiresIn: Double?
    /// Another status, as in CAP.
    public var status: String?
    /// Another message type, as in CAP.
    public var msgType: String?
    /// Names of earlier steps that this message refers to.
    public var references: [String]?
    /// Another division code in every geocode.
    public var geocode: String?

    /// A step that sends a file.
    public init(at: Double, file: String, step: String? = nil, fresh: Bool? = nil) {
        self.at = at
        self.file = file
        self.step = step
        self.fresh = fresh
    }
}
