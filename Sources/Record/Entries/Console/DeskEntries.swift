public import Alerts
public import Community

/// `form.issued`: numbered blank forms were printed for a power cut. What is typed in from them names the number.
public struct FormIssued: Codable, Hashable, Sendable {
    /// Which form, 1 to 5: receipt of warnings, rounds, calls, households not reached, doors.
    public var form: Int
    /// The number of the first sheet; the numbers of a form go on from printing to printing.
    public var first: Int
    /// How many sheets.
    public var count: Int
    /// The grid whose doors are printed on them; nil for empty rows.
    public var grid: String?
    /// The pseudonym of who printed them.
    public var by: Pseudonym?

    /// Printed forms.
    public init(form: Int, first: Int, count: Int, grid: String? = nil, by: Pseudonym?) {
        self.form = form
        self.first = first
        self.count = count
        self.grid = grid
        self.by = by
    }

    /// How many forms there are for a power cut.
    public static let forms = 1...5

    /// The number of a sheet, as it is printed: `F5-000012`.
    public static func number(_ form: Int, _ sheet: Int) -> String {
        let digits = String(max(0, sheet))
        return "F\(form)-\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
    }
}

/// `device.muted`: a device gets no warnings until a time, for a reason; whoever it reaches is reached by other means.
public struct DeviceMuted: Codable, Hashable, Sendable {
    /// The device.
    public var device: String
    /// Why, without names and numbers of people.
    public var reason: String
    /// Until when; the present ends it at once.
    public var until: Moment
    /// The pseudonym of who decided it.
    public var by: Pseudonym?

    /// A device that is to be silent.
    public init(device: String, reason: String, until: Moment, by: Pseudonym?) {
        self.device = device
        self.reason = reason
        self.until = until
        self.by = by
    }
}
