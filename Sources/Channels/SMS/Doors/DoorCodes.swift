public import Record

/// What the codes of door results by plain message mean, as data: "301 1" says what was found at 301.
public struct DoorCodes: Codable, Hashable, Sendable {
    /// One code.
    public struct Code: Codable, Hashable, Sendable {
        /// What was found; nil for a call for help.
        public var result: DoorResult?
        /// Whom was spoken with.
        public var whom: SpokenWith?
        /// What help is needed.
        public var help: HelpCalled.Need?
        /// What it means, for the form that it is printed on.
        public var text: String
    }

    /// The codes.
    public var codes: [String: Code]
    /// What is answered where a message cannot be read, or a room stands more than once: `{rooms}` are the rooms that are not clear.
    public var answer: String
    /// Where this is from.
    public var source: String

    /// A room with what was found there.
    public struct Word: Hashable, Sendable {
        /// The room, as written.
        public var room: String
        /// The code.
        public var code: Code
    }

    /// How a message reads.
    public enum Reading: Hashable, Sendable {
        /// It says nothing of doors.
        case other
        /// It looks like door results and cannot be read; nothing of it is guessed.
        case unclear
        /// Rooms with what was found there, in order.
        case words([Word])
    }

    /// The most results that one message may bring.
    private static let most = 40

    /// Reads a message: rooms and codes in turn, parted by blanks, commas, semicolons, colons or line ends.
    public func reading(_ text: String) -> Reading {
        let parts = Self.narrowed(text).split { $0.isWhitespace || ",;:、。=".contains($0) }.map(String.init)
        guard parts.count >= 2, parts[0].contains(where: \.isNumber) else { return .other }
        guard parts.count.isMultiple(of: 2), parts.count <= Self.most * 2 else {
            return looksLikeDoors(parts) ? .unclear : .other
        }
        var words: [Word] = []
        for index in stride(from: 0, to: parts.count, by: 2) {
            guard parts[index].contains(where: \.isNumber), let code = codes[parts[index + 1]] else {
                return looksLikeDoors(parts) ? .unclear : .other
            }
            words.append(Word(room: parts[index], code: code))
        }
        return .words(words)
    }

    /// Nothing but rooms and numbers: whoever writes that means doors.
    private func looksLikeDoors(_ parts: [String]) -> Bool {
        parts.allSatisfy { part in part.contains(where: \.isNumber) && part.count <= 16 }
    }

    /// Full-width forms as narrow ones.
    static func narrowed(_ text: String) -> String {
        var narrow = String.UnicodeScalarView()
        for scalar in text.prefix(1000).unicodeScalars {
            switch scalar.value {
            case 0xFF01...0xFF5E: narrow.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
            case 0x3000: narrow.append(" ")
            case 0x2010...0x2015, 0x2212: narrow.append("-")
            default: narrow.append(scalar)
            }
        }
        return String(narrow)
    }

    /// What is wrong with the codes.
    func findings(at path: [String]) -> [FileFinding] {
        var findings: [FileFinding] = []
        if codes.isEmpty { findings.append(.error(path + ["codes"], "is empty; nobody could report by message")) }
        for (name, code) in codes.sorted(by: { $0.key < $1.key }) {
            if name.isEmpty || name.contains(where: { $0.isWhitespace || $0 == "-" }) {
                findings.append(.error(path + ["codes", name], "is no code; use a digit or a letter"))
            }
            if (code.result == nil) == (code.help == nil) {
                findings.append(.error(path + ["codes", name], "says either a result or help"))
            }
            if code.result == .helper {
                findings.append(.error(path + ["codes", name], "a helper's word names persons, which no code can"))
            }
        }
        return findings
    }
}
