import ArgumentParser
import Console
import Foundation
import Glibc

/// Where a new password comes from: a file, standard input, or somebody who types it twice without seeing it.
struct PasswordInput: ParsableArguments {
    @Option(help: ArgumentHelp("The file with the password on its first line; - is standard input.", valueName: "file"))
    var passwordFile: String?

    /// The password.
    func read() throws -> String {
        let password = try text()
        guard password.count >= PasswordHash.shortest else {
            throw CommandFailure("the password is too short; it needs \(PasswordHash.shortest) characters or more")
        }
        return password
    }

    private func text() throws -> String {
        if let passwordFile, passwordFile != "-" {
            do { return try Password(file: passwordFile).secret } catch { throw CommandFailure("--password-file \(error.text)") }
        }
        guard passwordFile == nil else { return readLine() ?? "" }
        guard isatty(STDIN_FILENO) == 1 else {
            throw CommandFailure("nobody is there to type a password; give --password-file, or - for standard input")
        }
        let first = Self.ask("Password: ")
        guard first == Self.ask("Again: ") else { throw CommandFailure("the two passwords differ; nothing was changed") }
        return first
    }

    private static func ask(_ prompt: String) -> String {
        guard let typed = getpass(prompt) else { return "" }
        return String(cString: typed)
    }
}
