/// A piece of a page. Its literal parts are markup; everything that is interpolated is text and gets escaped, unless it is markup itself.
///
/// So a headline can never become markup: there is no way from a `String` that came from outside to `HTML` but through escaping.
/// Attributes MUST be quoted, since only then escaping keeps a value inside.
public struct HTML: Hashable, Sendable {
    /// The markup.
    public private(set) var text: String

    /// Nothing.
    public static let none = HTML(markup: "")

    private init(markup: String) { text = markup }

    /// Text as markup that shows it.
    public static func escaped(_ text: String) -> HTML {
        var markup = ""
        markup.reserveCapacity(text.utf8.count)
        Self.append(text, to: &markup)
        return HTML(markup: markup)
    }

    /// Pieces one after the other.
    public static func joined(_ parts: some Sequence<HTML>) -> HTML {
        var markup = ""
        for part in parts { markup += part.text }
        return HTML(markup: markup)
    }

    /// Two pieces one after the other.
    public static func + (left: HTML, right: HTML) -> HTML { HTML(markup: left.text + right.text) }

    fileprivate static func append(_ text: String, to markup: inout String) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": markup += "&amp;"
            case "<": markup += "&lt;"
            case ">": markup += "&gt;"
            case "\"": markup += "&quot;"
            case "'": markup += "&#39;"
            // What no document may hold (HTML §13.2.3.5) is shown as what it is: unreadable.
            case "\u{0}"..."\u{8}", "\u{B}"..."\u{C}", "\u{E}"..."\u{1F}", "\u{7F}": markup += "\u{FFFD}"
            // Direction marks could make a text say something else than it does (Trojan Source).
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": markup += "\u{FFFD}"
            default: markup.unicodeScalars.append(scalar)
            }
        }
    }
}

extension HTML: ExpressibleByStringInterpolation {
    /// Gathers the parts of a literal.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var markup = ""

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            markup.reserveCapacity(literalCapacity + 32 * interpolationCount)
        }

        /// Markup, as it stands in the source.
        public mutating func appendLiteral(_ literal: String) { markup += literal }

        /// Text, escaped.
        public mutating func appendInterpolation(_ text: String) { HTML.append(text, to: &markup) }

        /// Text where there is some.
        public mutating func appendInterpolation(_ text: String?) { if let text { HTML.append(text, to: &markup) } }

        /// Markup.
        public mutating func appendInterpolation(_ html: HTML) { markup += html.text }

        /// Markup where there is some.
        public mutating func appendInterpolation(_ html: HTML?) { if let html { markup += html.text } }

        /// Pieces one after the other.
        public mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { markup += part.text } }

        /// A number, name or date where there is one.
        public mutating func appendInterpolation(_ value: (some CustomStringConvertible)?) {
            if let value { HTML.append(value.description, to: &markup) }
        }

        /// A number, name or date by its description, escaped.
        public mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            HTML.append(value.description, to: &markup)
        }
    }

    /// Markup that stands in the source. It MUST be called by literals only.
    public init(stringLiteral value: String) { text = value }

    /// Markup with interpolated values.
    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.markup }
}
