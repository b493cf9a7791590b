/// How many residents were covered at which millisecond since the start, kept so that the time by which a share was covered can be
/// read at any moment without sorting.
struct CoverageCurve: Sendable {
    /// Residents by whole second.
    private var seconds: [Int32] = []
    /// Residents by millisecond, within the seconds that have any.
    private var milliseconds: [Int32: [(offset: UInt32, residents: Int32)]] = [:]

    /// Adds residents at an offset in milliseconds; a negative number takes them away again.
    mutating func add(_ residents: Int32, at offset: UInt32) {
        let second = Int(offset / 1000)
        if second >= seconds.count { seconds.append(contentsOf: repeatElement(0, count: second + 1 - seconds.count)) }
        seconds[second] += residents
        var within = milliseconds[Int32(second)] ?? []
        if let index = within.firstIndex(where: { $0.offset >= offset }) {
            if within[index].offset == offset {
                within[index].residents += residents
            } else {
                within.insert((offset, residents), at: index)
            }
        } else {
            within.append((offset, residents))
        }
        milliseconds[Int32(second)] = within
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
            for step in milliseconds[Int32(second)] ?? [] {
                sum += Int(step.residents)
                if sum >= residents { return step.offset }
            }
        }
        return nil
    }
}
