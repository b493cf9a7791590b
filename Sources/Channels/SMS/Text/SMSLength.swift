/// How long a text is as a short message, counted as carriers count and bill it (3GPP TS 23.038, 23.040 §9.2.3.24.1).
public struct SMSLength: Hashable, Sendable {
    /// How it is coded.
    public let coding: SMSCoding
    /// Septets of GSM 7 bit, or code units of UCS-2.
    public let units: Int
    /// Segments; at least 1.
    public let segments: Int
    /// Units that still fit into the last segment.
    public let remaining: Int

    /// The length of a text. A character that takes two units is never split between segments, so a segment may stay one unit short.
    public init(_ text: String, rule: SMSCodingRule = .automatic) {
        let coding = SMSLength.coding(text, rule)
        let costs = text.unicodeScalars.map { coding.cost($0) }
        let units = costs.reduce(0, +)
        self.coding = coding
        self.units = units
        if units <= coding.single {
            segments = 1
            remaining = coding.single - units
        } else {
            let filling = costs.reduce(into: (segments: 1, used: 0)) { state, cost in
                if state.used + cost > coding.each { state = (state.segments + 1, 0) }
                state.used += cost
            }
            segments = filling.segments
            remaining = coding.each - filling.used
        }
    }

    /// The texts of the segments.
    static func split(_ text: String, rule: SMSCodingRule = .automatic) -> [String] {
        let coding = coding(text, rule)
        if SMSLength(text, rule: rule).segments == 1 { return [text] }
        var parts: [String.UnicodeScalarView] = [.init()]
        var used = 0
        for scalar in text.unicodeScalars {
            let cost = coding.cost(scalar)
            if used + cost > coding.each {
                parts.append(.init())
                used = 0
            }
            parts[parts.count - 1].append(scalar)
            used += cost
        }
        return parts.map(String.init)
    }

    private static func coding(_ text: String, _ rule: SMSCodingRule) -> SMSCoding {
        guard rule == .automatic else { return .ucs2 }
        return text.unicodeScalars.allSatisfy { GSMAlphabet.septets($0) != nil } ? .gsm7 : .ucs2
    }
}

extension SMSCoding {
    fileprivate func cost(_ scalar: Unicode.Scalar) -> Int {
        self == .gsm7 ? GSMAlphabet.septets(scalar) ?? 1 : scalar.value > 0xFFFF ? 2 : 1
    }
}
