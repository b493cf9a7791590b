/// What one phone and its owner are like; settled by the seed and the number, so every run with that seed has the same.
public struct HandsetHabit: Sendable, Hashable, Codable {
    /// Whether and when messages get to the phone.
    public enum Reach: String, Sendable, Hashable, Codable {
        /// Within seconds.
        case prompt
        /// Much later.
        case late
        /// Never, and nobody says so.
        case never
        /// The phone is switched off; the network gives up.
        case off
        /// The number belongs to nobody.
        case unassigned
    }

    /// What the owner answers.
    public enum Answer: String, Sendable, Hashable, Codable {
        /// Nothing.
        case silent
        /// 1, 收到 and the like.
        case confirms
        /// Words that mean nothing.
        case nonsense
        /// 退订.
        case unsubscribes
    }

    /// How owners say that they have read it.
    static let confirmingWords = ["1", "收到", "1", "收到。", "好的", " 1 ", "1", "已收到，谢谢"]

    /// Whether and when messages get to it.
    public var reach: Reach
    /// What the owner answers.
    public var answer: Answer

    /// The habit of a number.
    public init(of number: MobileNumber, _ options: HandsetOptions, chance: Chance) {
        reach =
            Lot(chance.share("reach", number.digits)).first(of: [
                (.late, options.late), (.never, options.never), (.off, options.off), (.unassigned, options.unassigned),
            ]) ?? .prompt
        answer =
            Lot(chance.share("answer", number.digits)).first(of: [
                (.confirms, options.confirms), (.nonsense, options.nonsense), (.unsubscribes, options.unsubscribes),
            ]) ?? .silent
    }
}

/// A draw from a list of shares.
struct Lot {
    private let draw: Double

    /// A draw, 0 ..< 1.
    init(_ draw: Double) { self.draw = draw }

    /// The entry that the draw falls on; nil if it falls beyond all of them.
    func first<Choice>(of shares: [(choice: Choice, share: Double)]) -> Choice? {
        var sum = 0.0
        for (choice, share) in shares {
            sum += share
            if draw < sum { return choice }
        }
        return nil
    }
}
