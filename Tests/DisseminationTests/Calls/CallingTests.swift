import Alerts
import Community
import Coverage
import Dissemination
import Record
import Testing

/// 叫应: who is called for an alert, how far a call goes, and what ends it.
@Suite struct CallingTests {
    private func planned(_ staffed: Staffed) -> [Callee] {
        staffed.exchange.office.all { if case .callPlanned(let line) = $0 { line.callees } else { nil } }.flatMap(\.self)
    }

    private func steps(_ staffed: Staffed, of staff: UInt64) -> [CallStepped] {
        staffed.exchange.office.all {
            if case .callStepped(let line) = $0, line.callee == Staffed.name(staff) { line } else { nil }
        }
    }

    private func answers(_ staffed: Staffed) -> [CallAnswered] {
        staffed.exchange.office.all { if case .callAnswered(let line) = $0 { line } else { nil } }
    }

    @Test("Everybody responsible is called once, the duty officer first, over message and call")
    func everybody() throws {
        var staffed = try Staffed()
        try staffed.warn()
        #expect(planned(staffed).map(\.staff) == [700, 730, 710, 720, 750, 740, 741].map(Staffed.name))
        let messages = staffed.exchange.due()
        #expect(messages.prefix(7).map(\.endpoint) == [700, 730, 710, 720, 750, 740, 741].map { Staffed.phone($0).description })
        #expect(messages.count == 17, "and every household's phone")
        #expect(staffed.exchange.due(.voice).count == 7, "by day households are called later")
    }

    @Test("Blue, tests and updates without a clock call nobody")
    func nobody() throws {
        var staffed = try Staffed()
        try staffed.warn("blue") { $0.colour = .blue }
        try staffed.warn("test") { $0.status = .test }
        #expect(planned(staffed).isEmpty)
        try staffed.warn("a")
        let count = planned(staffed).count
        staffed.exchange.office.pass(.minutes(1))
        _ = staffed.exchange.due()
        try staffed.warn("b") { ($0.msgType, $0.references) = (.update, ["a"]) }
        #expect(planned(staffed).count == count)
        #expect(staffed.exchange.due().contains { $0.endpoint == Staffed.phone(710).description }, "staff are told of it")
        #expect(staffed.exchange.due(.voice).isEmpty)
    }

    @Test("Who does not answer is called again, then who stands in, then the head, then the street, at the policy's minutes")
    func escalation() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.exchange.accept(.voice, by: "voice-1")
        let start = staffed.exchange.office.now
        try staffed.exchange.office.wait(.minutes(6))
        let lines = steps(staffed, of: 710)
        #expect(lines.map(\.step) == [.retry, .substitute, .head, .street])
        #expect(lines[1].to == [Staffed.name(711)] && lines[2].to == [Staffed.name(730)] && lines[3].to == nil)
        let times = staffed.exchange.office.lines.compactMap { line -> Int64? in
            guard case .callStepped(let step) = line.entry, step.callee == Staffed.name(710) else { return nil }
            return (line.at - start).milliseconds / 60_000
        }
        #expect(times == [1, 2, 3, 5])
        #expect(planned(staffed).contains { $0.staff == Staffed.name(711) && $0.standsFor == Staffed.name(710) })
        #expect(steps(staffed, of: 750).first { $0.step == .substitute }?.to == [Staffed.name(751)], "the place's second")
        #expect(steps(staffed, of: 730).map(\.step) == [.retry, .street], "the head has nobody above but the street")
        #expect(staffed.exchange.office.desk.streetNotices.first?.alert == alert)
        try staffed.exchange.office.wait(.minutes(10))
        #expect(steps(staffed, of: 710).count == 4, "each step once")
        let figures = try #require(try staffed.report(alert).calls)
        #expect(figures.called == 7 && figures.filled == 0 && figures.withinDeadline == false)
        #expect(figures.dutyWithinDeadline == false)
    }

    @Test("An answer on any channel ends the calling of that person and of nobody else")
    func answered() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        var reply = staffed.exchange.reply(0)
        reply.phone = Staffed.phone(710)
        try staffed.exchange.office.take(.reply(reply))
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(720), means: .person)))
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(720), means: .tap)))
        #expect(
            answers(staffed).map(\.callee) == [710, 720].map(Staffed.name) && answers(staffed).map(\.means) == [.reply, .person])
        let calls = staffed.exchange.due(.voice).map(\.endpoint)
        #expect(!calls.contains(Staffed.phone(710).description) && calls.contains(Staffed.phone(740).description))
        try staffed.exchange.office.wait(.minutes(6))
        #expect(steps(staffed, of: 710).isEmpty && steps(staffed, of: 720).isEmpty && steps(staffed, of: 740).count > 2)
        let open = staffed.exchange.office.desk.openCalls.map(\.callee.staff)
        #expect(!open.contains(Staffed.name(710)) && open.contains(Staffed.name(740)))
        #expect(try staffed.report(alert).calls?.answered == 2)
    }

    @Test("When who stands in answers, the post is filled and the call goes no further")
    func standIn() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.office.wait(.milliseconds(130_000))
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(711), means: .link)))
        try staffed.exchange.office.wait(.minutes(5))
        #expect(steps(staffed, of: 710).map(\.step) == [.retry, .substitute])
        #expect(try staffed.report(alert).calls?.filled == 1)
    }

    @Test("A head who has answered is turned to and not called again, and the street is left alone")
    func headAnswered() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(730), means: .tap)))
        try staffed.exchange.office.wait(.minutes(8))
        #expect(steps(staffed, of: 710).map(\.step) == [.retry, .substitute, .head])
        #expect(planned(staffed).filter { $0.staff == Staffed.name(730) }.count == 1)
    }

    @Test("The duty officer's answer is the acknowledgement, judged by its own deadline")
    func duty() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        staffed.exchange.office.pass(.seconds(90))
        let lines = try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(700), means: .tap))).entries
        #expect(lines.map(\.name) == ["callAnswered", "dutyAcknowledged"])
        try staffed.exchange.office.wait(.minutes(3))
        #expect(try staffed.report(alert).calls?.dutyWithinDeadline == true)
    }

    @Test("A place is covered by its receiver's answer, or the second's, by the staff's deadline")
    func places() throws {
        for (staff, minutes, timely) in [(UInt64(750), Int64(1), 1), (751, 4, 1), (750, 7, 0)] {
            var staffed = try Staffed()
            let alert = try staffed.warn()
            try staffed.exchange.office.wait(.minutes(minutes))
            #expect(try staffed.report(alert).missing.places == 1)
            try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(staff), means: .key)))
            let report = try staffed.report(alert)
            #expect(report.covered.places == 1 && report.missing.places == 0 && report.byDeadline?.places == timely)
        }
    }

    @Test("Who sends what they found at a door has the warning")
    func door() throws {
        var staffed = try Staffed()
        try staffed.warn()
        #expect(try staffed.visit(3, by: 710, .heard).map(\.name) == ["doorRecorded", "callAnswered"])
    }

    @Test("Replayed, the calls stand as they did")
    func replay() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.exchange.office.wait(.minutes(4))
        var desk = Desk(sources: [Office.county], means: staffed.exchange.office.desk.means)
        for line in staffed.exchange.office.lines { try desk.replay(line.entry, at: line.at) }
        let now = staffed.exchange.office.now
        #expect(desk.coverage.alerts[alert]?.report(asOf: now) == staffed.exchange.office.report(alert))
        #expect(desk.openCalls.map(\.step) == staffed.exchange.office.desk.openCalls.map(\.step))
        #expect(try desk.take(.tick, now: now).entries.isEmpty)
    }

    @Test("A call for help goes to the head and the street at once")
    func help() throws {
        var staffed = try Staffed()
        try staffed.warn()
        let help = IncomingHelp(record: RecordID(rawValue: 0xAA), by: Staffed.name(720), need: .danger)
        let lines = try staffed.exchange.office.take(.help(help)).entries
        guard case .helpCalled(let line)? = lines.first else { throw Staffed.Missing() }
        #expect(line.to == [Staffed.name(730)])
        #expect(try staffed.exchange.office.take(.help(help)).entries.isEmpty, "the same tap again")
        #expect(try staffed.visit(3, .needsCarrying).contains { $0.name == "helpCalled" })
        #expect(staffed.exchange.office.desk.openHelp.count == 2)
        try staffed.exchange.office.take(.helpTaken(RecordID(rawValue: 0xAA), by: Staffed.name(730)))
        #expect(staffed.exchange.office.desk.openHelp.count == 1)
    }
}
