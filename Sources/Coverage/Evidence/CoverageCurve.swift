/// How many residents were covered at which millisecond since the start, kept so that the time by which a share was covered can be
/// read at any moment without sorting.
struct CoverageCurve: Sendable {
    /// Residents by whole second.
    private var seconds: [Int32] = []
    /// Residents by millisecond, within the seconds that have any.
    private var milliseconds: [Int32: Steps] = [:]

    /// Adds residents at an offset in milliseconds; a negative number takes them away again.
    mutating func add(_ residents: Int32, at offset: UInt32) {
        let second = Int(offset / 1000)
        if second >= seconds.count { seconds.append(contentsOf: repeatElement(0, count: second + 1 - seconds.count)) }
        seconds[second] += residents
        milliseconds[Int32(second), default: Steps()].add(residents, at: offset)
    }

    /// The milliseconds of one second, ascending.
    private struct Steps: Sendable {
        var all: [(offset: UInt32, residents: Int32)] = []

        /// Evidence comes mostly in the order of its time, so the place is looked for from the end.
        mutating func add(_ residents: Int32, at offset: UInt32) {
            let index = (all.lastIndex { $0.offset <= offset }).map { $0 + 1 } ?? 0
            if index > 0, all[index - 1].offset == offset {
                all[index - 1].residents += residents
            } else {
                all.insert((offset, residents), at: index)
            }
        }
    }

    /// The offset in milliseconds by which so many residents were covered; nil while fewer are.
    func offset(of residents: Int) -> UInt32? {
        guard residents > 0 else { return nil }
        var sum = 0
        for (second, count) in seconds.enumerated() where count != 0 {
            guard sum + Int(count) >= residents else {
                sum += Int(count)
                continue
            }
            for step in milliseconds[Int32(second)]?.all ?? [] {
                sum += Int(step.residents)
                if sum >= residents { return step.offset }
            }
        }
        return nil
    }
}
