/// Rules of topic names and topic filters (MQTT 5.0 §4.7), over bytes and without allocating.
public enum MQTTTopic {
    /// What is wrong with a topic name to publish to, or nil if nothing is.
    public static func problem(inName name: String) -> String? {
        if let problem = commonProblem(name) { return problem }
        for byte in name.utf8 where byte == plus || byte == hash { return "a topic name has no wildcards" }
        return nil
    }

    /// What is wrong with a topic filter to subscribe to, or nil if nothing is.
    public static func problem(inFilter filter: String) -> String? {
        if let problem = commonProblem(filter) { return problem }
        for level in levels(of: filter) {
            let bytes = level.utf8
            if bytes.contains(plus), bytes.count > 1 { return "+ stands alone in its level" }
            if bytes.contains(hash) {
                if bytes.count > 1 { return "# stands alone in its level" }
                if level.endIndex != filter.endIndex { return "# stands last" }
            }
        }
        return nil
    }

    /// Whether a topic name is one that a filter asks for. Wildcards do not reach into topics that begin with `$`
    /// (MQTT 5.0 §4.7.2). Both are taken as valid.
    public static func matches(filter: String, name: String) -> Bool {
        var wanted = filter.utf8[...]
        var given = name.utf8[...]
        if given.first == dollar, let first = wanted.first, first == plus || first == hash { return false }
        while true {
            if wanted.first == hash { return true }
            let wantedEnd = wanted.firstIndex(of: slash) ?? wanted.endIndex
            let givenEnd = given.firstIndex(of: slash) ?? given.endIndex
            let level = wanted[..<wantedEnd]
            if level.first != plus, !level.elementsEqual(given[..<givenEnd]) { return false }
            switch (wantedEnd == wanted.endIndex, givenEnd == given.endIndex) {
            case (true, true): return true
            case (true, false): return false
            case (false, true): return wanted[wantedEnd...].elementsEqual(parentWildcard)
            case (false, false):
                wanted = wanted[wanted.index(after: wantedEnd)...]
                given = given[given.index(after: givenEnd)...]
            }
        }
    }

    /// The levels of a topic name or filter, one by one; an empty level is an empty substring.
    public static func levels(of topic: String) -> MQTTTopicLevels { MQTTTopicLevels(topic[...]) }

    /// The levels below a root such as `tocsin/v1`, or nil if the topic does not lie below it.
    public static func levels(of topic: String, below root: String) -> MQTTTopicLevels? {
        var rest = topic.utf8[...]
        for byte in root.utf8 {
            guard rest.popFirst() == byte else { return nil }
        }
        guard rest.popFirst() == slash else { return nil }
        return MQTTTopicLevels(topic[rest.startIndex...])
    }

    private static func commonProblem(_ topic: String) -> String? {
        if topic.isEmpty { return "it is empty" }
        if topic.utf8.count > 65535 { return "it is longer than 65,535 bytes" }
        if topic.utf8.contains(0) { return "it contains a NUL character" }
        return nil
    }

    static let slash = UInt8(ascii: "/")
    private static let plus = UInt8(ascii: "+")
    private static let hash = UInt8(ascii: "#")
    private static let dollar = UInt8(ascii: "$")
    private static let parentWildcard = [slash, hash]
}

/// The levels of a topic, made one at a time.
public struct MQTTTopicLevels: Sequence, IteratorProtocol, Sendable {
    private var rest: Substring?

    init(_ topic: Substring) { rest = topic }

    /// The next level, or nil after the last.
    public mutating func next() -> Substring? {
        guard let current = rest else { return nil }
        guard let end = current.utf8.firstIndex(of: MQTTTopic.slash) else {
            rest = nil
            return current
        }
        rest = current[current.utf8.index(after: end)...]
        return current[..<end]
    }
}
