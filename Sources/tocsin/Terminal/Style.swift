import Foundation

/// A piece of text with how it is to look; what others wrote is made harmless on the way in.
struct Text: ExpressibleByStringInterpolation {
    /// How a text can look.
    enum Look { case plain, strong, faint, good, poor, bad }

    var content: String
    var look: Look

    init(_ content: String, _ look: Look = .plain) {
        self.content = TextWidth.harmless(content)
        self.look = look
    }

    init(stringLiteral value: String) { self.init(value) }

    /// Its columns on a terminal.
    var width: Int { TextWidth.of(content) }
}

/// Whether colours are written. They are only where a terminal shows them and its user has not said no (no-color.org).
struct Style: Sendable {
    /// Whether escape sequences are written.
    let isColoured: Bool

    /// No colours.
    static let plain = Style(isColoured: false)

    /// The text, with colour where there is any.
    func paint(_ text: Text) -> String {
        guard isColoured, let code = Self.code(text.look) else { return text.content }
        return "\u{1B}[\(code)m\(text.content)\u{1B}[0m"
    }

    private static func code(_ look: Text.Look) -> String? {
        switch look {
        case .plain: nil
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .poor: "33"
        case .bad: "31"
        }
    }
}
