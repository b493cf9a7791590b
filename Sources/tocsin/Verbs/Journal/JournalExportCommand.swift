import ArgumentParser
import Record
import Storage

/// `tocsin journal export`
struct JournalExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the journal's lines to standard output, byte for byte.",
        discussion: """
            JSON Lines. The bytes of a line, without its newline, are the record itself: they are what the tree of RFC 6962 is made of. \
            No line holds a name, a phone number or an address.

            EXAMPLES
              tocsin journal export > journal.jsonl
              tocsin journal export --from 1000 --limit 10
            """)

    @OptionGroup var configuration: ConfigurationOption

    @Option(help: ArgumentHelp("The number (seq) of the first line.", valueName: "seq"))
    var from = 0

    @Option(help: ArgumentHelp("How many lines at the most.", valueName: "count"))
    var limit: Int?

    func validate() throws {
        guard from >= 0, limit ?? 0 >= 0 else { throw ValidationError("--from and --limit are whole numbers, 0 or more") }
    }

    func run() throws {
        let (_, journal) = try configuration.openJournal()
        let output = Surroundings.current.output
        var (next, left) = (from, limit ?? .max)
        // Lines that the service adds meanwhile belong to a later export.
        let end = try journal.count()
        while next < end, left > 0 {
            let page = try journal.lines(from: next, bytes: SQLiteJournalReader.pageBytes)
            let count = min(page.count, left, end - page.first)
            if count == page.count {
                output.write(page.bytes)
            } else {
                page.forEach { seq, line in if seq < page.first + count { output.write(Array(line) + [0x0A]) } }
            }
            next = page.end
            left -= count
        }
    }
}

/// `tocsin journal checkpoint`
struct JournalCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Print the latest signed checkpoint.",
        discussion: """
            The note names the journal, its number of lines and the root over them, with the community's signature (C2SP tlog-checkpoint). \
            It proves something against what somebody outside has seen: hand it to a witness, or print, stamp and file it.

            EXAMPLE
              tocsin journal checkpoint > checkpoint
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() throws {
        let (_, journal) = try configuration.openJournal()
        guard let checkpoint = try journal.latestCheckpoint() else {
            throw CommandFailure("the journal has no checkpoint yet; the service makes one within a second of its first lines")
        }
        let output = Surroundings.current.output
        guard json.isOn else { return output.write(Array(checkpoint.note.utf8)) }
        output.write(try JSONOutput.line(["checkpoint": checkpoint.note]))
    }
}

/// `tocsin journal key`
struct JournalKeyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key",
        abstract: "Print the public key that checkpoints are signed with.",
        discussion: """
            A note verifier key, as the first line of the journal names it. Evaluators should have it from the community itself, once, \
            and keep it: `tocsin journal verify --key` takes it.
            """)

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func run() throws {
        let (_, journal) = try configuration.openJournal()
        let (key, output) = (try JournalOpening(journal).opened.key, Surroundings.current.output)
        guard json.isOn else { return output.line(key) }
        output.write(try JSONOutput.line(["key": key]))
    }
}
