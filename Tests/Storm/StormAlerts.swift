import Alerts
import Community
import Dissemination
import Record
import TestSupport

/// Alerts, updates and cancels of a storm, some of them odd: twice, late, in the wrong order, about nothing.
struct StormAlerts {
    private(set) var sent: [IncomingAlert] = []
    private var serial = 0

    mutating func next(_ random: inout SplitMix64, now: Moment, households: Int) -> IncomingAlert {
        if let again = sent.last, random.chance(0.1) { return random.chance(0.5) ? again : tampered(again) }
        serial += 1
        let isFollowUp = !sent.isEmpty && random.chance(0.5)
        let kind: MsgType = isFollowUp ? (random.chance(0.35) ? .cancel : .update) : random.chance(0.05) ? .cancel : .alert
        let about = isFollowUp ? random.pick(sent).alert : nil
        var alert = Alert(
            identifier: "storm-\(serial)", sender: "station", sent: CAPTime(Timestamp(moment: now, offsetMinutes: 480)),
            status: status(&random), msgType: kind)
        if let about {
            alert.status = about.status
            alert.references = [Reference(sender: about.sender, identifier: about.identifier, sent: "wrong")]
        }
        let incoming = incoming(alert, &random, now: now, households: households)
        sent.append(incoming)
        return incoming
    }

    private func status(_ random: inout SplitMix64) -> Status {
        switch random.int(0...19) {
        case 0: .test
        case 1, 2: .exercise
        case 3: .draft
        default: .actual
        }
    }

    private func tampered(_ incoming: IncomingAlert) -> IncomingAlert {
        var changed = incoming
        changed.original = OriginalDocument(sha256: "other", size: 1)
        return changed
    }

    private func incoming(_ alert: Alert, _ random: inout SplitMix64, now: Moment, households: Int) -> IncomingAlert {
        let first = random.chance(0.5) ? 0 : random.int(0...households - 1)
        let last = first == 0 && random.chance(0.7) ? households - 1 : random.int(first...households - 1)
        let target = IncomingAlert.Target(
            rule: "shape", households: HouseholdSet(ascending: UInt32(first)...UInt32(last)),
            places: HouseholdSet(all: random.int(0...2)))
        return IncomingAlert(
            source: random.chance(0.9) ? "county" : "stranger", original: OriginalDocument(sha256: "h\(serial)", size: 10),
            alert: alert, findings: [], hazard: random.pick([.weather, .flood, .fire]), event: "暴雨", kind: "rainstorm",
            urgencyClass: random.chance(0.9) ? "immediate" : "gradual", weather: random.chance(0.3) ? ["rain"] : [],
            colour: random.chance(0.9) ? random.pick(Colour.allCases) : nil,
            expires: random.chance(0.8) ? now + .minutes(Int64(random.int(-5...300))) : nil, isAllClear: random.chance(0.05),
            characters: random.int(5...40), target: random.chance(0.95) ? target : nil)
    }
}
