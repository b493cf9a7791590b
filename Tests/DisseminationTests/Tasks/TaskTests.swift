import Alerts
import Community
import Coverage
import Dissemination
import Record
import TestSupport
import Testing

/// What is left becomes tasks: when, whose, in what order, and what ends them.
@Suite struct TaskTests {
    private func doors(_ staffed: Staffed, _ staff: UInt64) -> [UInt32] {
        staffed.exchange.office.desk.tasks(of: Staffed.name(staff)).filter { $0.closed == nil }.compactMap {
            if case .door(let household, _, _) = $0.subject { household } else { nil }
        }
    }

    @Test("On red, vulnerable persons are given to helper A at once, other doors at half of their time")
    func when() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.tick)
        #expect(doors(staffed, 740) == [7] && doors(staffed, 710).isEmpty)
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(740), means: .tap)))
        for staff in [UInt64(710), 720] {
            try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(staff), means: .tap)))
        }
        try staffed.exchange.office.wait(.minutes(4))
        #expect(doors(staffed, 710).isEmpty)
        let onPost = CalleeReport(state: .onPost)
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(740), means: .tap, reported: onPost)))
        try staffed.exchange.office.wait(.minutes(1))
        #expect(doors(staffed, 710) == [0, 1, 2, 3, 4] && doors(staffed, 720) == [5, 6, 8, 9])
    }

    @Test("Evidence that arrives meanwhile closes a task, and the worker sees it")
    func closed() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .tap)))
        try staffed.exchange.office.wait(.minutes(5))
        try staffed.exchange.office.take(.report(staffed.exchange.report(3, .reached(.delivered), alert: alert)))
        try staffed.visit(2, by: 710, .told)
        try staffed.visit(1, by: 710, .away, whom: .relative)
        try staffed.exchange.office.take(.tick)
        #expect(doors(staffed, 710) == [0, 4])
        let causes = staffed.exchange.office.desk.tasks(of: Staffed.name(710)).compactMap(\.closed)
        #expect(Set(causes) == [.evidence, .result, .away])
    }

    @Test("Nobody has more doors than one can walk; the rest goes to who stands in, then to the head")
    func limit() throws {
        var policy = try ShippedConfiguration.policy()
        policy.people?.doorsPerPerson = 2
        var staffed = try Staffed(policy: policy)
        try staffed.warn()
        for staff in [UInt64(710), 711, 720, 730, 740] {
            try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(staff), means: .tap)))
        }
        try staffed.exchange.office.wait(.minutes(5))
        #expect(doors(staffed, 710) == [0, 1] && doors(staffed, 711).count <= 2)
        let all = staffed.exchange.office.desk.taskHolders.map(\.rawValue).flatMap { doors(staffed, $0) }
        #expect(all.sorted() == Array(0...9), "every door has somebody")
        for household in [0, 1] { try staffed.visit(household, by: 710, .told) }
        try staffed.exchange.office.take(.tick)
        #expect(!doors(staffed, 710).isEmpty, "who is done takes what the head had")
    }

    @Test("Nothing is heard of a worker: the next has the doors, and none is lost")
    func silent() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .tap)))
        try staffed.exchange.office.wait(.minutes(6))
        #expect(doors(staffed, 710).count == 5)
        try staffed.exchange.office.wait(.minutes(6))
        #expect(doors(staffed, 710).isEmpty && doors(staffed, 711).count == 5)
        try staffed.exchange.office.wait(.minutes(20))
        let holders = staffed.exchange.office.desk.taskHolders
        #expect(holders.flatMap { holder in doors(staffed, holder.rawValue) }.sorted() == Array(0...9))
    }

    @Test("A way that is not safe, and a register that is wrong, go to the head")
    func toHead() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .tap)))
        try staffed.exchange.office.wait(.minutes(5))
        #expect(try staffed.visit(0, by: 710, .unsafe).map(\.name) == ["doorRecorded", "taskHandedOver"])
        #expect(try staffed.visit(1, by: 710, .wrongEntry).map(\.name) == ["doorRecorded", "taskHandedOver"])
        try staffed.exchange.office.take(.tick)
        #expect(Set(doors(staffed, 730)).isSuperset(of: [0, 1]) && doors(staffed, 710) == [2, 3, 4])
    }

    @Test("A place without an answer becomes the grid worker's at the staff's deadline")
    func place() throws {
        var staffed = try Staffed()
        try staffed.warn()
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(710), means: .tap)))
        try staffed.exchange.office.wait(.minutes(5))
        let tasks = staffed.exchange.office.desk.tasks(of: Staffed.name(710))
        #expect(tasks.contains { $0.subject == .place(Staffed.name(600)) })
        try staffed.exchange.office.take(.answer(IncomingAnswer(by: Staffed.name(751), means: .person)))
        try staffed.exchange.office.take(.tick)
        #expect(
            staffed.exchange.office.desk.tasks(of: Staffed.name(710)).first { $0.subject == .place(Staffed.name(600)) }?.closed
                != nil)
    }

    @Test("A round is a task over buildings, closed by being made")
    func round() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        let order = RoundOrder(
            alert: alert, to: Staffed.name(720), means: .whistle,
            buildings: [Staffed.name(101), Staffed.name(100), Staffed.name(5)],
            by: Staffed.name(700))
        guard case .taskAssigned(let line)? = try staffed.exchange.office.take(.orderRound(order)).entries.first else {
            throw Staffed.Missing()
        }
        #expect(line.list.buildings == [Staffed.name(101), Staffed.name(100)], "only buildings of the target")
        let start = staffed.exchange.office.now
        staffed.exchange.office.pass(.minutes(3))
        let round = IncomingRound(
            record: RecordID(rawValue: 1), by: Staffed.name(720), means: .whistle, buildings: line.list.buildings ?? [],
            startedAt: start, endedAt: staffed.exchange.office.now)
        #expect(try staffed.exchange.office.take(.round(round)).entries.map(\.name) == ["roundRecorded", "taskClosed"])
        #expect(try staffed.report(alert).covered.households == 9, "all but the large unit")
    }

    @Test("An alert that is over asks nobody to go anywhere, and yellow only for vulnerable persons in floods")
    func over() throws {
        var staffed = try Staffed()
        try staffed.warn("a")
        try staffed.exchange.office.take(.tick)
        #expect(!staffed.exchange.office.desk.taskHolders.isEmpty)
        try staffed.exchange.office.send(.cancel("b", of: ["a"]))
        #expect(staffed.exchange.office.desk.taskHolders.isEmpty)
        for (hazard, some) in [(Hazard.flood, true), (.weather, false)] {
            var yellow = try Staffed()
            try yellow.warn { ($0.colour, $0.hazard) = (.yellow, hazard) }
            try yellow.exchange.office.wait(.minutes(31))
            let found = yellow.exchange.office.desk.taskHolders.flatMap { doors(yellow, $0.rawValue) }
            #expect(found == (some ? [7] : []), "\(hazard)")
        }
    }

    @Test("Who is not covered is listed with the reason, what was tried, and who has it")
    func uncovered() throws {
        var staffed = try Staffed()
        let alert = try staffed.warn()
        try staffed.exchange.accept()
        try staffed.exchange.office.take(.report(staffed.exchange.report(0, .reached(.delivered), alert: alert)))
        try staffed.exchange.office.take(.report(staffed.exchange.report(1, .failed(.absent), alert: alert)))
        try staffed.exchange.office.take(.report(staffed.exchange.report(7, .reached(.delivered), alert: alert)))
        try staffed.exchange.office.take(.report(staffed.exchange.report(9, .reached(.delivered), alert: alert)))
        try staffed.visit(2, by: 710, .away, whom: .relative)
        try staffed.exchange.office.take(.tick)
        let list = staffed.exchange.office.desk.uncovered(alert)
        #expect(list.map(\.household) == [1, 2, 3, 4, 5, 6, 7, 8, 9])
        let reasons = Dictionary(uniqueKeysWithValues: list.map { ($0.household, $0.reason) })
        #expect(reasons[1] == .failed && reasons[2] == .away && reasons[3] == .unknown && reasons[7] == .unconfirmed)
        #expect(reasons[9] == .largeUnit && list.last?.attempts.first?.stage == .delivered)
        #expect(list.first { $0.household == 7 }?.holder == Staffed.name(740))
        let page = staffed.exchange.office.desk.uncovered(alert, grid: "g2", after: 5, limit: 2)
        #expect(page.map(\.household) == [6, 7])
    }
}
