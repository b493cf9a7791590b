import Alerts
import Foundation
import Simulation
import Testing

/// A whole fleet in simulated time, under every fault at once.
@Suite struct FleetTests {
    private static let devices = DeviceDescription.invented(loudspeakers: 12, displays: 4, gateways: 2)

    private func faults() -> FaultOptions {
        var faults = FaultOptions()
        (faults.drop, faults.duplicate, faults.reorder, faults.wrongDevice, faults.garbage) = (0.2, 0.2, 0.3, 0.2, 0.2)
        faults.delay = .zero ... .seconds(4)
        faults.offline = 0.3
        (faults.dead, faults.mute) = (1, 2)
        faults.clockSkew = .seconds(3)
        faults.outages = [Outage(device: "spk-0003", kind: .power, from: .seconds(4), to: .seconds(9))]
        return faults
    }

    /// Two alerts with retries, a check, a withdrawal and a report, and the whole of what left, as text.
    private func play(_ faults: FaultOptions, seed: UInt64, losing lost: Bool = false) throws -> (
        account: CommunityAccount, sent: [String], fleet: Fleet
    ) {
        let plan = FaultPlan(faults, devices: Self.devices, seed: seed)
        var fleet = Fleet(Self.devices, plan: plan, gatewaysAnswer: true)
        var sent: [String] = []
        var now = Commands.epoch
        func drain() {
            for effect in fleet.takeEffects() {
                switch effect {
                case .send(let parcel):
                    sent.append("\(parcel.token) \(parcel.device) \(String(decoding: parcel.payload, as: UTF8.self))")
                    let settlements: [Settlement] = [.acknowledged, .unheard, .refused]
                    fleet.settle(parcel, lost ? settlements[Int(parcel.token % 3)] : .acknowledged)
                case .linkChanged(let device, let isUp): sent.append("link \(device) \(isUp)")
                case .statusChanged(let device): sent.append("status \(device)")
                }
            }
        }
        func tell(_ action: String, _ prefix: String?, _ alert: String) {
            for device in Self.devices {
                let delivery = prefix.map { "\($0)-\(device.device)" }
                fleet.receive(Commands.json(action, delivery: delivery, alert: alert), for: device.device, at: now)
            }
        }
        fleet.start(at: now)
        for second in 0..<180 {
            now = Commands.epoch + second * 1000
            fleet.advance(to: now)
            switch second {
            case 1, 15, 40, 70: tell("present", "a", "aaaaaaaaaaaaaaaa")
            case 2: tell("check", "c", "cccccccccccccccc")
            case 5, 20: tell("present", "b", "bbbbbbbbbbbbbbbb")
            case 24: tell("withdraw", "b", "bbbbbbbbbbbbbbbb")
            case 90: tell("report", nil, "")
            case 100: fleet.receive([0xFF], for: "spk-0001", at: now)
            case 101: fleet.receive(Commands.json("present", delivery: "x"), for: "nobody", at: now)
            default: break
            }
            drain()
        }
        return (CommunityAccount(of: fleet, community: "110101001001", from: Commands.epoch, to: now), sent, fleet)
    }

    @Test func sameSeedSameRun() throws {
        for seed in [1, 2, 3] as [UInt64] {
            let first = try play(faults(), seed: seed)
            let second = try play(faults(), seed: seed)
            #expect(first.sent == second.sent, "seed \(seed)")
            #expect(first.account == second.account, "seed \(seed)")
            #expect(try play(faults(), seed: seed + 100).sent != first.sent, "seed \(seed)")
        }
    }

    @Test func withoutFaultsEverybodyPlaysOnce() throws {
        let (account, _, fleet) = try play(FaultOptions(), seed: 1)
        let names = Self.devices.map(\.device)
        #expect(account.alerts[0].presented == names)
        #expect(account.alerts[0].presentedAcknowledged == names)
        #expect(account.alerts.first { $0.alert == "cccccccccccccccc" }?.checked == names)
        #expect(account.alerts.first { $0.alert == "bbbbbbbbbbbbbbbb" }?.withdrawn == names)
        #expect(account.deliveries.filter { $0.alert == "aaaaaaaaaaaaaaaa" }.allSatisfy { $0.begun == 1 && $0.commands == 4 })
        #expect(account.totals.commands == 16 * 9)
        #expect(account.totals.unreadable == 1 && account.totals.unknownDevice == 1)
        #expect(account.totals.wrongDevice.sent == 0 && account.totals.garbage.sent == 0)
        #expect(fleet.isQuiet)
    }

    /// What must hold of every account, whatever went wrong.
    @Test func sumsAreConsistentUnderEveryFault() throws {
        for seed in 1...60 as ClosedRange<UInt64> {
            let (account, _, fleet) = try play(faults(), seed: seed, losing: true)
            #expect(fleet.isQuiet, "seed \(seed)")
            for sum in [account.totals.receipts, account.totals.wrongDevice, account.totals.garbage] {
                #expect(sum.sent == sum.acknowledged + sum.unheard + sum.refused + sum.pending, "seed \(seed)")
                #expect(sum.pending == 0 && sum.sent > 0, "seed \(seed)")
            }
            let deliveries = account.deliveries
            #expect(deliveries.map { $0.sent.values.reduce(0, +) }.reduce(0, +) == account.totals.receipts.sent, "seed \(seed)")
            #expect(
                deliveries.map { $0.acknowledged.values.reduce(0, +) }.reduce(0, +) == account.totals.receipts.acknowledged,
                "seed \(seed)")
            #expect(account.totals.dropped > 0, "seed \(seed)")
            for delivery in deliveries { check(delivery, account, seed) }
            for alert in account.alerts {
                #expect(Set(alert.presented).isSuperset(of: alert.presentedAcknowledged), "seed \(seed)")
                #expect(Set(alert.delivered).isSuperset(of: alert.presented), "seed \(seed)")
            }
        }
    }

    private func check(_ delivery: CommunityAccount.DeliveryAccount, _ account: CommunityAccount, _ seed: UInt64) {
        let what = "seed \(seed), \(delivery.delivery)"
        #expect(delivery.commands >= 1 && delivery.dropped + delivery.unreachable <= delivery.commands, "\(what)")
        if account.dead.contains(delivery.device) {
            #expect(delivery.deliveredAt == nil && delivery.unreachable == delivery.commands, "\(what)")
        }
        if account.mute.contains(delivery.device) { #expect(delivery.begun == 0 && delivery.presented == nil, "\(what)") }
        guard let presented = delivery.presented else { return }
        #expect(delivery.begun == delivery.interrupted + 1 && delivery.deliveredAt != nil, "\(what)")
        if delivery.channel == .loudspeaker, let start = presented.startedAt, let end = presented.endedAt,
            let plays = presented.plays
        {
            #expect((end - start).seconds >= 15.0 * Double(plays) / 6, "\(what)")
            #expect(delivery.withdrawnAt.map { $0 >= end } ?? true, "\(what)")
        } else {
            #expect(delivery.channel == .display, "\(what)")
        }
    }

    @Test func powerCutIsInTheAccount() throws {
        var faults = FaultOptions()
        faults.outages = [Outage(device: "spk-0003", kind: .power, from: .seconds(3), to: .seconds(9))]
        let delivery = try #require(try play(faults, seed: 1).account.deliveries.first { $0.delivery == "a-spk-0003" })
        #expect(delivery.begun == 2 && delivery.interrupted == 1)
        #expect(delivery.presented?.startedAt == Commands.epoch + 9000)
    }

    @Test func accountReadsBackFromItsJSON() throws {
        let account = try play(faults(), seed: 5).account
        #expect(try CommunityAccount(json: account.json(in: TimeZone(secondsFromGMT: 28_800) ?? .gmt)) == account)
    }

    @Test func lotsAreDrawnBySeedAlone() {
        var faults = FaultOptions()
        (faults.dead, faults.mute, faults.offline) = (3, 2, 0.5)
        let plan = FaultPlan(faults, devices: Self.devices, seed: 7)
        #expect(plan == FaultPlan(faults, devices: Self.devices, seed: 7))
        #expect(plan.dead.count == 3 && plan.mute.count == 2 && plan.dead.isDisjoint(with: plan.mute))
        #expect(plan.outages.count == 7)
        #expect(
            plan.outages.allSatisfy {
                $0.from >= .zero && $0.from < $0.to && $0.to <= .seconds(60) && !plan.dead.contains($0.device)
            })
        #expect(plan.dead != FaultPlan(faults, devices: Self.devices, seed: 8).dead)
    }

    @Test(arguments: ["ls-01:10..30", "ls-01:0..0.5"]) func outagesAreReadFromText(_ text: String) {
        #expect(Outage(text, kind: .power)?.device == "ls-01")
    }

    @Test(arguments: ["ls-01", "ls-01:5..5", "ls-01:9..3", ":1..2", "ls 1:1..2", "a:..", "a:-1..2", "a:1..nan"])
    func whatIsNoOutageIsRefused(_ text: String) { #expect(Outage(text, kind: .link) == nil) }
}
