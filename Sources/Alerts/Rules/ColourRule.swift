extension HazardTable {
    /// What an info says about its colour.
    struct ColourFinding {
        var colour: Colour?
        var source: Classification.ColourSource?
        var notes: [String] = []
    }

    /// A word for a colour: one of the four, or another one.
    private enum Hue: Hashable {
        case four(Colour)
        case other(String)
    }

    /// From a parameter, an event code or the headline, where one says it plainly, else from severity.
    func colour(of info: Info) -> ColourFinding {
        var finding = ColourFinding()
        for parameter in info.parameters where colours.parameters.contains(parameter.valueName) {
            if settle(hues(in: parameter.value), .parameter, parameter.value, &finding) { return finding }
        }
        for code in info.eventCodes {
            let levels = systems.values.filter { $0.levels != nil && $0.applies(to: code.valueName) }
            if let colour = levels.lazy.compactMap({ $0.colour(of: code.value) }).first {
                finding.colour = colour
                finding.source = .eventCode
                return finding
            }
        }
        if let headline = info.headline, settle(headlineHues(headline), .headline, headline, &finding) { return finding }
        if let severity = info.severity, let colour = Colour(severity: severity) {
            finding.colour = colour
            finding.source = .severity
        }
        return finding
    }

    /// Takes over a single colour; of several, none is plain.
    private func settle(
        _ hues: Set<Hue>, _ source: Classification.ColourSource, _ text: String, _ finding: inout ColourFinding
    ) -> Bool {
        guard let hue = hues.first else { return false }
        guard hues.count == 1 else {
            finding.notes.append("“\(text.clipped)” names several colours.")
            return false
        }
        finding.source = source
        switch hue {
        case .four(let colour): finding.colour = colour
        case .other(let word): finding.notes.append("The colour \(word) is none of the four.")
        }
        return true
    }

    /// The colours of a parameter. A single Chinese character counts only alone: within a text it may belong to a name.
    private func hues(in text: String) -> Set<Hue> {
        if let colour = colours.words[text.lowercased()] { return [.four(colour)] }
        return Set(occurrences(in: WordSearch.Text(text)).map(\.hue))
    }

    private func occurrences(in text: WordSearch.Text) -> [(hue: Hue, range: Range<Int>)] {
        let words = colours.words.filter { $0.key.count > 1 }
        let four = words.flatMap { word, colour in text.places(of: word).map { (Hue.four(colour), $0) } }
        let others = colours.otherWords.flatMap { word in text.places(of: word).map { (Hue.other(word), $0) } }
        return (four + others).map { (hue: $0.0, range: $0.1) }
    }

    /// The colours of a headline; where it tells of a change, only the new one.
    private func headlineHues(_ headline: String) -> Set<Hue> {
        let text = WordSearch.Text(headline)
        let found = occurrences(in: text)
        let all = Set(found.map(\.hue))
        guard all.count > 1 else { return all }
        let changes = colours.changes.flatMap { text.places(of: $0) }.map(\.upperBound)
        guard let last = changes.max() else { return all }
        let after = Set(found.filter { $0.range.lowerBound >= last }.map(\.hue))
        return after.count == 1 ? after : all
    }
}
