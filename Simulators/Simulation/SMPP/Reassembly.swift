import Alerts

/// Puts the segments of messages together again, as a handset does: by number, sender, reference and count.
struct Reassembly: Sendable {
    /// What the segments of one message have in common.
    struct Key: Sendable, Hashable {
        var number: MobileNumber
        var sender: String
        var reference: Int
        var total: Int

        init(_ number: MobileNumber, _ sender: String, _ segment: SubmittedMessage.Segment) {
            self.number = number
            self.sender = sender
            reference = segment.reference
            total = segment.total
        }
    }

    /// A message of several segments.
    struct Entry: Sendable {
        var message: HandsetBook.MessageKey
        var course: Course
        /// The texts of the segments that were submitted, and which of them the handset has.
        var texts: [String?]
        var arrived: [Bool]
        /// Segments that came again after they were all submitted; all of them together are the message a second time.
        var again: [Bool]

        var isWhole: Bool { arrived.allSatisfy { $0 } }
        var text: String { texts.compactMap { $0 }.joined() }

        init(_ message: HandsetBook.MessageKey, _ course: Course, total: Int) {
            self.message = message
            self.course = course
            texts = Array(repeating: nil, count: total)
            arrived = Array(repeating: false, count: total)
            again = arrived
        }
    }

    /// What a submitted segment is.
    enum Place: Sendable {
        /// The first segment of a message.
        case new
        /// A further segment.
        case further(HandsetBook.MessageKey, Course)
        /// A segment that was submitted before.
        case repeated(HandsetBook.MessageKey, Course)
    }

    /// How many messages are kept track of; of older ones a repeated segment would be taken for a new message.
    private static let memory = 50_000

    private var entries: [Key: Entry] = [:]
    private var order: [Key] = []

    /// Where a segment belongs, which is noted.
    mutating func place(_ key: Key, _ number: Int, _ text: String) -> Place {
        guard let entry = entries[key] else { return .new }
        guard let known = entry.texts[number - 1] else {
            entries[key]?.texts[number - 1] = text
            return .further(entry.message, entry.course)
        }
        guard known == text else { return .new }
        entries[key]?.again[number - 1] = true
        if entries[key]?.again.allSatisfy({ $0 }) == true { return .new }
        return .repeated(entry.message, entry.course)
    }

    /// Begins a message with one of its segments.
    mutating func begin(_ key: Key, _ message: HandsetBook.MessageKey, _ course: Course, _ number: Int, _ text: String) {
        let former = entries[key]
        var entry = Entry(message, course, total: key.total)
        entry.texts[number - 1] = text
        // A message that came whole a second time is known whole.
        if let former, former.again.allSatisfy({ $0 }) {
            entry.texts = former.texts
            entry.arrived = former.arrived.map { _ in true }
            entry.arrived[number - 1] = false
        }
        if former == nil { order.append(key) }
        entries[key] = entry
        if order.count > Reassembly.memory { entries[order.removeFirst()] = nil }
    }

    /// The handset has a segment: gives the message's text when that made it whole.
    mutating func arrive(_ key: Key, _ number: Int) -> (entry: Entry, text: String?)? {
        guard var entry = entries[key] else { return nil }
        let wasWhole = entry.isWhole
        entry.arrived[number - 1] = true
        entries[key] = entry
        return (entry, !wasWhole && entry.isWhole ? entry.text : nil)
    }
}
