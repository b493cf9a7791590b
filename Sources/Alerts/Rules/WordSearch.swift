/// Finds words in texts of any language: in scripts with letters only as whole words, in Chinese anywhere, in any case.
enum WordSearch {
    /// A text made ready for searching.
    struct Text {
        let characters: [Character]

        init(_ text: String) { characters = Array(text.prefix(2000).lowercased()) }

        /// Whether a word stands in the text.
        func contains(_ word: String) -> Bool { !places(of: word, limit: 1).isEmpty }

        /// Where a word stands, as indices of characters, at most `limit` of them.
        func places(of word: String, limit: Int = .max) -> [Range<Int>] {
            let word = Array(word.lowercased())
            guard let first = word.first, word.count <= characters.count else { return [] }
            var places: [Range<Int>] = []
            for start in 0...(characters.count - word.count) where characters[start] == first {
                let range = start..<(start + word.count)
                guard characters[range].elementsEqual(word), isWhole(range) else { continue }
                places.append(range)
                if places.count == limit { break }
            }
            return places
        }

        private func isWhole(_ range: Range<Int>) -> Bool {
            let before = range.lowerBound > 0 ? characters[range.lowerBound - 1] : " "
            let after = range.upperBound < characters.count ? characters[range.upperBound] : " "
            return !(before.isSpelled && characters[range.lowerBound].isSpelled)
                && !(after.isSpelled && characters[range.upperBound - 1].isSpelled)
        }
    }
}

extension Character {
    /// A letter of a script that parts its words with blanks, or a digit.
    var isSpelled: Bool {
        (isLetter && unicodeScalars.first.map { $0.value < 0x2E80 } ?? false) || isASCIIDigit
    }
}
