/// Reads values more forgivingly than the schema does, noting every liberty.
enum LenientValue {
    /// A word of a closed list, in any case and with or without inner blanks.
    static func word<Word: RawRepresentable & CaseIterable>(_ text: String) -> Word? where Word.RawValue == String {
        if let exact = Word(rawValue: text) { return exact }
        let folded = fold(text)
        return Word.allCases.first { fold($0.rawValue) == folded }
    }

    private static func fold(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }

    /// A time of RFC 3339 or close to it: a blank for `T`, an offset without its colon, `24:00:00` for midnight, and, where
    /// an offset is given to assume, none at all.
    ///
    /// - Parameter assumedOffset: Minutes east of Greenwich for a time that has no offset; nil refuses such a time.
    static func time(_ text: String, assumedOffset: Int? = nil) -> CAPTime? {
        if let stamp = Timestamp(text) { return CAPTime(text: text, timestamp: stamp) }
        var bytes = Array(text.utf8)
        guard bytes.count >= 16 else { return nil }
        if bytes[10...].starts(with: Array("T24:00:00".utf8)) {
            bytes[11] = 0x30
            bytes[12] = 0x30
            return time(String(decoding: bytes, as: UTF8.self), assumedOffset: assumedOffset).map { midnight in
                CAPTime(
                    text: text,
                    timestamp: Timestamp(
                        moment: midnight.moment + .days(1), offsetMinutes: midnight.timestamp.offsetMinutes))
            }
        }
        for candidate in completions(bytes, assumedOffset) {
            if let stamp = Timestamp(utf8: candidate) { return CAPTime(text: text, timestamp: stamp) }
        }
        return nil
    }

    private static func completions(_ bytes: [UInt8], _ assumedOffset: Int?) -> [[UInt8]] {
        var candidates: [[UInt8]] = []
        let count = bytes.count
        // 2024-07-12T21:31:38+0800
        if count >= 24, bytes[count - 5] == 0x2B || bytes[count - 5] == 0x2D {
            candidates.append(Array(bytes[..<(count - 2)]) + [0x3A] + Array(bytes[(count - 2)...]))
        }
        // 2024-07-12T21:31+08:00
        if count == 22 || count == 17 { candidates.append(Array(bytes[..<16]) + Array(":00".utf8) + Array(bytes[16...])) }
        // 2024-07-12 21:31:38 +08:00
        if count > 20, bytes[count - 7] == 0x20 { candidates.append(Array(bytes[..<(count - 7)]) + Array(bytes[(count - 6)...])) }
        if let assumedOffset {
            let zone = Array(Timestamp(moment: .epoch, offsetMinutes: assumedOffset).capText.utf8.suffix(6))
            candidates.append(bytes + zone)
            if count == 16 { candidates.append(bytes + Array(":00".utf8) + zone) }
        }
        return candidates
    }

    /// The triplets of `references`; parts that are not triplets are taken as identifiers of the same sender.
    static func references(_ bytes: ArraySlice<UInt8>, sender: String) -> [Reference] {
        var references: [Reference] = []
        var pending: [String] = []
        func settle() {
            for word in pending { references.append(partial(word, sender: sender)) }
            pending = []
        }
        for bytes in Blanks.words(bytes) {
            if pending.isEmpty, let whole = triplet(bytes) {
                references.append(whole)
                continue
            }
            let word = String(decoding: bytes, as: UTF8.self)
            if let last = references.last, isTimeOfDay(word), last.sent.utf8.count == 10, pending.isEmpty {
                references[references.count - 1].sent += "T" + word
                continue
            }
            let parts = (pending + [word]).joined(separator: " ").split(separator: ",", omittingEmptySubsequences: false)
            if parts.count == 3, !parts[0].isEmpty, !parts[1].isEmpty {
                references.append(
                    Reference(sender: String(parts[0]), identifier: String(parts[1]), sent: String(parts[2])))
                pending = []
            } else if pending.count >= 8 || parts.count > 3 {
                settle()
                pending = [word]
            } else {
                pending.append(word)
            }
        }
        settle()
        return references
    }

    private static func triplet(_ bytes: ArraySlice<UInt8>) -> Reference? {
        guard let first = bytes.firstIndex(of: 0x2C), let last = bytes.lastIndex(of: 0x2C), first > bytes.startIndex,
            last > first + 1, !bytes[(first + 1)..<last].contains(0x2C)
        else { return nil }
        return Reference(
            sender: String(decoding: bytes[..<first], as: UTF8.self),
            identifier: String(decoding: bytes[(first + 1)..<last], as: UTF8.self),
            sent: String(decoding: bytes[(last + 1)...], as: UTF8.self))
    }

    private static func isTimeOfDay(_ word: String) -> Bool {
        let bytes = Array(word.utf8.prefix(6))
        return bytes.count >= 5 && bytes[2] == 0x3A && Digits.value(bytes, 0..<2) != nil && Digits.value(bytes, 3..<5) != nil
    }

    private static func partial(_ word: String, sender: String) -> Reference {
        let parts = word.split(separator: ",").map(String.init)
        switch parts.count {
        case 0: return Reference(sender: sender, identifier: word, sent: "")
        case 1: return Reference(sender: sender, identifier: parts[0], sent: "")
        case 2: return Reference(sender: parts[0], identifier: parts[1], sent: "")
        default:
            let identifier = parts[1..<(parts.count - 1)].joined(separator: ",")
            return Reference(sender: parts[0], identifier: identifier, sent: parts[parts.count - 1])
        }
    }

    /// The items of `addresses` and `incidents`: parted by blanks, in quotes where they hold one (CAP 1.2 §3.2.1).
    static func items(_ text: String) -> [String] {
        var items: [String] = []
        var current = ""
        var quoted = false
        for character in text {
            if character == "\"" {
                quoted.toggle()
            } else if character.isWhitespace, !quoted {
                if !current.isEmpty { items.append(current) }
                current = ""
            } else {
                current.append(character)
            }
        }
        if !current.isEmpty { items.append(current) }
        return items
    }
}
