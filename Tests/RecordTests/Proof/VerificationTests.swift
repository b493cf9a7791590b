import Alerts
import Foundation
import Record
import Testing

@Suite struct VerificationTests {
    @Test func anUntouchedJournalIsConsistent() throws {
        for count in [1, 2, 3, 100] {
            let sample = try Sample(lines: count)
            let report = try sample.verify(sample.lines.bytes)
            #expect(report.isConsistent)
            #expect(report.isSignatureGenuine)
            #expect(report.lines == count)
            #expect(report.bytes == sample.lines.bytes.count)
            #expect(report.root == report.checkpoint?.root)
            #expect(report.linesBeyondCheckpoint == 0)
        }
    }

    @Test func anEmptyJournalIsConsistentWithTheEmptyCheckpoint() throws {
        let sample = try Sample(lines: 0)
        let report = try sample.verify([])
        #expect(report.isConsistent)
        #expect(report.root == .empty)
    }

    @Test func aMissingLastNewlineChangesNothing() throws {
        let sample = try Sample(lines: 5)
        #expect(try sample.verify(sample.lines.bytes.dropLast()).isConsistent)
    }

    /// Every bit of every byte: the finding names the line itself, or a range that holds it.
    @Test func everyFlippedBitIsFound() throws {
        let sample = try Sample(lines: 7)
        let stored = try [2, 5].map { try sample.note(size: $0) }
        let verification = try JournalVerification(
            checkpoint: try sample.note(size: 7), others: stored, key: sample.key.verifierKey)
        let folder = try TemporaryFolder()
        var line = 0
        for index in sample.lines.bytes.indices {
            for bit in 0..<8 {
                var bytes = sample.lines.bytes
                bytes[index] ^= 1 << UInt8(bit)
                let report = try verification.verify(path: folder.write("journal.jsonl", bytes))
                #expect(!report.isConsistent, "byte \(index), bit \(bit)")
                #expect(names(report, line), "byte \(index), bit \(bit), line \(line): \(report.findings)")
            }
            if sample.lines.bytes[index] == 0x0A { line += 1 }
        }
    }

    private func names(_ report: JournalReport, _ line: Int) -> Bool {
        report.findings.contains { finding in
            switch finding {
            case .line(let seq, _): seq == line
            case .root(_, _, _, let lines): lines.contains(line)
            default: false
            }
        }
    }

    @Test func removedAddedAndMovedLinesAreNamed() throws {
        let sample = try Sample(lines: 9)
        var lines = sample.split
        lines.remove(at: 4)
        #expect(try report(sample, lines).findings.first == .line(seq: 4, .sequence(found: 5)))
        lines = sample.split
        lines.insert(lines[6], at: 3)
        #expect(try report(sample, lines).findings.first == .line(seq: 3, .sequence(found: 6)))
        lines = sample.split
        lines.swapAt(1, 2)
        #expect(try report(sample, lines).findings.first == .line(seq: 1, .sequence(found: 2)))
        lines = sample.split
        lines.insert([], at: 2)
        #expect(try report(sample, lines).findings.first == .line(seq: 2, .envelope(.empty)))
        lines = sample.split.map { $0 + [0x0D] }
        #expect(try report(sample, lines).firstBadLine == 0)
    }

    private func report(_ sample: Sample, _ lines: [[UInt8]]) throws -> JournalReport {
        try sample.verify(lines.flatMap { $0 + [0x0A] })
    }

    @Test func timesThatGoBackAreNamed() throws {
        let sample = try Sample(lines: 6)
        var lines = JournalLines(first: 0)
        let moments: [Int64] = [10, 20, 20, 15, 12, 30]
        for moment in moments {
            let at = Timestamp(moment: Moment(milliseconds: moment), offsetMinutes: 480)
            lines.append(at: at, type: "a") { $0 += Array("{}".utf8) }
        }
        let found = try sample.verify(lines.bytes).findings.first
        #expect(found == .line(seq: 3, .time(found: Moment(milliseconds: 15), before: Moment(milliseconds: 20))))
    }

    @Test func aChangeIsNarrowedDownByStoredCheckpoints() throws {
        let sample = try Sample(lines: 100)
        let stored = try stride(from: 10, through: 90, by: 10).map { try sample.note(size: $0) }
        for changed in [0, 9, 10, 34, 89, 90, 99] {
            var lines = sample.split
            // A change that leaves a well-formed line behind: only the hashes can tell.
            let at = try #require(lines[changed].firstIndex(of: UInt8(ascii: "l")))
            lines[changed][at] = UInt8(ascii: "m")
            let report = try sample.verify(lines.flatMap { $0 + [0x0A] }, others: stored)
            let range = changed / 10 * 10..<changed / 10 * 10 + 10
            guard case .root(let size, _, _, range)? = report.findings.first else {
                Issue.record("\(changed): \(report.findings)")
                continue
            }
            #expect(size == range.upperBound)
            #expect(report.findings.count == 1)
            #expect(report.agreeingCheckpoints == changed / 10)
        }
    }

    @Test func aSmallerCheckpointVouchesForThePrefix() throws {
        let sample = try Sample(lines: 20)
        let report = try sample.verify(sample.lines.bytes, size: 13)
        #expect(report.isConsistent)
        #expect(report.linesBeyondCheckpoint == 7)
        var lines = sample.split
        let at = try #require(lines[15].firstIndex(of: UInt8(ascii: "l")))
        lines[15][at] = UInt8(ascii: "m")
        #expect(try sample.verify(lines.flatMap { $0 + [0x0A] }, size: 13).isConsistent)
        lines[12][at] = UInt8(ascii: "m")
        #expect(try !sample.verify(lines.flatMap { $0 + [0x0A] }, size: 13).isConsistent)
    }

    @Test func aMissingEndIsFound() throws {
        let sample = try Sample(lines: 20)
        let lines: [UInt8] = sample.split.prefix(17).flatMap { $0 + [0x0A] }
        #expect(try sample.verify(lines).findings == [.short(lines: 17, size: 20)])
        #expect(try sample.verify([]).findings == [.short(lines: 0, size: 20)])
    }

    @Test func foreignAndForgedCheckpointsAreFound() throws {
        let sample = try Sample(lines: 8)
        let root = try Checkpoint(sample.note(size: 8)).root
        let stranger = SigningKey(generatedFor: Sample.origin)
        let forged = try stranger.sign(Checkpoint(origin: Sample.origin, size: 8, root: root))
        let foreign = try sample.key.sign(Checkpoint(origin: "tocsin/2", size: 8, root: root))
        let stray = try sample.key.sign(Checkpoint(origin: Sample.origin, size: 3, root: .empty))
        let report = try sample.verify(sample.lines.bytes, others: [forged, foreign, stray])
        #expect(report.isSignatureGenuine)
        #expect(report.findings.count == 3)
        #expect(report.findings.first == .stray(size: 3))
        #expect(report.findings.contains(.origin(size: 8, found: "tocsin/2", expected: Sample.origin)))
        guard case .signature(size: 8, .unsigned)? = report.findings.dropFirst().first else {
            Issue.record("\(report.findings)")
            return
        }
    }

    @Test func withoutCheckpointAndKeyOnlyTheLinesAreLookedAt() throws {
        let sample = try Sample(lines: 8)
        let folder = try TemporaryFolder()
        let path = try folder.write("journal.jsonl", sample.lines.bytes)
        let report = try JournalVerification(checkpoint: nil, key: nil).verify(path: path)
        #expect(report.isConsistent)
        #expect(!report.isSignatureGenuine)
        #expect(report.checkpoint == nil)
        #expect(report.root == (try Checkpoint(sample.note(size: 8)).root))
    }

    /// Larger than the blocks that are read, with lines shorter and longer than the pieces they are parted into.
    @Test func manyAndLongLinesAreReadInBlocks() throws {
        let sample = try Sample(lines: 3000) { $0 == 2000 ? 9 << 19 : $0 % 300 }
        let cuts = try [1, 1023, 1024, 2001, 2999].map { try sample.note(size: $0) }
        let report = try sample.verify(sample.lines.bytes, others: cuts)
        #expect(report.isConsistent, "\(report.findings)")
        #expect(report.agreeingCheckpoints == 5)
        #expect(report.lines == 3000)
        var ends: [Int] = []
        sample.lines.forEach { _, line in ends.append((ends.last ?? 0) + line.count + 1) }
        for changed in [1999, 2000, 2999] {
            var bytes = sample.lines.bytes
            bytes[ends[changed] - 2] = UInt8(ascii: ",")
            #expect(try sample.verify(bytes).firstBadLine == changed)
        }
    }

    @Test func linesFromTheStoreAreVerifiedToo() throws {
        let sample = try Sample(lines: 5000)
        let verification = try JournalVerification(checkpoint: try sample.note(size: 5000), key: sample.key.verifierKey)
        var verifier = verification.verifier()
        for piece in sample.lines.pieces(ofBytes: 70_000) { verifier.read(piece) }
        #expect(verification.report(verifier).isConsistent)
    }

    @Test func bundlesAreVerifiedFromTheirFiles() throws {
        let sample = try Sample(lines: 12)
        let folder = try TemporaryFolder()
        #expect(throws: JournalBundleError.file(JournalFileError(path: "\(folder.path)/checkpoint", code: ENOENT))) {
            try JournalBundle(folder: folder.path)
        }
        _ = try folder.write("checkpoint", Array(sample.note(size: 12).description.utf8))
        _ = try folder.write("public-key", Array("\(sample.key.verifierKey)\n".utf8))
        let bundle = try JournalBundle(folder: folder.path)
        #expect(throws: JournalFileError(path: "\(folder.path)/journal.jsonl", code: ENOENT)) { try bundle.verify() }
        _ = try folder.write("journal.jsonl", sample.lines.bytes)
        #expect(try bundle.verify().isConsistent)
        #expect(throws: JournalFileError(path: folder.path, code: EISDIR)) {
            try JournalVerification(checkpoint: nil, key: nil).verify(path: folder.path)
        }
    }
}
