extension Alert {
    /// All infos in the language that fits a list of wishes best; several infos of one language add up (CAP 1.2 §3.2.2).
    ///
    /// A wish `zh` fits `zh-CN` and every other kind of Chinese, of which the mainland's come first. An info without a
    /// language counts as `en-US`. Where no wish fits, the first info's language is taken.
    ///
    /// - Parameter languages: The wishes, the dearest first.
    public func infos(for languages: [String]) -> [Info] {
        let spoken = infos.map { LanguageChoice.tag($0.language) }
        for wish in languages.map({ $0.lowercased() }) {
            let fitting = spoken.filter { LanguageChoice.fits($0, wish) }
            if let best = fitting.min(by: { LanguageChoice.rank($0) < LanguageChoice.rank($1) }) {
                return zip(infos, spoken).filter { $0.1 == best }.map(\.0)
            }
        }
        return zip(infos, spoken).filter { $0.1 == spoken.first }.map(\.0)
    }
}

/// Compares language tags as RFC 4647 §3.3.1 does.
enum LanguageChoice {
    private static let mainland = ["zh-cn", "zh-hans-cn", "zh-hans", "zh", "cmn"]

    static func tag(_ language: String?) -> String { (language ?? "en-US").lowercased() }

    static func fits(_ tag: String, _ wish: String) -> Bool { tag == wish || tag.hasPrefix(wish + "-") }

    /// Mainland Chinese before all others, which stay as they come.
    static func rank(_ tag: String) -> Int { mainland.firstIndex(of: tag) ?? mainland.count }
}
