import Alerts
import Record

// What makes evidence of people hard to believe is shown with the result and dropped nowhere (Tocsin's domain, 7.8).

extension Review {
    func plausibility() -> [Assessment.CounterEvidence] {
        let hasty = ledger.doors.implausible(in: period.window)
        let (doors, minutes) = (convention.count(.implausibleDoors), convention.count(.implausibleMinutes))
        let limit = convention.count(.householdsPerPhone)
        let shared = register?.sharedPhones.reduce(0) { $0 + ($1.key > limit ? $1.value : 0) } ?? 0
        let own = register?.helpedByThemselves ?? 0
        return item(
            "doors-hasty", hasty, "\(hasty)人次在\(minutes)分钟内登记入户\(doors)户以上",
            "times one person recorded \(doors) doors in \(minutes) minutes")
            + item(
                "phones-shared", shared, "\(shared)个电话登记在\(limit)户以上名下", "phones belong to more than \(limit) households")
            + item(
                "helpers-own-phone", own, "\(own)名脆弱人员的帮扶人电话就是本户电话",
                "vulnerable persons have a helper whose phone is their own household's")
    }
}
