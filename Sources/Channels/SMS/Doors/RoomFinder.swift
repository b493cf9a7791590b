public import Community

/// Finds the home that somebody means by what they write: "301", "2-301", "3-2-301", "3号楼301". Where more than one could be meant, none
/// is.
public struct RoomFinder: Sendable {
    /// A home that could be meant.
    public struct Candidate: Hashable, Sendable {
        /// Its pseudonym.
        public var household: Pseudonym
        /// Its identifier in the register.
        public var identifier: String
        /// Its building, as written in the register.
        public var building: String

        /// A home.
        public init(household: Pseudonym, identifier: String, building: String) {
            self.household = household
            self.identifier = identifier
            self.building = building
        }
    }

    /// What a room comes to.
    public enum Finding: Hashable, Sendable {
        case one(Pseudonym)
        case none
        case several
    }

    private let groups: [[Candidate]]

    /// A finder among homes, in groups: those of the first are meant before those of the others.
    public init(_ groups: [[Candidate]]) { self.groups = groups }

    /// The home that a room means: the first group that has any decides.
    public func find(_ room: String) -> Finding {
        for group in groups {
            let exact = Set(group.filter { $0.identifier.lowercased() == room.lowercased() }.map(\.household))
            let matches = exact.isEmpty ? Set(group.filter { Self.means(room, $0) }.map(\.household)) : exact
            if matches.count > 1 { return .several }
            if let match = matches.first { return .one(match) }
        }
        return .none
    }

    /// Whether the numbers written are the last of the home's, or the building's and the last one; letters, where there are any, are the
    /// home's or the building's.
    private static func means(_ room: String, _ candidate: Candidate) -> Bool {
        let written = numbers(room)
        guard let last = written.last else { return false }
        let known = numbers(candidate.identifier)
        let isEnd = written.count <= known.count && Array(known.suffix(written.count)) == written
        let isInBuilding = known.last == last && Array(written.dropLast()) == numbers(candidate.building)
        guard isEnd || isInBuilding else { return false }
        let letters = letters(room)
        return letters.isEmpty || letters == Self.letters(candidate.identifier) || letters == Self.letters(candidate.building)
    }

    private static func numbers(_ text: String) -> [String] {
        text.split { !$0.isASCII || !$0.isNumber }.map { digits in
            let trimmed = digits.drop { $0 == "0" }
            return String(trimmed.isEmpty ? "0" : trimmed)
        }
    }

    private static func letters(_ text: String) -> String { text.lowercased().filter { $0.isASCII && $0.isLetter } }
}
