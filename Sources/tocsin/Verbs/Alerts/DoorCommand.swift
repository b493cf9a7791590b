import Alerts
public import ArgumentParser
import Community
import Foundation
public import Record

/// `tocsin door`
struct DoorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "door",
        abstract: "Type in what people found at doors and on rounds, from paper or by telephone (补录).",
        discussion: """
            What is typed in is marked and counted apart. It counts for the time that is given, within the policy's hours after the means \
            came back.
            """,
        subcommands: [DoorRecordCommand.self, DoorRoundCommand.self, DoorVoidCommand.self])
}

/// Where a record comes from, on the command line.
struct PaperOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Who was there: a staff identifier of the register.", valueName: "staff"))
    var by: String

    @Option(help: ArgumentHelp("The number of the paper form, such as F5-000012.", valueName: "number"))
    var form: String?

    @Option(help: ArgumentHelp("The row of the form, from 1; the same row again is the same record.", valueName: "row"))
    var row: Int?

    @Option(
        name: .customLong("entered-by"), help: ArgumentHelp("Who types it in, where that is somebody else.", valueName: "staff"))
    var enteredBy: String?

    @Option(help: ArgumentHelp("The alert; all that are in force where it is left out.", valueName: "alert"))
    var alert: String?

    @Option(help: ArgumentHelp("The record that this one takes the place of, 16 hexadecimal digits.", valueName: "record"))
    var corrects: String?

    func validate() throws {
        for (name, value) in [("--by", Optional(by)), ("--entered-by", enteredBy)] {
            if let value, !Identifier.isValid(value) { throw ValidationError("\(name) must have the form \(Identifier.form)") }
        }
        if let alert, AlertID(alert) == nil {
            throw ValidationError("--alert \(alert) is not an alert id of 16 hexadecimal digits")
        }
        if let corrects, RecordID(corrects) == nil { throw ValidationError("--corrects \(corrects) is not a record's name") }
        if (form == nil) != (row == nil) { throw ValidationError("--form and --row go together") }
        if let row, !(1...999).contains(row) { throw ValidationError("--row is not in 1 to 999") }
    }

    /// The paper that a request names.
    var paper: PaperRequest {
        PaperRequest(
            by: by, form: form?.uppercased(), row: row, enteredBy: enteredBy, alert: alert.flatMap { AlertID($0) },
            corrects: corrects.flatMap { RecordID($0) })
    }

    /// A time of the options.
    static func moment(_ name: String, _ text: String) throws -> Moment {
        guard let stamp = TimeText.read(text, now: Surroundings.now(), zone: .current) else {
            throw ValidationError("\(name) is not a time: \(TimeText.form)")
        }
        return stamp.moment
    }
}

/// `tocsin door record`
struct DoorRecordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record what somebody found at a door.",
        discussion: """
            Results: \(DoorResult.allCases.map(\.rawValue).joined(separator: ", ")).

            Times: \(TimeText.form).

            EXAMPLES
              tocsin door record 3-2-501 --result told --whom resident --at 2026-07-01T14:20 --by g3-1 --form F5-000012 --row 4
              tocsin door record 3-2-502 --result away --whom relative --at 2026-07-01T14:25 --by g3-1 --form F5-000012 --row 5 \\
                --corrects 9f86d081884c7d65
            """)

    @Argument(help: ArgumentHelp("The household, as in households.csv.", valueName: "household"))
    var household: String

    @Option(help: ArgumentHelp("What was found.", valueName: "result"))
    var result: DoorResult

    @Option(help: ArgumentHelp("Whom they spoke with: resident, relative, neighbour or carer.", valueName: "whom"))
    var whom: SpokenWith?

    @Flag(help: "The vulnerable persons of the household were told themselves (已告知本人), by a helper's word.")
    var told = false

    @Option(help: ArgumentHelp("When they were there.", valueName: "time"))
    var at: String

    @OptionGroup var paper: PaperOptions
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func validate() throws {
        guard Identifier.isValid(household) else { throw ValidationError("the household must have the form \(Identifier.form)") }
        _ = try PaperOptions.moment("--at", at)
    }

    func run() async throws {
        let door = DoorRequest(
            household: household, result: result, whom: whom, told: told, at: try PaperOptions.moment("--at", at),
            paper: paper.paper)
        try await ServiceRequest.send(.recordDoor(door), configuration, json)
    }
}

/// `tocsin door round`
struct DoorRoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "round",
        abstract: "Record a round with whistle, gong, van or loudhailer.",
        discussion: """
            EXAMPLE
              tocsin door round g1/1号楼 g1/2号楼 --means gong --from 2026-07-01T14:10 --to 2026-07-01T14:25 --by g1-1 --form F2-000003 --row 1
            """)

    @Argument(
        help: ArgumentHelp("The buildings that were passed, GRID/BUILDING, in the order of the route.", valueName: "building"))
    var buildings: [String]

    @Option(help: ArgumentHelp("By what: whistle, gong, van or loudhailer.", valueName: "means"))
    var means: RoundRecorded.Means

    @Option(help: ArgumentHelp("When it began.", valueName: "time"))
    var from: String

    @Option(help: ArgumentHelp("When it ended.", valueName: "time"))
    var to: String

    @OptionGroup var paper: PaperOptions
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func validate() throws {
        guard try PaperOptions.moment("--from", from) < PaperOptions.moment("--to", to) else {
            throw ValidationError("--from lies after --to")
        }
    }

    func run() async throws {
        let round = RoundRequest(
            buildings: buildings, means: means, from: try PaperOptions.moment("--from", from),
            to: try PaperOptions.moment("--to", to), paper: paper.paper)
        try await ServiceRequest.send(.recordRound(round), configuration, json)
    }
}

/// `tocsin door void`
struct DoorVoidCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "void", abstract: "Take a record back: it counts no more, and nothing takes its place.")

    @Argument(help: ArgumentHelp("The record's name, 16 hexadecimal digits.", valueName: "record"))
    var record: String

    @Option(help: ArgumentHelp("Who takes it back: its maker, a duty officer or the head.", valueName: "staff"))
    var by: String

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    func validate() throws {
        guard RecordID(record) != nil else { throw ValidationError("\(record) is not a record's name of 16 hexadecimal digits") }
        guard Identifier.isValid(by) else { throw ValidationError("--by must have the form \(Identifier.form)") }
    }

    func run() async throws {
        guard let name = RecordID(record) else { return }
        try await ServiceRequest.send(.voidRecord(name, by: by), configuration, json)
    }
}

extension DoorResult: ExpressibleByArgument {}
extension SpokenWith: ExpressibleByArgument {}
extension RoundRecorded.Means: ExpressibleByArgument {}
