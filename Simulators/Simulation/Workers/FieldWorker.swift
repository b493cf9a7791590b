import Alerts
import Foundation
import Synchronization
import Wire

/// One worker: opens the link of the message, goes from door to door as the page lists them, taps what was found, and sends what was tapped
/// without network when it is back.
struct FieldWorker: Sendable {
    private struct Tap: Sendable {
        var door: FieldPageReader.Door
        var result: String
        var record: String
        var at: Moment
        var place: Int
    }

    let number: MobileNumber
    let options: WorkerOptions
    let chance: Chance
    let transfer: HTTPTransfer
    let now: @Sendable () -> Moment
    /// Where what was done is written down.
    let note: @Sendable ((inout WorkerAccount) -> Void) -> Void

    /// How long a page with nothing to do is left before it is looked at again.
    private static let pause = Duration.seconds(2)

    /// Works until the task is cancelled.
    func work(_ link: String) async {
        guard var phone = WorkerPhone(link, over: transfer) else { return }
        await rest(options.opens.at(chance.share("opens", number.digits)))
        guard await open(&phone) else { return }
        var waiting: [Tap] = []
        var visits: [String: Int] = [:]
        var isDoomed = chance.happens(options.dead, "dies", number.digits)
        var offlineUntil: Moment?
        var step = 0
        while !Task.isCancelled {
            if let until = offlineUntil, now() >= until { offlineUntil = nil }
            if offlineUntil == nil, await !deliver(&waiting, &phone) { return }
            guard let door = await next(&phone, visits, isOnline: offlineUntil == nil) else {
                try? await Task.sleep(for: Self.pause)
                continue
            }
            await rest(options.walk.at(chance.share("walk", number.digits, step)))
            step += 1
            if isDoomed, step > 2 {
                isDoomed = false
                note { $0.hasDied = true }
                await rest(options.deadFor.at(chance.share("dead", number.digits)))
            }
            visits[door.household, default: 0] += 1
            waiting.append(tap(door, visit: visits[door.household] ?? 1))
            if offlineUntil == nil, chance.happens(options.offline, "offline", number.digits, step) {
                offlineUntil = now() + options.offlineFor.at(chance.share("gap", number.digits, step))
                note { $0.gaps += 1 }
            }
        }
    }

    private func rest(_ span: Span) async { try? await Task.sleep(for: .milliseconds(span.milliseconds)) }

    /// Opens the page on this phone and answers the call.
    private func open(_ phone: inout WorkerPhone) async -> Bool {
        while !Task.isCancelled {
            guard let answer = await phone.open() else {
                try? await Task.sleep(for: Self.pause)
                continue
            }
            guard answer.status == 200 else {
                note { $0.refused = answer.status }
                return false
            }
            guard FieldPageReader(answer.body).asksToOpen else { return true }
            guard let bound = await phone.send([("do", "bind")]) else { continue }
            guard (200..<400).contains(bound.status) else {
                note { $0.refused = bound.status }
                return false
            }
            let moment = now()
            note { $0.openedAt = moment }
            return true
        }
        return false
    }

    /// The next door of the list: the first in the route that was visited least.
    private func next(_ phone: inout WorkerPhone, _ visits: [String: Int], isOnline: Bool) async -> FieldPageReader.Door? {
        guard isOnline, let answer = await phone.open() else { return nil }
        guard answer.status == 200 else {
            note { $0.refused = answer.status }
            return nil
        }
        let doors = FieldPageReader(answer.body).doors
        return doors.enumerated().min {
            (visits[$0.element.household] ?? 0, $0.offset) < (visits[$1.element.household] ?? 0, $1.offset)
        }?.element
    }

    private func tap(_ door: FieldPageReader.Door, visit: Int) -> Tap {
        let (moment, result) = (now(), result(at: door, visit: visit))
        let record = chance.bits("record", "\(number.digits) \(door.household)", visit)
        let place = Mutex(0)
        note { account in
            place.withLock { $0 = account.doors.count }
            account.doors.append(
                .init(
                    room: door.room, household: door.household, result: result, at: moment, keptAt: nil, isKept: false, sent: 0))
        }
        return Tap(door: door, result: result, record: Self.hex(record), at: moment, place: place.withLock { $0 })
    }

    private static func hex(_ bits: UInt64) -> String {
        let digits = String(bits, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    private func result(at door: FieldPageReader.Door, visit: Int) -> String {
        let share = chance.share("door", door.household, visit)
        // Who was not at home comes home: at each visit half of the rest opens.
        let told = 1 - (1 - options.told) / Double(1 << min(visit - 1, 20))
        if share < told { return ["told:resident", "told:relative", "told:carer"][Int(share * 1000) % 3] }
        let rest = share - told
        if rest < options.heard { return "heard" }
        return rest < options.heard + options.refused ? "refused" : "notice"
    }

    /// Sends what waits, in order; false where the page is no longer this worker's.
    private func deliver(_ waiting: inout [Tap], _ phone: inout WorkerPhone) async -> Bool {
        while let tap = waiting.first, !Task.isCancelled {
            let fields = [
                ("do", "door"), ("record", tap.record), ("household", tap.door.household), ("result", tap.result),
                ("at", "\(tap.at.milliseconds)"), ("now", "\(now().milliseconds)"), ("script", "1"),
            ]
            note { $0.doors[tap.place].sent += 1 }
            guard let answer = await phone.send(fields), answer.status != 503 else { return true }
            guard answer.status == 200 else {
                note { $0.refused = answer.status }
                return false
            }
            let (moment, isKept) = (now(), answer.body.contains("\"kept\":true"))
            note { ($0.doors[tap.place].keptAt, $0.doors[tap.place].isKept) = (moment, isKept) }
            waiting.removeFirst()
        }
        return true
    }
}
