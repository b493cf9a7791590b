import CCurl

/// The life of a transfer's thread: take requests up, move them on, answer them, until told to end.
final class TransferLoop {
    private let configuration: HTTPConfiguration
    private let desk: TransferDesk
    private let multi: MultiHandle
    private var exchanges: [UInt64: Exchange] = [:]
    /// Handles that wait for their next request.
    private var spare: [EasyHandle] = []
    private var settled = TransferDesk.Settled()

    init(_ configuration: HTTPConfiguration, _ desk: TransferDesk, _ multi: MultiHandle) {
        self.configuration = configuration
        self.desk = desk
        self.multi = multi
    }

    /// Returns when the transfer was told to stop and nothing is under way any more.
    func run() {
        tocsin_block_signals()
        while turn() {}
        for exchange in exchanges.values { abandon(exchange, exchange.progress.stopped()) }
        desk.finish(after: settled)
        for (ticket, outcome) in settled.outcomes { ticket.continuation.resume(returning: outcome) }
    }

    /// One turn; false when it was the last.
    private func turn() -> Bool {
        let work = desk.takeWork(after: settled)
        for (ticket, outcome) in settled.outcomes { ticket.continuation.resume(returning: outcome) }
        settled = TransferDesk.Settled()
        for ticket in work.expired { ticket.continuation.resume(returning: .failure(ticket.progress.timedOut())) }
        for id in work.cancelled {
            if let exchange = exchanges[id] { abandon(exchange, exchange.progress.cancelled()) }
        }
        for ticket in work.starts { begin(ticket) }
        if let endBy = work.endBy, exchanges.isEmpty || MonotonicTime.now() >= endBy { return false }

        if work.isEmpty { multi.wait(until: work.lookAgain) }
        multi.perform()
        while let (easy, code) = multi.nextFinished() { conclude(easy, code) }
        return true
    }

    private func begin(_ ticket: Ticket) {
        guard let easy = spare.popLast() ?? EasyHandle() else {
            return answer(ticket, .failure(ticket.progress.library(CURLE_OUT_OF_MEMORY)))
        }
        let exchange = Exchange(ticket, easy, configuration)
        exchanges[ticket.id] = exchange
        launch(exchange)
    }

    private func launch(_ exchange: Exchange, preparing: Bool = true) {
        if preparing, let failure = exchange.prepare() { return release(exchange, .failure(failure)) }
        if multi.add(exchange.easy) != CURLM_OK { release(exchange, .failure(exchange.progress.library(CURLE_FAILED_INIT))) }
    }

    private func conclude(_ easy: UnsafeMutableRawPointer, _ code: CURLcode) {
        guard let context = tocsin_curl_context(easy) else { return }
        let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
        // A handle may only be prepared anew outside; what it knows of its last request it keeps.
        multi.remove(exchange.easy)
        switch exchange.end(code) {
        case .redirected: launch(exchange, preparing: false)
        case .ended(let outcome): release(exchange, outcome)
        }
    }

    /// Ends a request that is under way.
    private func abandon(_ exchange: Exchange, _ failure: HTTPFailure) {
        multi.remove(exchange.easy)
        release(exchange, .failure(failure))
    }

    private func release(_ exchange: Exchange, _ outcome: HTTPOutcome) {
        exchanges[exchange.ticket.id] = nil
        // Its body and header fields need not lie about until the next request.
        exchange.easy.reset()
        spare.append(exchange.easy)
        settled.connections += exchange.connections
        answer(exchange.ticket, outcome)
    }

    /// The answer is given at the beginning of the next turn, when it has been counted.
    private func answer(_ ticket: Ticket, _ outcome: HTTPOutcome) { settled.outcomes.append((ticket, outcome)) }
}
