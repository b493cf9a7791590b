/// Finds the name that somebody probably meant.
enum NearestName {
    /// The known name with the smallest edit distance; nil only where none is known. Of equals the first in order.
    static func of(_ name: String, among known: some Collection<String>) -> String? {
        known.sorted().min { distance(name, $0) < distance(name, $1) }
    }

    /// How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn one name into the other
    /// (optimal string alignment), without regard to case, and with `_` and `-` alike.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = folded(left)
        let right = folded(right)
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var before: [Int] = []
        var last = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var best = min(current[column] + 1, last[column + 1] + 1, last[column] + (letter == other ? 0 : 1))
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            before = last
            last = current
        }
        return last[right.count]
    }

    private static func folded(_ name: String) -> [Character] { name.lowercased().map { $0 == "_" ? "-" : $0 } }
}
