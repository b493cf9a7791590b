import Foundation
import Simulation
import Testing

/// Holds a journal against what source and devices say that they did: nothing lost, nothing counted twice.
struct CrashAccount {
    let journal: JournalIndex
    let devices: CommunityAccount
    let messages: [SourceAccount.Message]

    /// Every alert that the broker acknowledged is in the journal.
    func expectEveryAlert() {
        #expect(messages.allSatisfy { $0.result == .acknowledged })
        let sent = Set(messages.compactMap(\.alert))
        #expect(sent.subtracting(journal.messages).isEmpty, "alerts that the broker acknowledged and the journal lacks")
        #expect(Set(journal.alerts.keys).subtracting(sent).isEmpty, "alerts in the journal that nobody sent")
    }

    /// Every receipt that the broker acknowledged has moved its delivery in the journal, and no delivery moved without one.
    func expectEveryReceipt() {
        for delivery in devices.deliveries {
            let alert = journal.alerts[delivery.alert]
            let words = "of \(delivery.device) for \(delivery.alert), delivery \(delivery.delivery)"
            func isAcknowledged(_ stage: String) -> Bool { delivery.acknowledged[stage, default: 0] > 0 }
            if isAcknowledged("delivered") {
                #expect(alert?.delivered.contains(delivery.device) == true, "lost: delivered \(words)")
            }
            if isAcknowledged("presented") {
                #expect(alert?.presented.contains(delivery.device) == true, "lost: presented \(words)")
            }
            if isAcknowledged("withdrawn") {
                #expect(alert?.withdrawalAnswered.contains(delivery.device) == true, "lost: withdrawn \(words)")
            }
        }
        for (id, alert) in journal.alerts {
            let account = devices.alerts.first { $0.alert == id }
            let invented = alert.presented.subtracting(account?.presented ?? [])
            #expect(invented.isEmpty, "presented in the journal and by no device, alert \(id): \(invented.sorted())")
        }
    }

    /// No line stands twice.
    func expectNothingTwice() { #expect(journal.doubles.isEmpty) }

    /// How many receipts the broker acknowledged.
    var receipts: Int { devices.totals.receipts.acknowledged }
}
