public import Alerts

/// What goes wrong in a run, as asked for; probabilities are 0...1 and count for each command or receipt anew.
public struct FaultOptions: Sendable, Hashable {
    /// A command is lost on its way into the device.
    public var drop = 0.0
    /// How long a receipt takes to leave the device: least and most.
    public var delay: ClosedRange<Span> = .zero ... .zero
    /// A receipt is sent a second time.
    public var duplicate = 0.0
    /// A receipt is overtaken by the device's next one.
    public var reorder = 0.0
    /// A device also sends its receipt for a delivery of another device.
    public var wrongDevice = 0.0
    /// A device also sends bytes that are no receipt.
    public var garbage = 0.0
    /// The share of devices that lose their connection once.
    public var offline = 0.0
    /// Within how long after the start those devices lose it; each for a sixth to a half of this.
    public var offlineWithin: Span = .seconds(60)
    /// Connections and power supplies that fail at set times.
    public var outages: [Outage] = []
    /// How many devices never come online.
    public var dead = 0
    /// How many devices take commands and never play.
    public var mute = 0
    /// The most that a device's clock is wrong, either way.
    public var clockSkew: Span = .zero

    /// Nothing goes wrong.
    public init() {}
}

/// A time in which a device has no connection, or no power either.
public struct Outage: Sendable, Hashable {
    /// What fails.
    public enum Kind: String, Sendable, Hashable, Codable {
        /// The connection: the device goes on playing and keeps its receipts.
        case link
        /// The power: playing stops, and begins again afterwards.
        case power
    }

    /// The device.
    public var device: String
    /// What fails.
    public var kind: Kind
    /// From when until when, after the start of the run.
    public var from: Span
    /// Until when, after the start of the run.
    public var to: Span

    /// An outage by its parts.
    public init(device: String, kind: Kind, from: Span, to: Span) {
        self.device = device
        self.kind = kind
        self.from = from
        self.to = to
    }

    /// An outage from `device:from..to`, in seconds.
    public init?(_ text: some StringProtocol, kind: Kind) {
        guard let colon = text.lastIndex(of: ":"), let dots = text.range(ofDots: colon),
            let from = Span(seconds: text[text.index(after: colon)..<dots.lowerBound]),
            let to = Span(seconds: text[dots.upperBound...]), from < to, Identifier.isValid(text[..<colon])
        else { return nil }
        self.init(device: String(text[..<colon]), kind: kind, from: from, to: to)
    }
}

extension StringProtocol {
    fileprivate func range(ofDots start: Index) -> Range<Index>? {
        var index = start
        while index < endIndex {
            let next = self.index(after: index)
            if self[index] == ".", next < endIndex, self[next] == "." { return index..<self.index(after: next) }
            index = next
        }
        return nil
    }
}

extension Span {
    /// A span from seconds with an optional fraction, not negative; nil for anything else.
    public init?(seconds text: some StringProtocol) {
        guard let seconds = Double(String(text)), seconds >= 0, seconds <= 31_536_000 else { return nil }
        self = .milliseconds(Int64((seconds * 1000).rounded()))
    }
}

extension ClosedRange<Span> {
    /// A range from `MIN..MAX` in seconds, or from one number for both ends.
    public init?(seconds text: String) {
        if let both = Span(seconds: text) {
            self = both...both
            return
        }
        guard let dots = text.range(ofDots: text.startIndex), let least = Span(seconds: text[..<dots.lowerBound]),
            let most = Span(seconds: text[dots.upperBound...]), least <= most
        else { return nil }
        self = least...most
    }
}
