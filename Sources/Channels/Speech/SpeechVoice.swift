/// Which of the program's voices speaks a text.
enum SpeechVoice {
    /// The voice for a text of a language.
    ///
    /// Alerts without a language count as `en-US` in CAP, though their text is Chinese; what is written in Chinese is spoken so.
    static func name(of language: String, text: String) -> String {
        let tag = language.lowercased()
        let base = String(tag.prefix { $0 != "-" })
        if base == "yue" || tag.hasPrefix("zh-yue") { return "yue" }
        if ["zh", "cmn"].contains(base) || text.unicodeScalars.contains(where: isHan) { return "cmn" }
        let isCode = (2...3).contains(base.count) && base.allSatisfy { $0.isASCII && $0.isLetter }
        return isCode ? base : "en"
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
    }
}
