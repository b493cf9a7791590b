import Alerts
import Community
import Dissemination
import Record
import TestSupport

/// A gateway in a storm: it takes messages and calls, or says that it does not, or does not say; it reports late, twice, before its own
/// answer, or never; people answer it in words.
struct StormGateway {
    let name: String
    let channel: Channel
    private var serial = 0

    init(name: String, channel: Channel) {
        self.name = name
        self.channel = channel
    }

    /// What comes of a message: the answer to the submission with the delay after which it comes, and what follows.
    mutating func take(_ dispatch: Dispatch, _ random: inout SplitMix64, now: Moment) -> (
        answer: (Int, DispatchOutcome), reports: [(Int, IncomingReport)], reply: (Int, IncomingReply)?
    ) {
        serial += 1
        let reference = "\(name)-\(serial)"
        let delay = random.int(1...2_000)
        func answer(_ result: DispatchOutcome.Result) -> (Int, DispatchOutcome) {
            let outcome = DispatchOutcome(
                delivery: dispatch.delivery, action: dispatch.action, result: result, gateway: name,
                reference: result == .accepted ? reference : nil)
            return (delay, outcome)
        }
        if random.chance(0.05) { return (answer(.failed(random.pick([.offline, .busy, .absent, .rejected]))), [], nil) }
        // The message may be with the gateway, and its name for it never came back.
        let isUnclear = random.chance(0.06)
        let isGone = isUnclear && random.chance(0.5)
        let named = isUnclear ? nil : reference
        var reports: [(Int, IncomingReport)] = []
        if !isGone, random.chance(0.85) { reports = self.reports(dispatch, named, &random, now: now) }
        var reply: (Int, IncomingReply)?
        if channel == .sms, !isGone, random.chance(0.3), let phone = Pseudonym(dispatch.endpoint) {
            reply = (
                random.int(1_000...400_000),
                IncomingReply(
                    gateway: name, phone: phone, meaning: random.pick([.confirms, .confirms, .unknown, .unsubscribes]),
                    sha256: "words", at: now)
            )
        }
        return (answer(isUnclear ? .failed(.uncertain) : .accepted), reports, reply)
    }

    private func reports(
        _ dispatch: Dispatch, _ reference: String?, _ random: inout SplitMix64, now: Moment
    ) -> [(Int, IncomingReport)] {
        let result: IncomingReport.Result =
            random.chance(0.75)
            ? .reached(channel == .voice && random.chance(0.5) ? .confirmed : .delivered)
            : .failed(random.pick([.off, .absent, .blocked, .unanswered]))
        var report = IncomingReport(
            channel: channel, gateway: name, delivery: reference == nil || random.chance(0.3) ? dispatch.delivery : nil,
            reference: reference, result: result, at: now)
        if random.chance(0.1) { report.phone = Pseudonym(rawValue: random.next()) }
        let parts = channel == .sms && random.chance(0.2) ? random.int(2...3) : 1
        return (1...parts).flatMap { number -> [(Int, IncomingReport)] in
            var one = report
            if parts > 1 { one.part = .init(number: number, count: parts) }
            // Some come before the answer to the submission, some a long time after, some twice.
            let delay = random.chance(0.2) ? 0 : random.int(10...500_000)
            return random.chance(0.15) ? [(delay, one), (delay + 50, one)] : [(delay, one)]
        }
    }
}
