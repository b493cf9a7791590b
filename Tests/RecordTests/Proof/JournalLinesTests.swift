import Alerts
import Record
import Testing

@Suite struct JournalLinesTests {
    @Test func linesComeBackWithTheirNumbers() {
        let lines = Sample.lines(5)
        var numbers: [Int] = []
        var bytes: [UInt8] = []
        lines.forEach { seq, line in
            numbers.append(seq)
            bytes += Array(line) + [0x0A]
        }
        #expect(numbers == [0, 1, 2, 3, 4])
        #expect(bytes == lines.bytes)
        #expect(JournalLines(first: 0, count: 5, stored: lines.bytes) == lines)
    }

    @Test func storedBytesMustBeThatManyLines() {
        let bytes = Sample.lines(5).bytes
        #expect(JournalLines(first: 0, count: 4, stored: bytes) == nil)
        #expect(JournalLines(first: 0, count: 6, stored: bytes) == nil)
        #expect(JournalLines(first: 0, count: 5, stored: bytes.dropLast()) == nil)
        #expect(JournalLines(first: 9, count: 0, stored: [])?.end == 9)
    }

    @Test(arguments: [1, 60, 200, 333, 1000, 100_000]) func piecesFollowEachOther(limit: Int) {
        let lines = Sample.lines(40) { $0 * 7 % 50 }
        let pieces = lines.pieces(ofBytes: limit)
        #expect(pieces.flatMap(\.bytes) == lines.bytes)
        #expect(pieces.map(\.count).reduce(0, +) == 40)
        var next = 0
        for piece in pieces {
            #expect(piece.first == next)
            #expect(piece.bytes.count <= limit || piece.count == 1)
            #expect(JournalLines(first: piece.first, count: piece.count, stored: piece.bytes) == piece)
            next = piece.end
        }
        #expect(JournalLines(first: 3).pieces(ofBytes: limit).isEmpty)
    }

    @Test func suffixBeginsWhereAsked() {
        let lines = Sample.lines(10)
        for seq in 0..<10 {
            let suffix = lines.suffix(from: seq)
            #expect(suffix.first == seq)
            #expect(suffix.end == 10)
            #expect(lines.bytes.suffix(suffix.bytes.count) == suffix.bytes[...])
        }
        #expect(lines.suffix(from: 10).isEmpty)
        #expect(lines.suffix(from: 11).first == 10)
    }

    @Test func aFailingEntryLeavesNoTrace() {
        struct Failure: Error {}
        var lines = Sample.lines(2)
        let before = lines
        let at = Timestamp(moment: .epoch, offsetMinutes: 0)
        #expect(throws: Failure.self) {
            try lines.append(at: at, type: "a") { bytes throws(Failure) in
                bytes += [0x7B]
                throw Failure()
            }
        }
        #expect(lines == before)
    }
}
