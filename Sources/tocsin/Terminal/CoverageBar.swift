/// A bar that shows a share: covered, unknown and open.
enum CoverageBar {
    /// The bar in so many columns. It is full only when everyone is covered, and empty only when nobody is.
    static func text(covered: Int, unknown: Int, of whole: Int, columns: Int, style: Style) -> String {
        guard whole > 0, columns > 1 else { return String(repeating: "·", count: max(0, columns)) }
        let full = cells(covered, of: whole, columns)
        let doubtful = min(columns - full, unknown > 0 ? max(1, unknown * columns / whole) : 0)
        let open = columns - full - doubtful
        return style.paint(Text(String(repeating: "█", count: full), covered == whole ? .good : .plain))
            + style.paint(Text(String(repeating: "▒", count: doubtful), .poor))
            + style.paint(Text(String(repeating: "░", count: open), .faint))
    }

    private static func cells(_ part: Int, of whole: Int, _ columns: Int) -> Int {
        if part >= whole { return columns }
        return part > 0 ? min(columns - 1, max(1, part * columns / whole)) : 0
    }
}
