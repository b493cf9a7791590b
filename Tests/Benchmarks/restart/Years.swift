import Alerts
import BenchmarkSupport
import Community
import Dissemination
import Engine
import Foundation
import Record
import Storage

/// The journal of a community over years: a warning a day, answered by every loudspeaker, and devices that come and go.
final class Years {
    let setting: JournalWriter.Setting
    private let community: BenchmarkCommunity
    private let store: SQLiteJournal
    private var desk = Desk(sources: BenchmarkCommunity.sources)
    private var codec: EntryCodec
    private var lines = JournalLines(first: 0)
    private var now = Moment(milliseconds: 1_735_689_600_000)
    private var types: [String: Int] = [:]

    init(_ community: BenchmarkCommunity, store: SQLiteJournal) throws {
        self.community = community
        self.store = store
        let zone = TimeZone(identifier: community.roster.timezone) ?? .gmt
        let origin = Checkpoint.origin(community: community.roster.community)
        let key = SigningKey(generatedFor: origin)
        setting = .init(zone: zone, key: key, origin: origin, sources: BenchmarkCommunity.sources) { Moment(milliseconds: 0) }
        codec = EntryCodec(zone: zone)
        for entry in try community.opening(key: key.verifierKey.description) + RegisterAdoption.entries(community.roster) {
            try desk.replay(entry, at: now)
            try append(entry)
        }
        try hand(.broker(BrokerState(connected: true, detail: "benchmark")))
    }

    /// How many lines there are of the commonest kinds.
    var counts: String {
        types.sorted { $0.value > $1.value }.prefix(6).map { "\($0.value) \($0.key)" }.joined(separator: ", ")
    }

    /// Writes days until there are so many entries.
    func write(entries count: Int) throws {
        var day = 0
        while lines.end < count {
            try play(day)
            day += 1
        }
        try commit()
    }

    private func play(_ day: Int) throws {
        let incoming = community.alert(day, at: now)
        try hand(.alert(incoming))
        while case let due = desk.takeDue([.loudspeaker, .display], limit: 200), !due.isEmpty {
            now = now + .milliseconds(20)
            try hand(.outcomes(due.map { DispatchOutcome(delivery: $0.delivery, action: $0.action, result: .accepted) }))
        }
        now = now + .seconds(2)
        for device in community.roster.devices {
            now = now + .milliseconds(2)
            try hand(.receipt(community.delivered(incoming.alert.id, by: device.device, at: now - .milliseconds(30))))
        }
        now = now + .seconds(40)
        for device in community.roster.devices {
            now = now + .milliseconds(2)
            try hand(.receipt(community.presented(incoming.alert.id, by: device.device, at: now - .milliseconds(30))))
        }
        for index in 0..<150 {
            let device = community.roster.devices[(day * 150 + index) % community.roster.devices.count].device
            try hand(.device(DeviceStatus(device: device, online: false)))
            now = now + .seconds(30)
            let back = DeviceStatus(
                device: device, online: true, kind: "loudspeaker", firmware: "2.1.0", clockOffsetMilliseconds: -40)
            try hand(.device(back))
        }
        for _ in 0..<4 {
            try hand(.tick)
            now = now + .minutes(330)
        }
    }

    private func hand(_ input: Input) throws {
        for entry in try desk.take(input, now: now).entries { try append(entry) }
    }

    private func append(_ entry: Entry) throws {
        let length = lines.bytes.count
        try codec.append(entry, at: now, to: &lines)
        types[type(of: lines.bytes[length...]), default: 0] += 1
        if lines.bytes.count > 1 << 18 { try commit() }
    }

    private func commit() throws {
        try store.commit(JournalBatch(lines: lines))
        lines = JournalLines(first: lines.end)
    }

    private func type(of line: ArraySlice<UInt8>) -> String {
        let view = try? line.withUnsafeBytes { bytes in
            let view = try EnvelopeView(UnsafeRawBufferPointer(rebasing: bytes.dropLast()), depth: .envelope)
            return String(decoding: bytes[view.type], as: UTF8.self)
        }
        return view ?? "unreadable"
    }
}
