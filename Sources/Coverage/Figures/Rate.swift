/// Shares as they are published: exact fractions rounded down to five decimals, so that 1 means everyone.
public enum Rate {
    /// The share of a part in a whole; nil for an empty whole, never 1.
    public static func share(_ part: Int, of whole: Int) -> Double? {
        guard whole > 0 else { return nil }
        return Double(part * 100_000 / whole) / 100_000
    }

    /// A share for people: rounded down to two decimals of a percent, `99.94%`.
    public static func percent(_ part: Int, of whole: Int) -> String? {
        guard whole > 0 else { return nil }
        let hundredths = part * 10_000 / whole
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)%"
    }
}
