import Alerts
import Foundation
import Simulation
import Testing

/// What devices read and write.
@Suite struct MessageTests {
    @Test func commandIsReadWithWhatItDoesNotKnow() throws {
        let expires = Moment(milliseconds: 1_782_907_385_000)
        let command = try DeviceCommand(
            payload: Commands.json("present", delivery: "d1", status: "Exercise", plays: 3, expires: expires))
        #expect(
            command
                == DeviceCommand(
                    action: .present, delivery: "d1", alert: "9f86d081884c7d65", status: .exercise, text: "暴雨红色预警信号，请立即转移。",
                    plays: 3,
                    priority: 1, expires: expires))
        #expect(try DeviceCommand(payload: Array(#"{"v":1,"action":"report"}"#.utf8)).action == .report)
    }

    @Test(
        arguments: [
            ("", nil), ("[]", nil), (#"{"v":1,"action":"present","text":"x"}"#, nil),
            (#"{"v":1,"delivery":"d","action":"sing"}"#, "d"),
            (#"{"v":2,"delivery":"d","action":"check"}"#, "d"), (#"{"v":1,"delivery":"d","action":"present"}"#, "d"),
            (#"{"v":1,"delivery":"d","action":"present","text":"x","status":"Real"}"#, "d"), (#"{"v":1,"delivery":7}"#, nil),
        ] as [(String, String?)])
    func whatCannotBeUsedIsTold(_ json: String, _ delivery: String?) {
        do {
            _ = try DeviceCommand(payload: Array(json.utf8))
            Issue.record("it was taken")
        } catch {
            switch error {
            case .unreadable: #expect(delivery == nil)
            case .unusable(let named, _): #expect(named == delivery)
            }
        }
    }

    @Test func receiptIsWrittenAsAgreed() {
        let at = Moment(milliseconds: 1_782_885_785_120)
        let playing = Receipt.Playing(startedAt: at, endedAt: at + 4500, plays: 2)
        let presented = Receipt(delivery: "a\"\n", stage: .presented, at: at + 4500, playing: playing)
        #expect(
            String(decoding: presented.payload(offsetMinutes: 480), as: UTF8.self)
                == #"{"v":1,"delivery":"a\"\u000a","stage":"presented","at":"2026-07-01T14:03:09.620+08:00","#
                + #""startedAt":"2026-07-01T14:03:05.120+08:00","endedAt":"2026-07-01T14:03:09.620+08:00","plays":2}"#)
        let failed = Receipt(delivery: "d1", stage: .failed, at: at, reason: .expired)
        #expect(
            String(decoding: failed.payload(offsetMinutes: 0), as: UTF8.self)
                == #"{"v":1,"delivery":"d1","stage":"failed","at":"2026-07-01T06:03:05.120+00:00","reason":"expired"}"#)
    }

    @Test func statusNamesTheDevicesOfAGateway() {
        let status = DeviceStatus(state: .offline, at: .epoch, kind: "gateway", faults: ["a"], devices: ["x", "y"])
        #expect(
            String(decoding: status.payload(offsetMinutes: 480), as: UTF8.self)
                == #"{"v":1,"state":"offline","at":"1970-01-01T08:00:00.000+08:00","kind":"gateway","firmware":"tocsin-sim/1","#
                + #""faults":["a"],"devices":["x","y"]}"#)
    }

    @Test func topicsNameTheirDevice() {
        let topics = Topics(root: "tocsin/v1", community: "110101001001")
        #expect(topics.device(ofCommand: topics.command("ls-01")) == "ls-01")
        for topic in [
            "tocsin/v1/110101001001/device/ls-01/receipt", "tocsin/v1/110101001001/device//command", "x", topics.alertIn("cma"),
        ] {
            #expect(topics.device(ofCommand: topic) == nil)
        }
    }

    @Test func deviceListTakesBOMAndCRLFAndQuotes() throws {
        let text = "\u{FEFF}channel,note,device,gateway\r\nloudspeaker,\"a,\"\"b\"\"\nc\",ls-01,gw-1\r\n\r\ndisplay,,dp-01,\r\n"
        #expect(
            try DeviceList.read(text) == [
                DeviceDescription(device: "ls-01", channel: .loudspeaker, gateway: "gw-1"),
                DeviceDescription(device: "dp-01", channel: .display),
            ])
    }

    @Test(arguments: [
        ("", 1), ("device,gateway\n", 1), ("device,channel\na,siren\n", 2), ("device,channel\na,display\na,display\n", 3),
        ("device,channel\n\"x\ny\",display\n", 2),
    ])
    func deviceListSaysWhereItIsWrong(_ text: String, _ line: Int) {
        #expect { try DeviceList.read(text) } throws: { ($0 as? DeviceListProblem)?.line == line }
    }
}
