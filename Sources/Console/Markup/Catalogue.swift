import Foundation

/// The languages of the console.
public enum Language: String, CaseIterable, Sendable {
    case zh, en

    /// As it stands in the page's `lang`.
    var tag: String { self == .zh ? "zh-CN" : "en" }

    /// The other one.
    var other: Language { self == .zh ? .en : .zh }
}

/// Every text of the console, in Chinese and English, from one file: `Resources/texts.json`, key to `[zh, en]`.
public struct Catalogue: Sendable {
    private let texts: [String: [String]]

    /// The catalogue in the program.
    public static let shipped: Catalogue = {
        do { return try Catalogue(json: Data(PackageResources.texts_json)) } catch { fatalError("texts.json: \(error)") }
    }()

    /// A catalogue from its file.
    ///
    /// - Throws: `DecodingError` where it is none.
    init(json: Data) throws { texts = try JSONDecoder().decode([String: [String]].self, from: json) }

    /// All keys.
    var keys: Set<String> { Set(texts.keys) }

    /// The text of a key in a language; nil where there is none.
    func text(_ key: String, _ language: Language) -> String? {
        guard let both = texts[key] else { return nil }
        let index = language == .zh ? 0 : 1
        return both.indices.contains(index) ? both[index] : nil
    }
}

/// The texts of one language: `t("now.calm")`. What stands in braces in a text is filled in by name.
struct Texts: Sendable {
    let language: Language
    let catalogue: Catalogue

    /// A text. A key that the catalogue lacks shows itself; a test sees to it that there is none.
    func callAsFunction(_ key: String, _ values: KeyValuePairs<String, any CustomStringConvertible> = [:]) -> String {
        var text = catalogue.text(key, language) ?? key
        for (name, value) in values { text = text.replacingOccurrences(of: "{\(name)}", with: value.description) }
        return text
    }

    /// A text for one of the values of a closed set; values that later versions know show themselves.
    func word(_ set: String, _ value: String) -> String { catalogue.text("\(set).\(value)", language) ?? value }
}
