import Alerts
import Foundation
import Glibc
import Testing

@testable import Console

/// The file of the accounts: for its owner alone, never half there, and changed by several at once without a loss.
@Suite struct AccountFileTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "accounts-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    @Test("It has mode 0600 and reads back; passwords and tokens are kept as hashes")
    func keeping() throws {
        try withFolder { folder in
            let file = AccountFile(dataFolder: folder)
            var account = Account(name: "li", role: .duty, staff: "duty-1")
            account.password = try PasswordHash("a long password")
            let token = try file.change { content in
                content.accounts.append(account)
                return try content.addToken(to: "li", note: "test")
            }
            var status = stat()
            #expect(stat(file.path, &status) == 0 && status.st_mode & 0o777 == 0o600)
            let text = try String(contentsOfFile: file.path, encoding: .utf8)
            #expect(!text.contains("a long password") && !text.contains(token))
            let read = try #require(try file.read()["li"])
            #expect(read.password?.matches("a long password") == true)
            #expect(read.password?.matches("another password") == false)
            let book = try AccountBook(file)
            #expect(book.account(token: token, now: .init(milliseconds: 5000))?.name == "li")
            #expect(book.account(token: token + "0", now: .init(milliseconds: 5000)) == nil)
        }
    }

    @Test("Changes at the same time are all there")
    func together() throws {
        try withFolder { folder in
            let file = AccountFile(dataFolder: folder)
            DispatchQueue.concurrentPerform(iterations: 24) { index in
                try? file.change { $0.accounts.append(Account(name: "u\(index)", role: .grid)) }
            }
            let names = try file.read().accounts.map(\.name)
            #expect(Set(names).count == 24)
        }
    }

    @Test("A damaged file is said to be so, and nothing is overwritten")
    func damaged() throws {
        try withFolder { folder in
            let file = AccountFile(dataFolder: folder)
            try file.change { $0.accounts = [Account(name: "li", role: .duty)] }
            try "{".write(toFile: file.path, atomically: true, encoding: .utf8)
            #expect(throws: AccountError.self) { try file.read() }
            #expect(throws: AccountError.self) { try file.change { $0.accounts = [] } }
            #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "{")
        }
    }
}
