import Alerts

/// What a provider pushes to one address: reports and replies in batches, each until the other side says `{"code":0}`; after
/// three further attempts it is dropped.
struct PushQueue: Sendable {
    /// What one entry of a batch is about.
    enum Subject: Sendable, Hashable {
        case report(HandsetBook.MessageKey, MessageReport)
        case reply(HandsetBook.MessageKey?)
        case call(HandsetBook.CallKey)
    }

    struct Item: Sendable {
        var subject: Subject
        var json: [UInt8]
    }

    struct Batch: Sendable {
        fileprivate(set) var items: [Item]
        /// Pushes of it that failed.
        fileprivate(set) var failures = 0

        /// The JSON array.
        var body: [UInt8] { [0x5B] + Array(items.map(\.json).joined(separator: [0x2C])) + [0x5D] }
    }

    /// How long after a push that failed it is tried again (Aliyun: 1, 5 and 10 minutes).
    private let pauses: [Span]
    private let largest: Int
    private var waiting: [Item] = []
    private var head = 0
    private var again = DueQueue<Batch>()
    private(set) var account = PushAccount()

    /// A queue whose batches hold at most so many entries, in a run that plays `scale` times faster than real.
    init(largest: Int, scale: Double) {
        self.largest = largest
        pauses = [Span.minutes(1), .minutes(5), .minutes(10)].map { $0.paced(scale) }
    }

    /// When a batch is due again.
    var nextDue: Moment? { again.nextDue }

    mutating func add(_ item: Item) {
        waiting.append(item)
        account.waiting += 1
    }

    /// The next batch to push; nil if there is none.
    mutating func take(at now: Moment) -> Batch? {
        if let batch = again.next(upTo: now)?.event {
            account.repeated += 1
            return batch
        }
        guard head < waiting.count else { return nil }
        let items = Array(waiting[head..<min(waiting.count, head + largest)])
        head += items.count
        if head == waiting.count || head > 4096 {
            waiting.removeFirst(head)
            head = 0
        }
        account.batches += 1
        return Batch(items: items)
    }

    /// The other side took a batch, or did not.
    mutating func settle(_ batch: Batch, isAccepted: Bool, at now: Moment) {
        var batch = batch
        if isAccepted {
            account.waiting -= batch.items.count
            account.accepted += batch.items.count
        } else if batch.failures < pauses.count {
            account.failures += 1
            let pause = pauses[batch.failures]
            batch.failures += 1
            again.add(batch, at: now + pause)
        } else {
            account.failures += 1
            account.waiting -= batch.items.count
            account.dropped += batch.items.count
        }
    }
}

/// What was pushed to one address, in sums.
public struct PushAccount: Codable, Sendable, Hashable {
    /// Batches made, pushes of a batch that had failed before, and pushes that failed.
    public var batches = 0, repeated = 0, failures = 0
    /// Entries that the other side took, entries that were given up, and entries that wait.
    public var accepted = 0, dropped = 0, waiting = 0
}
