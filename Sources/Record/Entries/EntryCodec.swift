public import Alerts
public import Foundation

/// Turns entries into the bytes of lines and back. The bytes are the record itself; the same entry at the same place is always the
/// same bytes.
public struct EntryCodec {
    private let zone: TimeZone
    private let encoder: JSONEncoder
    private let decoder: JSONDecoder
    private var stampCache: (hour: Int64, offsetMinutes: Int)?

    /// A codec that writes times in a community's zone.
    public init(zone: TimeZone) {
        self.zone = zone
        encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.userInfo[Moment.zoneKey] = zone
        decoder = JSONDecoder()
    }

    /// Appends the line of an entry to the lines before it.
    ///
    /// - Throws: `EncodingError` where a figure is not a number; entries made by this program have none.
    public mutating func append(_ entry: Entry, at: Moment, to lines: inout JournalLines) throws {
        let stamp = timestamp(at)
        if case .receiptAccepted(let receipt) = entry, receipt.isCommon {
            let zoned = ReceiptLine(offsetMinutes: stamp.offsetMinutes)
            lines.append(at: stamp, type: "receipt.accepted") { zoned.append(receipt, to: &$0) }
            return
        }
        let (name, payload) = EntryType.parts(of: entry)
        let data = try encoder.encode(payload)
        lines.append(at: stamp, type: name) { $0.append(contentsOf: data) }
    }

    /// Reads an entry from its line.
    ///
    /// - Throws: `DecodingError` where the data does not fit its type.
    /// - Returns: nil for a type that this version does not know.
    public func entry(_ view: EnvelopeView, of line: UnsafeRawBufferPointer) throws -> Entry? {
        let type = UnsafeRawBufferPointer(rebasing: line[view.type])
        let data = UnsafeRawBufferPointer(rebasing: line[view.data])
        if let entry = CommonLines.read(type, data) { return entry }
        return try entry(type: String(decoding: type, as: UTF8.self), data: data)
    }

    /// Reads an entry from the parts of its line.
    ///
    /// - Throws: `DecodingError` where the data does not fit its type.
    /// - Returns: nil for a type that this version does not know.
    public func entry(type: String, data: UnsafeRawBufferPointer) throws -> Entry? {
        try EntryType.entry(named: type, from: PayloadReader(decoder: decoder, data: Data(data)))
    }

    private mutating func timestamp(_ at: Moment) -> Timestamp {
        let hour = at.milliseconds / 900_000
        if let cached = stampCache, cached.hour == hour { return Timestamp(moment: at, offsetMinutes: cached.offsetMinutes) }
        let stamp = at.stamped(in: zone)
        stampCache = (hour, stamp.offsetMinutes)
        return stamp
    }
}

/// Decodes one payload as whatever type is asked for.
struct PayloadReader {
    let decoder: JSONDecoder
    let data: Data

    func read<Payload: Decodable>() throws -> Payload { try decoder.decode(Payload.self, from: data) }
}
