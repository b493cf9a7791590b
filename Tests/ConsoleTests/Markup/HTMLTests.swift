import Testing

@testable import Console

/// Text that came from outside never becomes markup.
@Suite struct HTMLTests {
    @Test(
        "Interpolated text is shown as it is",
        arguments: [
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"), ("\" onclick=\"x", "&quot; onclick=&quot;x"),
            ("it's & so", "it&#39;s &amp; so"), ("\u{0}\u{1B}[31m", "\u{FFFD}\u{FFFD}[31m"), ("\u{202E}gpj", "\u{FFFD}gpj"),
            ("暴雨\n", "暴雨\n"),
        ])
    func escaping(text: String, shown: String) {
        let inText: HTML = "<p title=\"\(text)\">\(text)</p>"
        #expect(inText.text == "<p title=\"\(shown)\">\(shown)</p>")
        #expect(HTML.escaped(text).text == shown)
    }

    @Test("Markup stays markup, numbers and names are text, nothing is nothing")
    func kinds() {
        let inner: HTML = "<b>\(7)</b>"
        let none: String? = nil
        let page: HTML = "\(inner)\([inner, inner])\(none)\(Optional(3))\(Role.duty.rawValue)"
        #expect(page.text == "<b>7</b><b>7</b><b>7</b>3duty")
    }

    @Test("A substring and a value's description are escaped, too")
    func descriptions() {
        struct Tricky: CustomStringConvertible { var description: String { "<i>" } }
        let page: HTML = "\("a<b>".dropFirst())\(Tricky())"
        #expect(page.text == "&lt;b&gt;&lt;i&gt;")
    }
}
