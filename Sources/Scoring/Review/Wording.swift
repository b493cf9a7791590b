import Alerts

/// Numbers and pairs of languages as people read them.
enum Wording {
    /// A number without a needless fraction.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }

    /// A text in Chinese and in English.
    static func both(_ chinese: String, _ english: String) -> String { "\(chinese) / \(english)" }

    /// A span in the largest unit that says enough.
    static func span(_ span: Span) -> (chinese: String, english: String) {
        let seconds = (span.milliseconds + 999) / 1000
        switch seconds {
        case ..<120: return ("\(seconds)秒", "\(seconds) s")
        case ..<7200: return ("\((seconds + 59) / 60)分钟", "\((seconds + 59) / 60) min")
        default: return ("\(hours(span))小时", "\(hours(span)) h")
        }
    }

    /// Hours rounded up to two decimals, so that a gap never reads as none.
    static func hours(_ span: Span) -> String { number(hourFigure(span)) }

    static func hourFigure(_ span: Span) -> Double { Double((span.milliseconds + 35_999) / 36_000) / 100 }

    /// Many texts in one.
    static func joined(_ texts: [String]) -> String { texts.joined(separator: "；") }
}
