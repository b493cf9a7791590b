/// Compares a journal with the checkpoints that were made of it.
public struct JournalVerification: Sendable {
    private let latest: SignedNote?
    private let others: [SignedNote]
    private let key: VerifierKey?
    private let checkpoints: [Checkpoint]

    /// What to compare with.
    ///
    /// - Parameters:
    ///   - checkpoint: the checkpoint that speaks for the journal; without one only the lines are looked at.
    ///   - others: further checkpoints, such as stored ones or those that a witness has seen. They narrow down where a change is.
    ///   - key: the journal's public key; without it signatures are not checked. Its name must be every checkpoint's origin.
    public init(checkpoint: SignedNote?, others: [SignedNote] = [], key: VerifierKey?) throws(NoteError) {
        latest = checkpoint
        self.others = others
        self.key = key
        var checkpoints: [Checkpoint] = []
        for note in [checkpoint].compactMap(\.self) + others { checkpoints.append(try Checkpoint(note)) }
        self.checkpoints = checkpoints
    }

    /// A verifier for the journal's lines.
    public func verifier() -> JournalVerifier { JournalVerifier(sizes: checkpoints.map(\.size)) }

    /// The verdict over lines that a verifier from here has read to the end.
    public func report(_ verifier: JournalVerifier) -> JournalReport {
        var findings = verifier.problem.map { [JournalFinding.line(seq: $0.seq, $0.problem)] } ?? []
        findings += rootFindings(verifier)
        let notes = [latest].compactMap(\.self) + others
        let noteFindings = zip(notes, checkpoints).map(findings(note:checkpoint:))
        findings += noteFindings.joined()
        let agreeing = checkpoints.dropFirst(latest == nil ? 0 : 1).filter { verifier.roots[$0.size] == $0.root }
        return JournalReport(
            lines: verifier.lines, bytes: verifier.bytes, root: verifier.tree.root,
            checkpoint: latest == nil ? nil : checkpoints[0],
            isSignatureGenuine: latest != nil && key != nil && noteFindings[0].isEmpty,
            agreeingCheckpoints: agreeing.count, findings: findings)
    }

    private func rootFindings(_ verifier: JournalVerifier) -> [JournalFinding] {
        let ascending = checkpoints.sorted { $0.size < $1.size }.filter { $0.size <= verifier.lines }
        let agrees = { (checkpoint: Checkpoint) in verifier.roots[checkpoint.size] == checkpoint.root }
        let good = ascending.last(where: agrees)?.size ?? 0
        // What agrees up to a size cannot differ before it, so a smaller checkpoint that does was made of something else.
        let stray = Set(ascending.filter { $0.size <= good && !agrees($0) }.map(\.size))
        var findings = stray.sorted().map { JournalFinding.stray(size: $0) }
        if let bad = ascending.first(where: { $0.size > good }), let found = verifier.roots[bad.size] {
            findings.append(.root(size: bad.size, expected: bad.root, found: found, lines: good..<bad.size))
        }
        if let size = checkpoints.map(\.size).max(), size > verifier.lines {
            findings.append(.short(lines: verifier.lines, size: size))
        }
        return findings
    }

    private func findings(note: SignedNote, checkpoint: Checkpoint) -> [JournalFinding] {
        guard let key else { return [] }
        guard checkpoint.origin == key.name else {
            return [.origin(size: checkpoint.size, found: checkpoint.origin, expected: key.name)]
        }
        do throws(NoteError) {
            try key.verify(note)
            return []
        } catch {
            return [.signature(size: checkpoint.size, error)]
        }
    }
}
