/// How the issuing unit of an alert is found, which is what people hear, never a forecaster's own name.
///
/// CMA writes the forecaster into `senderName`, so that element counts only if it looks like an organisation.
public struct IssuerRule: Codable, Hashable, Sendable {
    /// Words that a unit's Chinese name ends with, for instance 台, 局.
    public var endings: [String]
    /// Words that a unit's name holds anywhere, as whole words in scripts with letters.
    public var words: [String]
    /// Words behind which a text's beginning is no longer the unit's name, for instance 发布, 更新, `issues`.
    public var verbs: [String]
    /// Where the lists are from.
    public var source: String

    /// A rule by its lists.
    public init(endings: [String], words: [String], verbs: [String], source: String) {
        self.endings = endings
        self.words = words
        self.verbs = verbs
        self.source = source
    }

    /// The issuing unit of an alert: from the beginning of headline or description, else from `senderName` if that is an
    /// organisation, else the sender as it is.
    public func issuer(of alert: Alert, languages: [String] = ["zh"]) -> String {
        unit(of: alert, languages: languages) ?? alert.sender
    }

    /// The issuing unit that an alert names; nil where it names none, for instance a Cancel without words.
    public func unit(of alert: Alert, languages: [String] = ["zh"]) -> String? {
        let infos = alert.infos(for: languages)
        for info in infos {
            for text in [info.headline, info.description] {
                if let unit = text.flatMap(unitAtBeginning) { return unit }
            }
        }
        return infos.lazy.compactMap(\.senderName).compactMap(unitInName).first
    }

    /// The unit in a `senderName`, without a person who stands beside it: 保定市气象台 of 保定市气象台 于雷.
    func unitInName(_ name: String) -> String? {
        guard name.contains(where: \.isIdeographic) else { return isOrganisation(name) ? name : nil }
        let parts = name.split { !$0.isLetter && !$0.isNumber }.map { unitAtFront(String($0)) }
        return parts.filter { part in endings.contains { part.hasSuffix($0) && part.count > $0.count + 1 } }
            .max { $0.count < $1.count }
    }

    /// A name without blanks, cut off behind a word that only units have if a person seems to follow: 保定市气象台 of 保定市气象台于雷.
    private func unitAtFront(_ part: String) -> String {
        let ends = words.filter { $0.contains(where: \.isIdeographic) }
            .compactMap { part.ranges(of: $0).last?.upperBound }
        guard let end = ends.max(), !endings.contains(String(part[end...])) else { return part }
        return String(part[..<end])
    }

    /// The unit that a text begins with: 保定市气象台 of 保定市气象台更新雷电黄色预警.
    func unitAtBeginning(_ text: String) -> String? {
        let head = WordSearch.Text(String(text.prefix(120)))
        let verb = verbs.flatMap { head.places(of: $0, limit: 1) }.map(\.lowerBound).min() ?? Int.max
        let digit = head.characters.firstIndex { $0.isASCIIDigit } ?? Int.max
        let end = min(verb, digit)
        guard end > 1, end < head.characters.count else { return nil }
        let name = text.prefix(end).drop { "【[“\"（(".contains($0) || $0.isWhitespace }
        var unit = String(name)
        while let last = unit.last, last.isWhitespace || "，,:：于於】]".contains(last) { unit.removeLast() }
        guard unit.count <= 60, !unit.contains(where: { "。；！？\n".contains($0) }), isOrganisation(unit) else { return nil }
        return unit
    }

    /// Whether a name is that of an organisation and not of a person.
    func isOrganisation(_ name: String) -> Bool {
        if endings.contains(where: { name.hasSuffix($0) && name.count > $0.count + 1 }) { return true }
        let text = WordSearch.Text(name)
        return words.contains { text.contains($0) }
    }
}

extension Character {
    /// Whether it is a Chinese character (Unicode's unified ideographs).
    fileprivate var isIdeographic: Bool { unicodeScalars.first?.properties.isIdeographic ?? false }
}
