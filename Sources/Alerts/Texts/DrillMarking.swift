/// Marks the texts of drills, so that nobody takes one for the real thing, nor the real thing for a drill.
public enum DrillMarking {
    /// What a spoken or written text of a drill begins and ends with.
    public static let words = "这是演练"
    /// What a text on a screen or page begins and ends with.
    public static let screenMark = "【演练】"
    /// What a real alert during or near a drill begins with.
    public static let denial = "这不是演练"

    /// A text for loudspeakers, messages and calls of a drill.
    public static func spoken(_ text: String) -> String { framed(text, by: words, stop: "。") }

    /// A text for screens and pages of a drill.
    public static func shown(_ text: String) -> String { framed(text, by: screenMark, stop: "") }

    /// A real text during or near a drill.
    public static func real(_ text: String) -> String { text.hasPrefix(denial) ? text : "\(denial)。\(text)" }

    /// Begins and ends a text with a mark, unless it does already.
    private static func framed(_ text: String, by mark: String, stop: String) -> String {
        var marked = text
        while let last = marked.last, last.isWhitespace { marked.removeLast() }
        if !marked.hasPrefix(mark) { marked = mark + stop + marked }
        if !marked.hasSuffix(mark) || marked == mark {
            let ends = marked.last.map { "。！？!?.；".contains($0) } ?? true
            marked += (ends || stop.isEmpty ? "" : stop) + mark
        }
        return marked
    }
}
