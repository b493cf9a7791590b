/// Lines that are drawn again in their place while something changes.
struct LiveView {
    private let screen: Screen
    private var drawn = 0

    /// A view on a terminal; nothing is drawn yet.
    init(_ screen: Screen) { self.screen = screen }

    /// Puts lines in the place of those drawn before. More than the terminal has room for are cut off, since what has scrolled away
    /// cannot be drawn over.
    mutating func draw(_ lines: [String]) {
        let shown = lines.prefix(max(1, screen.rows - 1))
        var text = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
        for line in shown { text += "\(line)\u{1B}[K\n" }
        text += "\u{1B}[J"
        screen.write(Array(text.utf8))
        drawn = shown.count
    }
}
