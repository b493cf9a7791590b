import Alerts
public import ArgumentParser
public import Console
import Foundation

/// `tocsin user`
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user",
        abstract: "Accounts of the console and of programs.",
        discussion: """
            They stand in accounts.json in the data folder. A running service takes changes over within a second.

            Roles: duty (stands watch), grid (looks after grids), evaluator (checks, never sees personal data), admin (runs the \
            system), source (a program that brings alerts, with a token).
            """,
        subcommands: [
            UserAddCommand.self, UserListCommand.self, UserRemoveCommand.self, UserPasswordCommand.self, UserRoleCommand.self,
            UserTokenCommand.self,
        ])
}

extension Role: ExpressibleByArgument {}

/// The account that a command is about.
struct AccountOptions: ParsableArguments {
    @Argument(help: ArgumentHelp("The account's name.", valueName: "name"))
    var name: String

    @OptionGroup var configuration: ConfigurationOption

    func validate() throws {
        guard Identifier.isValid(name) else { throw ValidationError("the name must have the form \(Identifier.form)") }
    }

    /// The file of the accounts.
    func file() throws -> AccountFile { AccountFile(dataFolder: try configuration.load().data) }

    /// Changes the account.
    func change(_ body: (inout Account) throws -> Void) throws {
        try file().change { content in
            guard let index = content.accounts.firstIndex(where: { $0.name == name }) else {
                throw CommandFailure("there is no account \(name); `tocsin user list` shows them")
            }
            try body(&content.accounts[index])
        }
    }
}

/// `tocsin user add`
struct UserAddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add an account.",
        discussion: """
            The password is asked for, or read from the first line of --password-file (- is standard input). A source has no password; \
            make a token for it.

            EXAMPLES
              tocsin user add li --role duty --staff duty-1
              tocsin user add county --role source && tocsin user token county
            """)

    @OptionGroup var account: AccountOptions

    @Option(help: "What it is for: duty, grid, evaluator, admin or source.")
    var role: Role

    @Option(help: ArgumentHelp("The staff identifier in the register.", valueName: "staff"))
    var staff: String?

    @Option(help: ArgumentHelp("How the name is shown, for instance an evaluator's unit and name.", valueName: "words"))
    var label: String?

    @OptionGroup var password: PasswordInput

    func validate() throws {
        if let staff, !Identifier.isValid(staff) { throw ValidationError("--staff must have the form \(Identifier.form)") }
    }

    func run() throws {
        let file = try account.file()
        guard try file.read()[account.name] == nil else {
            throw CommandFailure("there is an account \(account.name) already; `tocsin user role` or `password` changes it")
        }
        var new = Account(name: account.name, role: role, staff: staff, label: label)
        if role != .source { new.password = try PasswordHash(try password.read()) }
        try file.change { content in
            guard content[account.name] == nil else { throw CommandFailure("there is an account \(account.name) already") }
            content.accounts.append(new)
        }
        Surroundings.current.output.line("account \(account.name) is there, role \(role.rawValue)")
    }
}

/// `tocsin user list`
struct UserListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the accounts.")

    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    private struct Row: Encodable {
        var name: String
        var role: Role
        var staff: String?
        var label: String?
        var password: Bool
        var tokens: [String]
    }

    func run() throws {
        let accounts = try AccountFile(dataFolder: try configuration.load().data).read().accounts.sorted { $0.name < $1.name }
        let output = Surroundings.current.output
        if json.isOn {
            let rows = accounts.map {
                Row(
                    name: $0.name, role: $0.role, staff: $0.staff, label: $0.label, password: $0.password != nil,
                    tokens: $0.tokens.map(\.note))
            }
            output.write(try JSONOutput.line(rows, zone: .current))
        } else {
            for account in accounts {
                let parts = [account.staff.map { "staff \($0)" }, account.label, "\(account.tokens.count) tokens"].compactMap(
                    \.self)
                output.line(TextWidth.harmless("\(account.name)  \(account.role.rawValue)  \(parts.joined(separator: ", "))"))
            }
        }
    }
}

/// `tocsin user remove`
struct UserRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove an account with its tokens; it is signed out at once.")

    @OptionGroup var account: AccountOptions

    func run() throws {
        try account.file().change { content in
            guard content[account.name] != nil else { throw CommandFailure("there is no account \(account.name)") }
            content.accounts.removeAll { $0.name == account.name }
        }
        Surroundings.current.output.line("account \(account.name) is gone")
    }
}

/// `tocsin user password`
struct UserPasswordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Give an account a new password; it is signed out everywhere.")

    @OptionGroup var account: AccountOptions
    @OptionGroup var password: PasswordInput

    func run() throws {
        let hash = try PasswordHash(try password.read())
        try account.change { account in
            account.password = hash
            account.generation += 1
        }
        Surroundings.current.output.line("account \(account.name) has a new password")
    }
}

/// `tocsin user role`
struct UserRoleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Give an account another role; it is signed out everywhere.")

    @OptionGroup var account: AccountOptions

    @Argument(help: "duty, grid, evaluator, admin or source.")
    var role: Role

    func run() throws {
        try account.change { account in
            account.role = role
            account.generation += 1
        }
        Surroundings.current.output.line("account \(account.name) has the role \(role.rawValue)")
    }
}

/// `tocsin user token`
struct UserTokenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token",
        abstract: "Make a token for an account, or take all of its tokens away.",
        discussion: "The token is shown once; only its hash is kept. Programs send it as Authorization: Bearer TOKEN.")

    @OptionGroup var account: AccountOptions

    @Option(help: ArgumentHelp("What it is for.", valueName: "words"))
    var note = ""

    @Flag(help: "Take all tokens away instead.")
    var revoke = false

    func run() throws {
        let output = Surroundings.current.output
        if revoke {
            try account.change { $0.tokens = [] }
            return output.line("account \(account.name) has no tokens any more")
        }
        output.line(try account.file().change { content in try content.addToken(to: account.name, note: note) })
    }
}
