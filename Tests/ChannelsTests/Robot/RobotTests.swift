import Alerts
import Record
import TestSupport
import Testing

@testable import Channels

/// What robots answer.
struct RobotAnswerTests {
    static let rows: [(robot: String, status: Int, body: String, answer: RobotAnswer)] = [
        ("wecom", 200, #"{"errcode":0,"errmsg":"ok"}"#, .posted),
        ("wecom", 200, #"{"errcode":45009,"errmsg":"api freq out of limit"}"#, .limited(code: "45009")),
        ("wecom", 200, #"{"errcode":93000,"errmsg":"invalid webhook url"}"#, .trouble(code: "93000: invalid webhook url")),
        ("wecom", 200, #"{"errcode":40058}"#, .refused(code: "40058")),
        ("wecom", 200, #"{"errcode":12345}"#, .again(code: "12345")),
        ("dingtalk", 200, #"{"errcode":0,"errmsg":"ok"}"#, .posted),
        ("dingtalk", 200, #"{"errcode":130101,"errmsg":"send too fast"}"#, .limited(code: "130101")),
        ("dingtalk", 200, #"{"errcode":310000,"errmsg":"sign not match"}"#, .trouble(code: "310000: sign not match")),
        ("dingtalk", 200, #"{"errcode":460101,"errmsg":"message too long"}"#, .refused(code: "460101: message too long")),
        ("feishu", 200, #"{"code":0,"msg":"success","data":{}}"#, .posted),
        ("feishu", 200, #"{"StatusCode":0,"StatusMessage":"success"}"#, .posted),
        ("feishu", 200, #"{"code":11232,"msg":"frequency limited"}"#, .limited(code: "11232")),
        ("feishu", 200, #"{"code":19021,"msg":"sign match fail"}"#, .trouble(code: "19021: sign match fail")),
        ("feishu", 400, #"{"code":9499,"msg":"Bad Request"}"#, .refused(code: "9499: Bad Request")),
        ("feishu", 500, "", .again(code: "HTTP 500")), ("feishu", 429, "", .limited(code: "HTTP 429")),
        ("feishu", 200, "", .again(code: "HTTP 200")), ("feishu", 404, "", .trouble(code: "HTTP 404")),
    ]

    @Test(arguments: rows.indices) func answers(_ index: Int) throws {
        let row = RobotAnswerTests.rows[index]
        #expect(try Shipped.robot(row.robot).answer(status: row.status, body: Array(row.body.utf8)) == row.answer)
    }

    @Test(arguments: ["wecom", "dingtalk", "feishu"]) func theShippedProfilesPass(_ name: String) throws {
        #expect(try Shipped.robot(name).findings() == [])
    }
}

/// What waits to be posted.
struct RobotQueueTests {
    private func queue(_ limits: [RobotLimit] = [.init(posts: 20, seconds: 60)], bytes: Int = 2048) throws -> RobotQueue {
        var profile = try Shipped.robot("dingtalk")
        profile.limits = limits
        profile.bytes = bytes
        return RobotQueue(profile)
    }

    private func at(_ milliseconds: Int64) -> Moment { Moment(milliseconds: milliseconds) }
    private func id(_ number: Int) -> DeliveryID { DeliveryID(rawValue: UInt64(number)) }

    private func posted(_ step: RobotQueue.Step) -> RobotQueue.Post? {
        guard case .post(let post) = step else { return nil }
        return post
    }

    @Test func oneByOneWhileThereIsRoom() throws {
        var queue = try queue()
        #expect(queue.next(at: at(0)) == .idle)
        queue.add(id(1), text: "黄", priority: 3)
        queue.add(id(2), text: "红", priority: 1)
        queue.add(id(2), text: "红", priority: 1)
        #expect(queue.count == 2)
        #expect(posted(queue.next(at: at(0))) == .init(deliveries: [id(2)], text: "红"), "red goes first")
        #expect(queue.next(at: at(0)) == .idle, "one post is under way at a time")
        #expect(queue.settle(.posted, at: at(10)) == .init(posted: [id(2)]))
        #expect(posted(queue.next(at: at(10)))?.deliveries == [id(1)])
    }

    @Test func mergedWhenTheLimitNears() throws {
        var queue = try queue([.init(posts: 3, seconds: 60)])
        for number in 1...5 { queue.add(id(number), text: "第\(number)条", priority: 2) }
        let post = try #require(posted(queue.next(at: at(0))))
        #expect(post.deliveries == (1...5).map(id) && post.text == "第1条\n\n第2条\n\n第3条\n\n第4条\n\n第5条")
        #expect(queue.settle(.posted, at: at(5)).posted == (1...5).map(id))
    }

    @Test func fullThenWaiting() throws {
        var queue = try queue([.init(posts: 2, seconds: 60)])
        for (number, time) in [(1, Int64(0)), (2, 1000)] {
            queue.add(id(number), text: "雨", priority: 2)
            #expect(posted(queue.next(at: at(time))) != nil)
            _ = queue.settle(.posted, at: at(time))
        }
        for number in 3...6 { queue.add(id(number), text: "雨", priority: 2) }
        #expect(queue.next(at: at(2000)) == .wait(until: at(61_000)))
        #expect(posted(queue.next(at: at(61_000)))?.deliveries.count == 4)
    }

    @Test func noLongerThanTheRobotTakes() throws {
        var queue = try queue([.init(posts: 1, seconds: 1)], bytes: 250)
        for number in 1...4 { queue.add(id(number), text: String(repeating: "雨", count: 40), priority: 2) }
        let post = try #require(posted(queue.next(at: at(0))))
        #expect(post.deliveries == [id(1), id(2)] && post.text.utf8.count == 242)
    }

    @Test func blockedForTenMinutes() throws {
        var queue = try queue()
        queue.add(id(1), text: "雨", priority: 2)
        #expect(posted(queue.next(at: at(0))) != nil)
        #expect(queue.settle(.limited(code: "130101"), at: at(100)) == .init(code: "130101"))
        #expect(queue.next(at: at(200)) == .wait(until: at(600_100)))
        queue.add(id(2), text: "风", priority: 1)
        let post = try #require(posted(queue.next(at: at(600_100))))
        #expect(post.deliveries.contains(id(1)) || queue.count == 2, "nothing was dropped")
        _ = queue.settle(.posted, at: at(600_200))
        #expect(posted(queue.next(at: at(600_300))) != nil || queue.count == 0)
    }

    @Test func againWithGrowingPauses() throws {
        var queue = try queue()
        queue.add(id(1), text: "雨", priority: 2)
        var now = at(0)
        var pauses: [Int64] = []
        for _ in 0..<9 {
            #expect(posted(queue.next(at: now)) != nil)
            #expect(queue.settle(.again(code: "-1"), at: now).code == "-1")
            guard case .wait(let moment) = queue.next(at: now) else { break }
            pauses.append((moment - now).milliseconds / 1000)
            now = moment
        }
        #expect(pauses == [5, 10, 20, 40, 80, 160, 300, 300, 300] || pauses.last == 300)
        #expect(posted(queue.next(at: now + .minutes(10))) != nil && queue.settle(.posted, at: now).posted == [id(1)])
    }

    @Test func aRefusedTextDoesNotSpoilTheOthers() throws {
        var queue = try queue([.init(posts: 3, seconds: 60)])
        for number in 1...3 { queue.add(id(number), text: "第\(number)条", priority: 2) }
        #expect(posted(queue.next(at: at(0)))?.deliveries.count == 3)
        #expect(queue.settle(.refused(code: "19024"), at: at(0)) == .init(code: "19024"))
        #expect(posted(queue.next(at: at(0)))?.deliveries == [id(1)])
        #expect(queue.settle(.refused(code: "19024"), at: at(0)) == .init(failed: [id(1)], code: "19024"))
        #expect(posted(queue.next(at: at(0)))?.deliveries == [id(2)])
        #expect(queue.settle(.posted, at: at(0)).posted == [id(2)])
    }

    @Test func troubleIsSaid() throws {
        var queue = try queue()
        queue.add(id(1), text: "雨", priority: 2)
        _ = queue.next(at: at(0))
        #expect(queue.settle(.trouble(code: "310000"), at: at(0)) == .init(failed: [id(1)], code: "310000", isTrouble: true))
        #expect(queue.count == 0)
    }

    @Test func withdrawn() throws {
        var queue = try queue()
        queue.add(id(1), text: "雨", priority: 2)
        queue.add(id(2), text: "风", priority: 2)
        _ = queue.next(at: at(0))
        #expect(!queue.withdraw(id(1)) && queue.withdraw(id(2)) && !queue.withdraw(id(2)))
    }

    @Test("In no window more than the limit, nothing lost, nothing twice, nothing too long", arguments: 0..<60)
    func invariants(_ seed: UInt64) throws {
        var chance = SplitMix64(seed: seed)
        let limits = chance.pick([
            [RobotLimit(posts: 20, seconds: 60)], [RobotLimit(posts: 100, seconds: 60), RobotLimit(posts: 5, seconds: 1)],
            [RobotLimit(posts: 2, seconds: 10)],
        ])
        var queue = try queue(limits, bytes: 500)
        var now = at(1_000_000)
        var sent: [Moment] = []
        var done: [DeliveryID] = []
        var added = 0
        for _ in 0..<400 {
            if chance.chance(0.5), added < 150 {
                added += 1
                queue.add(id(added), text: String(repeating: "雨", count: chance.int(1...120)), priority: chance.int(1...4))
            }
            switch queue.next(at: now) {
            case .post(let post):
                #expect(post.text.utf8.count <= 500, "seed \(seed)")
                sent.append(now)
                let answer: RobotAnswer = chance.chance(0.1) ? .again(code: "-1") : .posted
                done += queue.settle(answer, at: now).posted
            case .wait(let moment):
                #expect(moment > now, "seed \(seed)")
                now = chance.chance(0.3) ? moment : now + .milliseconds(Int64(chance.int(1...3000)))
            case .idle: now = now + .milliseconds(Int64(chance.int(1...3000)))
            }
        }
        while queue.count > 0 {
            switch queue.next(at: now) {
            case .post:
                sent.append(now)
                done += queue.settle(.posted, at: now).posted
            case .wait(let moment): now = moment
            case .idle: break
            }
        }
        #expect(done.count == added && Set(done).count == added, "seed \(seed)")
        for limit in limits {
            for (index, moment) in sent.enumerated() {
                let within = sent[index...].prefix { $0 < moment + .seconds(Int64(limit.seconds)) }
                #expect(within.count <= limit.posts, "seed \(seed)")
            }
        }
    }
}
