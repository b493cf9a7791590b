import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// Personal links: who gets one, on which phone it is good, how it ends, and which messages bring it.
@Suite struct LinkTests {
    private static let means = Means(messages: ["sms-1"], calls: ["voice-1"], links: true)

    private func staffed() throws -> Staffed { try Staffed(means: Self.means) }

    private func issued(_ staffed: Staffed) -> [LinkIssued] {
        staffed.exchange.office.all { if case .linkIssued(let line) = $0 { line } else { nil } }
    }

    private func link(_ staffed: Staffed, _ staff: UInt64) throws -> LinkBook.Link {
        let office = staffed.exchange.office
        return try #require(office.desk.links.link(of: Staffed.name(staff), at: office.now))
    }

    @discardableResult
    private func take(_ staffed: inout Staffed, _ link: IncomingLink) throws -> [Entry] {
        try staffed.exchange.office.take(.link(link)).entries
    }

    @Test("Who is called has one link for the shift, whatever else comes in it")
    func oneAShift() throws {
        var staffed = try staffed()
        try staffed.warn("a")
        let called = [700, 730, 710, 720, 750, 740, 741].map(Staffed.name)
        #expect(Set(issued(staffed).map(\.staff)) == Set(called) && issued(staffed).count == called.count)
        #expect(issued(staffed).allSatisfy { $0.until - staffed.exchange.office.now == .hours(12) })
        try staffed.exchange.office.wait(.hours(2), step: .minutes(10))
        let count = issued(staffed).count
        try staffed.warn("b")
        #expect(
            issued(staffed).filter { called.contains($0.staff) }.count == called.count, "the second warning is on the same page")
        #expect(issued(staffed).count == count)
        try staffed.exchange.office.wait(.hours(10), step: .minutes(30))
        try staffed.warn("c")
        let again = issued(staffed).dropFirst(count).map(\.staff)
        #expect(called.allSatisfy(again.contains), "the shift is over")
    }

    @Test("Without an address for phones nobody gets a link")
    func none() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.wait(.minutes(6))
        #expect(issued(staffed).isEmpty)
    }

    @Test("A link is good on the first phone alone, and the journal brings that back")
    func bound() throws {
        var staffed = try staffed()
        try staffed.warn()
        let link = try link(staffed, 710)
        let (first, second) = (LinkID(rawValue: 1), LinkID(rawValue: 2))
        #expect(try take(&staffed, .opened(link.id, browser: first)).count == 1)
        #expect(try take(&staffed, .opened(link.id, browser: second)).isEmpty)
        #expect(try self.link(staffed, 710).browser == first)
        var other = Desk(sources: [Office.county], means: Self.means)
        for line in staffed.exchange.office.lines { try other.replay(line.entry, at: line.at) }
        #expect(other.links[link.id] == staffed.exchange.office.desk.links[link.id])
    }

    @Test("A link that was ended, or is past its time, is opened by nobody")
    func over() throws {
        var staffed = try staffed()
        try staffed.warn()
        let link = try link(staffed, 720)
        #expect(try take(&staffed, .revoked(link.id, by: Staffed.name(700))).count == 1)
        #expect(try take(&staffed, .revoked(link.id, by: nil)).isEmpty)
        #expect(try take(&staffed, .opened(link.id, browser: LinkID(rawValue: 1))).isEmpty)
        let late = try self.link(staffed, 710)
        staffed.exchange.office.pass(.hours(12))
        #expect(try take(&staffed, .opened(late.id, browser: LinkID(rawValue: 1))).isEmpty)
    }

    @Test("Asking for a new link by message ends the old one and sends the message again, though its owner has answered")
    func renewed() throws {
        var staffed = try staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .key)))
        let old = try link(staffed, 710)
        try take(&staffed, .opened(old.id, browser: LinkID(rawValue: 1)))
        staffed.exchange.office.pass(.minutes(1))
        let reply = IncomingReply(
            gateway: "sms-1", phone: Staffed.phone(710), meaning: .link, sha256: String(repeating: "a", count: 64), at: nil)
        try staffed.exchange.office.take(.reply(reply))
        let new = try link(staffed, 710)
        #expect(new.id != old.id && new.browser == nil)
        #expect(staffed.exchange.office.desk.links[old.id]?.isRevoked == true)
        let due = staffed.exchange.due()
        #expect(due.map(\.endpoint) == [Staffed.phone(710).description] && due.first?.alert == alert)
        let notice = staffed.exchange.office.desk.notice(on: Staffed.phone(710), of: alert, now: staffed.exchange.office.now)
        #expect(notice == StaffNotice(staff: Staffed.name(710), link: new.id, doors: 0))
    }

    @Test("Doors come after the call was answered: the message goes again and says how many")
    func doorsLater() throws {
        var staffed = try staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        for staff in [710, 720] as [UInt64] {
            try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(staff), means: .key)))
            try take(&staffed, .opened(try link(staffed, staff).id, browser: LinkID(rawValue: staff)))
        }
        #expect(!staffed.exchange.due().contains { $0.endpoint == Staffed.phone(710).description })
        try staffed.exchange.office.wait(.minutes(5))
        let again = staffed.exchange.due().filter { $0.endpoint == Staffed.phone(710).description }
        #expect(again.count == 1, "once, not for every door")
        let notice = staffed.exchange.office.desk.notice(on: Staffed.phone(710), of: alert, now: staffed.exchange.office.now)
        #expect(notice?.doors == 5)
    }

    @Test("Whoever stands in and was never called gets doors with a message of their own")
    func standIn() throws {
        var staffed = try staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .tap)))
        try staffed.exchange.office.wait(.minutes(12))
        #expect(staffed.exchange.office.desk.tasks(of: Staffed.name(711)).contains { $0.closed == nil })
        #expect(try link(staffed, 711).browser == nil)
        #expect(staffed.exchange.due().contains { $0.endpoint == Staffed.phone(711).description })
    }

    @Test("A tap on the page of a message confirms the household as words would, once")
    func resident() throws {
        var staffed = try staffed()
        let alert = try staffed.warn()
        let dispatch = try #require(try staffed.exchange.accept().first { $0.endpoint == Exchange.endpoint(3) })
        staffed.exchange.office.pass(.seconds(20))
        let tap = IncomingConfirmation(delivery: dispatch.delivery)
        #expect(try staffed.exchange.office.take(.confirmation(tap)).entries.map(\.name) == ["receiptAccepted"])
        #expect(try staffed.exchange.office.take(.confirmation(tap)).entries.isEmpty)
        #expect(staffed.exchange.stage(3, alert) == .confirmed)
        #expect(staffed.exchange.office.desk.coverage.alerts[alert]?.grade(of: 3) == .confirmed)
        let unknown = IncomingConfirmation(delivery: DeliveryID(rawValue: 5))
        #expect(try staffed.exchange.office.take(.confirmation(unknown)).entries.isEmpty)
    }

    @Test("A worker's page has each warning once, the words of its last update, and what ended lately")
    func warnings() throws {
        var staffed = try staffed()
        let first = try staffed.warn("a")
        staffed.exchange.office.pass(.minutes(1))
        let second = try staffed.warn("b") { ($0.msgType, $0.references) = (.update, ["a"]) }
        let desk = staffed.exchange.office.desk
        let told = desk.warnings(of: Staffed.name(710), endedAfter: staffed.exchange.office.now - .hours(1))
        #expect(told.map(\.alert) == [second] && told.first?.isCalled == true && told.first?.end == nil, "\(first)")
        staffed.exchange.office.pass(.minutes(1))
        try staffed.warn("c") { ($0.msgType, $0.references) = (.cancel, ["b"]) }
        let after = staffed.exchange.office.desk.warnings(
            of: Staffed.name(710), endedAfter: staffed.exchange.office.now - .hours(1))
        #expect(after.filter { $0.end == nil }.isEmpty && after.contains { $0.end == .cancelled })
    }
}
