import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Devices and gateways that come and go, and the service's own signs of life.
@Suite struct DeviceTests {
    private func online(_ device: String, _ isOnline: Bool = true) -> Input {
        .device(DeviceStatus(device: device, online: isOnline, clockOffsetMilliseconds: isOnline ? 0 : nil))
    }

    @Test("A device that comes online is asked for its receipts, and what it owes goes out again")
    func online() throws {
        var office = try Office()
        #expect(try office.take(online("ls-1")).reports == [], "it owes nothing")
        try office.send(Message("a"))
        try office.dispatch()
        try office.take(online("ls-1", false))
        office.pass(.seconds(5))
        let decision = try office.take(online("ls-1"))
        #expect(decision.reports == ["ls-1"])
        try office.take(.tick)
        #expect(try office.dispatch().map(\.endpoint) == ["ls-1"], "at once, not after the pause of the last try")
        #expect(try office.take(online("ls-1")).reports == [], "its answers may be on their way")
        office.pass(.seconds(6))
        #expect(try office.take(online("ls-1")).reports == ["ls-1"], "every time it says so")
        try office.play(try #require(office.accepted("a")).alert, on: "ls-1")
        office.pass(.seconds(6))
        #expect(try office.take(online("ls-1")).reports == [])
    }

    @Test("A gateway's will takes its devices offline, and its return asks them")
    func gateway() throws {
        var office = try Office()
        try office.take(.gateway(DeviceStatus(device: "gw-1", online: true, devices: ["ls-2", "ls-1", "nobody"])))
        #expect(office.desk.coverage.links.carried(by: "gw-1") == ["ls-2", "ls-1"], "only devices of the register")
        try office.send(Message("a"))
        try office.dispatch()
        try office.take(.gateway(DeviceStatus(device: "gw-1", online: false)))
        let alert = try #require(office.accepted("a")).alert
        #expect(office.report(alert)?.unknown.households == 10)
        let back = try office.take(.gateway(DeviceStatus(device: "gw-1", online: true, devices: ["ls-2", "ls-1"])))
        #expect(back.reports == ["ls-2", "ls-1"])
        #expect(office.report(alert)?.unknown.households == 0)
    }

    @Test("A status is written when it says something new, or keeps a right clock on record")
    func news() throws {
        var office = try Office()
        func names(_ status: DeviceStatus) throws -> Int { try office.take(.device(status)).entries.count }
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "1", clockOffsetMilliseconds: 5)) == 1)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "1", clockOffsetMilliseconds: 9)) == 0)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "1", faults: ["horn"])) == 1)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "2")) == 1)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "2", clockOffsetMilliseconds: 3000)) == 1)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "2", clockOffsetMilliseconds: 3000)) == 0)
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "2", clockOffsetMilliseconds: 1)) == 1)
        office.pass(.hours(12))
        #expect(try names(DeviceStatus(device: "ls-1", online: true, firmware: "2", clockOffsetMilliseconds: 1)) == 1)
        #expect(try names(DeviceStatus(device: "ls-1", online: false)) == 1)
    }

    @Test("A sign of life stands in every five minutes, however much else is written")
    func alive() throws {
        var office = try Office()
        try office.send(Message("a") { $0.minutes = 600 })
        try office.dispatch(.failed(.offline))
        try office.wait(.hours(2), step: .seconds(1))
        var last = office.lines[0].at
        var signs = 0
        for line in office.lines {
            guard case .serviceAlive = line.entry else { continue }
            #expect(line.at - last <= .minutes(5))
            last = line.at
            signs += 1
        }
        #expect(signs >= 24 && signs <= 25)
        #expect(office.lines.contains { $0.entry.name == "deliveriesRepeated" }, "and other lines were written meanwhile")
    }

    @Test("What is not answered is repeated after growing pauses, and no more when it is over")
    func repeats() throws {
        var office = try Office()
        try office.send(Message("a") { ($0.minutes, $0.households) = (60, 0...4) })
        let start = office.now
        var sent: [Int64] = []
        for _ in 0..<7200 {
            for dispatch in try office.dispatch() where dispatch.endpoint == "ls-1" {
                sent.append((office.now - start).milliseconds / 1000)
            }
            office.pass(.seconds(1))
            try office.take(.tick)
        }
        #expect(sent.first == 0)
        let pauses = zip(sent.dropFirst(), sent).map { $0 - $1 }
        #expect((12...19).contains(pauses[0]))
        #expect(
            zip(pauses, [15, 30, 60, 120, 240]).allSatisfy {
                Double($0) >= 0.8 * Double($1) && Double($0) <= 1.2 * Double($1) + 1
            })
        #expect(pauses.allSatisfy { $0 <= 289 })
        #expect(try #require(sent.last) < 3600)
    }

    @Test("Blind acceptance by an old broker counts only for a device that says it is online")
    func blind() throws {
        var office = try Office()
        try office.take(online("ls-1"))
        try office.send(Message("a"))
        try office.dispatch(.acceptedBlindly)
        let alert = try #require(office.accepted("a")).alert
        #expect(office.report(alert)?.channels.first?.dispatched == 1)
        #expect(office.report(alert)?.channels.first?.failed == 2)
    }

    @Test("A command whose answer was lost goes out again at once")
    func lost() throws {
        var office = try Office()
        try office.send(Message("a"))
        #expect(try office.dispatch(.lost).count == 4)
        #expect(try office.dispatch().count == 4)
        #expect(try office.dispatch().isEmpty)
    }
}
