import ArgumentParser
import Foundation
import Record
import Storage

/// `tocsin journal verify`
struct JournalVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check that a journal is whole and unchanged, and that its figures follow from its lines.",
        discussion: """
            Without PATH, the journal of this service is checked against its stored checkpoints. With PATH, a bundle's folder or a file of \
            lines from anywhere is checked; no service, database or configuration is needed.

            A checkpoint is made by the community itself. It proves order and integrity only against what somebody else has seen: give \
            the checkpoint that a witness keeps with --witness, and a key that you have from elsewhere with --key.

            EXAMPLES
              tocsin journal verify --figures
              tocsin journal verify bundle/ --witness witnessed-checkpoint
              tocsin journal verify journal.jsonl --checkpoint checkpoint \\
                --key public-key
            """)

    @Argument(
        help: ArgumentHelp("A bundle's folder, or a file of lines (- is standard input).", valueName: "path"), completion: .file()
    )
    var path: String?

    @Option(help: ArgumentHelp("The signed checkpoint to check against.", valueName: "file"), completion: .file())
    var checkpoint: String?

    @Option(help: ArgumentHelp("The public key, <name>+<id>+<base64>, or a file that holds it.", valueName: "key|file"))
    var key: String?

    @Option(help: ArgumentHelp("A checkpoint that a witness has seen; may be given more than once.", valueName: "file"))
    var witness: [String] = []

    @Flag(help: "Compute every coverage and assessment in the journal anew.")
    var figures = false

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func validate() throws {
        if figures, path == "-" { throw ValidationError("--figures reads the lines twice; give a file instead of -") }
    }

    func run() throws {
        let witnessed = try witness.map(VerificationInput.note)
        let outcome = try path.map { try verifyElsewhere($0, witnessed) } ?? verifyOwn(witnessed)
        let surroundings = Surroundings.current
        if json.isOn {
            surroundings.output.write(try JSONOutput.line(VerificationJSON(outcome)))
        } else {
            show(outcome, surroundings)
        }
        guard outcome.isGood else { throw ExitCode.failure }
    }

    private func verifyOwn(_ witnessed: [SignedNote]) throws -> VerificationOutcome {
        let (_, journal) = try configuration.openJournal()
        let ownKey = try key.map(VerificationInput.key) ?? VerifierKey(JournalOpening(journal).opened.key)
        let latest = try checkpoint.map(VerificationInput.note) ?? journal.latestCheckpoint().map { try SignedNote($0.note) }
        let stored = try landmarks(journal)
        let verification = try JournalVerification(checkpoint: latest, others: stored + witnessed, key: ownKey)
        var verifier = verification.verifier()
        var next = 0
        while true {
            let page = try journal.lines(from: next, bytes: 4 << 20)
            guard !page.isEmpty else { break }
            verifier.read(page)
            next = page.end
        }
        var outcome = VerificationOutcome(
            name: "journal", report: verification.report(verifier), witnesses: witnessed.count, key: ownKey.description)
        if figures, outcome.report.firstBadLine == nil { outcome.figures = try FiguresCheck.run(journal) }
        return outcome
    }

    /// Stored checkpoints, spread evenly: enough to say nearly where a change is, without reading one for every second of years.
    private func landmarks(_ journal: any JournalReader) throws -> [SignedNote] {
        let lines = try journal.count()
        var sizes: Set<Int> = []
        var notes: [SignedNote] = []
        for step in 0..<Self.landmarkCount {
            guard let stored = try journal.checkpoints(from: lines * step / Self.landmarkCount, limit: 1).first,
                sizes.insert(stored.size).inserted
            else { continue }
            notes.append(try SignedNote(stored.note))
        }
        return notes
    }

    private static let landmarkCount = 256

    private func verifyElsewhere(_ path: String, _ witnessed: [SignedNote]) throws -> VerificationOutcome {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        guard exists || path == "-" else { throw CommandFailure("there is nothing at \(path)") }
        let folder = isFolder.boolValue ? path : nil
        let lines = folder.map { "\($0)/journal.jsonl" } ?? path
        let key = try self.key ?? folder.map { "\($0)/public-key" }
        let checkpoint = self.checkpoint ?? folder.map { "\($0)/checkpoint" }
        let ownKey = try key.map(VerificationInput.key)
        let verification = try JournalVerification(
            checkpoint: checkpoint.map(VerificationInput.note), others: witnessed, key: ownKey)
        var outcome = VerificationOutcome(
            name: lines, report: try verification.verify(path: lines), witnesses: witnessed.count, key: ownKey?.description)
        if figures, outcome.report.firstBadLine == nil { outcome.figures = try FiguresCheck.run(file: lines) }
        return outcome
    }

    private func show(_ outcome: VerificationOutcome, _ surroundings: Surroundings) {
        surroundings.output.lines(VerificationText.lines(outcome))
        surroundings.errors.lines(outcome.problems.map { "\(outcome.name): \(TextWidth.harmless($0))" })
    }
}
