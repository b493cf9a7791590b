/// The words of an alert as they are relayed: unchanged, because a forwarded warning may not be reworded.
public struct MessageText: Hashable, Sendable {
    /// The short text.
    public var headline: String
    /// Headline, description and instruction, each on its own line.
    public var text: String
    /// The language of both, as the alert gives it.
    public var language: String

    /// The words of an alert in the language that fits best.
    ///
    /// A part that only repeats the beginning of the next is said once. Nil for an alert without any words, as a Cancel may be.
    public init?(_ alert: Alert, languages: [String] = ["zh"]) {
        let infos = alert.infos(for: languages)
        guard let first = infos.first, infos.contains(where: \.saysSomething) else { return nil }
        var parts: [String] = []
        for info in infos {
            for part in MessageText.parts(of: info) where !parts.contains(part) { parts.append(part) }
        }
        headline = infos.lazy.compactMap(\.headline).first ?? infos.first { !$0.event.isEmpty }?.event ?? parts.first ?? ""
        text = parts.joined(separator: "\n")
        language = first.language ?? "en-US"
    }

    private static func parts(of info: Info) -> [String] {
        let texts = [info.headline, info.description, info.instruction].compactMap { $0 }.filter { !$0.isEmpty }
        guard !texts.isEmpty else { return info.event.isEmpty ? [] : [info.event] }
        var parts: [String] = []
        for (index, text) in texts.enumerated() {
            let isRepeated = index + 1 < texts.count && texts[index + 1].hasPrefix(text)
            if !isRepeated { parts.append(text) }
        }
        if info.headline == nil, info.description == nil, !info.event.isEmpty { parts.insert(info.event, at: 0) }
        return parts
    }
}
