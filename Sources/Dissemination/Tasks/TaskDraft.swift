import Alerts
import Community
import Coverage
import Record

/// The lines of one look at an alert's tasks, and the tasks as these lines leave them.
struct TaskDraft {
    let open: AlertCoverage
    var book: TaskBook
    private(set) var entries: [Entry] = []
    private let now: Moment
    /// How many doors each person has for other alerts.
    private let elsewhere: [Pseudonym: Int]
    let limit: Int

    init(open: AlertCoverage, book: TaskBook, elsewhere: [Pseudonym: Int], limit: Int, now: Moment) {
        self.open = open
        self.book = book
        self.elsewhere = elsewhere
        self.limit = limit
        self.now = now
    }

    private var alert: AlertID { open.accepted.alert }

    /// How many more somebody can take.
    func room(of staff: Pseudonym) -> Int { limit - book.count(of: staff) - (elsewhere[staff] ?? 0) }

    mutating func close(_ items: [TaskBook.Item], _ cause: TaskClosed.Cause, by: Pseudonym?) {
        for list in TaskBook.lists(items) {
            let line = TaskClosed(alert: alert, list: list, cause: cause, by: by)
            book.apply(line, at: now)
            entries.append(.taskClosed(line))
        }
    }

    mutating func assign(_ items: [TaskBook.Item], to staff: Pseudonym) {
        for list in TaskBook.lists(items) {
            let line = TaskAssigned(alert: alert, to: staff, list: list)
            book.apply(line, at: now)
            entries.append(.taskAssigned(line))
        }
    }

    mutating func handOver(_ items: [TaskBook.Item], from: Pseudonym, to: Pseudonym, _ reason: TaskHandedOver.Reason) {
        for list in TaskBook.lists(items) {
            let line = TaskHandedOver(alert: alert, from: from, to: to, list: list, reason: reason)
            book.apply(line, at: now)
            entries.append(.taskHandedOver(line))
        }
    }
}
