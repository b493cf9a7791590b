import Alerts
import Foundation
import Synchronization
import Wire

/// Everybody who got a link: each phone works the newest, one after the other.
final class FieldForce: Sendable {
    private struct State {
        var accounts: [MobileNumber: WorkerAccount] = [:]
        var links: [MobileNumber: String] = [:]
    }

    private let options: WorkerOptions
    private let chance: Chance
    private let transfer: HTTPTransfer
    private let now: @Sendable () -> Moment
    private let state = Mutex(State())
    private let arrivals: AsyncStream<(MobileNumber, String)>
    private let entrance: AsyncStream<(MobileNumber, String)>.Continuation

    init(_ options: WorkerOptions, chance: Chance, now: @escaping @Sendable () -> Moment) throws {
        self.options = options
        self.chance = chance
        self.now = now
        var configuration = HTTPConfiguration()
        (configuration.name, configuration.parallelPerHost) = ("workers", 32)
        transfer = try HTTPTransfer(configuration)
        // A phone shows its last messages; a thousand that nobody read are enough.
        (arrivals, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1000))
    }

    /// What everybody did, in the order of their numbers.
    var accounts: [WorkerAccount] { state.withLock { $0.accounts.values.sorted { $0.phone < $1.phone } } }

    /// A message arrived at a phone of staff.
    func arrived(_ text: String, at number: MobileNumber) {
        guard options.phones.contains(number), let link = FieldPageReader.link(in: text) else { return }
        let moment = now()
        let isNew = state.withLock { state in
            if state.accounts[number] == nil { state.accounts[number] = WorkerAccount(phone: number, linkAt: moment) }
            return state.links.updateValue(link, forKey: number) != link
        }
        if isNew { entrance.yield((number, link)) }
    }

    /// Plays until the task is cancelled.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await (number, link) in arrivals {
                let worker = FieldWorker(
                    number: number, options: options, chance: chance, transfer: transfer, now: now,
                    note: { [self] change in
                        state.withLock { state in
                            if var account = state.accounts[number] {
                                change(&account)
                                state.accounts[number] = account
                            }
                        }
                    })
                group.addTask { await worker.work(link) }
            }
            group.cancelAll()
        }
        await transfer.stop()
    }
}
