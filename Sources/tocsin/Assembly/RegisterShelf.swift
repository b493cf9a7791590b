import Alerts
import Community
import Crypto
import Engine
import Foundation
import Record
import Storage
import Synchronization

/// The register in force, with its personal data, beside the journal that knows it by pseudonyms only.
final class RegisterShelf: Sendable {
    /// A register that was read from a folder and may be adopted.
    struct Imported: Sendable {
        let files: Community.RegisterFiles
        let register: Register
        let findings: [RegisterFinding]
    }

    private let store: any JournalStore
    private let community: String
    private let now: @Sendable () -> Moment
    private let current = Mutex<(version: Int, register: Register)?>(nil)
    private let phones = Mutex<[Pseudonym: PhoneBookEntry]>([:])
    private let staffPhones = Mutex<Set<Pseudonym>>([])
    private let pseudonymKey = Mutex<SymmetricKey?>(nil)
    /// The last earlier version that was asked for.
    private let earlier = Mutex<(version: Int, register: Register)?>(nil)

    init(store: any JournalStore, community: String, now: @escaping @Sendable () -> Moment) {
        self.store = store
        self.community = community
        self.now = now
    }

    /// The register in force; nil before the first.
    var register: Register? { current.withLock { $0?.register } }

    /// A register version, nil for the one in force; nil where its files are not kept or cannot be read any more.
    func register(version: Int?) -> Register? {
        let inForce = current.withLock { $0 }
        guard let version, version != inForce?.version else { return inForce?.register }
        if let known = earlier.withLock({ $0 }), known.version == version { return known.register }
        guard let stored = try? store.register(version: version) else { return nil }
        let reading = Register.read(
            Community.RegisterFiles(stored.files), today: now().stamped(in: .current).local.date, previous: nil)
        if let register = reading.register { earlier.withLock { $0 = (version, register) } }
        return reading.register
    }

    /// The name of a person or home in the journal; nil where the key is gone.
    func pseudonym(_ kind: String, _ identifier: String) throws -> Pseudonym? {
        try store.secret(named: Opening.pseudonymKey).map {
            Pseudonym(kind: kind, identifier: identifier, key: SymmetricKey(data: $0))
        }
    }

    /// Reads a register folder; nothing is adopted.
    ///
    /// - Throws: `RegisterRefused` with the findings where there is an error in it.
    func read(folder: String) throws -> Imported {
        let files = try Community.RegisterFiles(directory: URL(filePath: folder))
        let today = now().stamped(in: .current).local.date
        let reading = Register.read(files, today: today, previous: register, community: community)
        guard let register = reading.register else { throw RegisterRefused(folder: folder, findings: reading.findings) }
        return Imported(files: files, register: register, findings: reading.findings)
    }

    /// Puts a register in force: its files and its lines in one commit.
    ///
    /// - Returns: the new version.
    @discardableResult
    func adopt(_ imported: Imported, by writer: JournalWriter) throws -> Int {
        let last = try current.withLock { $0?.version } ?? store.registerVersions().last ?? 0
        let version = last + 1
        let existing = try store.secret(named: Opening.pseudonymKey)
        let key = existing.map { SymmetricKey(data: $0) } ?? SymmetricKey(size: .bits256)
        let secrets = existing == nil ? [Secret(name: Opening.pseudonymKey, value: key.withUnsafeBytes { Array($0) })] : []
        let stored = Storage.RegisterFiles(
            version: version, hash: imported.files.hash,
            files: Dictionary(uniqueKeysWithValues: imported.files.present.map { ($0, imported.files[$0] ?? []) }))
        let entries = RegisterAdoption.entries(imported.register.roster(version: version, key: key))
        try writer.write(entries, register: stored, secrets: secrets)
        putInForce(imported.register, version: version, key: key)
        return version
    }

    /// Reads a register folder and puts it in force.
    func importRegister(_ folder: String, by writer: JournalWriter) throws -> ControlAnswer {
        let imported = try read(folder: folder)
        let version = try adopt(imported, by: writer)
        return .done(
            "register version \(version) with \(imported.register.householdCount) households is in force",
            findings: imported.findings.map { PlacedFinding($0, folder: folder) })
    }

    /// Loads the version that the journal has in force.
    func load() throws {
        guard let version = try store.registerVersions().last, let stored = try store.register(version: version) else { return }
        let files = Community.RegisterFiles(stored.files)
        guard files.hash == stored.hash else {
            throw ServiceProblem("the stored register \(version) does not have the hash that the journal names; import it again")
        }
        let reading = Register.read(files, today: now().stamped(in: .current).local.date, previous: nil)
        guard let register = reading.register else {
            throw RegisterRefused(folder: "the stored register \(version)", findings: reading.findings)
        }
        guard let key = try store.secret(named: Opening.pseudonymKey) else {
            throw ServiceProblem("the key of the register's pseudonyms is gone; import the register again")
        }
        putInForce(register, version: version, key: SymmetricKey(data: key))
    }

    private func putInForce(_ register: Register, version: Int, key: SymmetricKey) {
        current.withLock { $0 = (version, register) }
        phones.withLock { $0 = register.phoneBook(key: key) }
        let ofStaff = register.staff.compactMap(\.phone).map { Pseudonym(phone: $0, key: key) }
        staffPhones.withLock { $0 = Set(ofStaff) }
        pseudonymKey.withLock { $0 = key }
    }

    /// The number behind a phone's pseudonym in the register in force.
    @Sendable func phone(_ pseudonym: Pseudonym) -> PhoneBookEntry? { phones.withLock { $0[pseudonym] } }

    /// Whether a phone is that of a member of staff.
    func isStaffPhone(_ pseudonym: Pseudonym) -> Bool { staffPhones.withLock { $0.contains(pseudonym) } }

    /// The identifier of a grid of the register in force.
    func gridName(_ index: UInt16) -> String? {
        register.flatMap { $0.grids.indices.contains(Int(index)) ? $0.grids[Int(index)] : nil }
    }

    /// The pseudonym of a number, whether or not the register has it; nil before the first register.
    @Sendable func pseudonym(of phone: Phone) -> Pseudonym? {
        pseudonymKey.withLock { $0 }.map { Pseudonym(phone: phone, key: $0) }
    }

    /// The secret that gateways' callback keys are made from.
    func callbackSecret() throws -> SymmetricKey {
        guard let key = pseudonymKey.withLock({ $0 }) else { throw ServiceProblem("no register is in force") }
        return key
    }

    /// The pseudonym of a member of staff; nil where the register does not know them.
    func pseudonym(ofStaff identifier: String) throws -> Pseudonym? {
        guard let register, register.index(ofStaff: identifier) != nil, let key = try store.secret(named: Opening.pseudonymKey)
        else { return nil }
        return Pseudonym(kind: "staff", identifier: identifier, key: SymmetricKey(data: key))
    }
}

/// A register with errors, which changes nothing.
struct RegisterRefused: Error, CustomStringConvertible {
    let folder: String
    let findings: [RegisterFinding]

    /// The refusal as an answer to a command.
    var answer: ControlAnswer {
        .refused(
            "the register in \(folder) has errors and was not adopted; the one in force stays",
            findings: findings.map { PlacedFinding($0, folder: folder) })
    }

    var description: String {
        let errors = findings.filter { $0.severity == .error }
        let shown = errors.prefix(20).map { "\($0.file):\($0.line):\($0.column): \($0.text)" }
        return "\(folder) has \(errors.count) errors and was not adopted; the register in force stays:\n"
            + shown.joined(separator: "\n")
    }
}

extension PlacedFinding {
    /// A finding of the register, at its place in a folder.
    init(_ finding: RegisterFinding, folder: String) {
        let prefix = folder.hasSuffix("/") ? folder : "\(folder)/"
        self.init(
            severity: finding.severity == .error ? .error : .warning,
            place: Place("\(prefix)\(finding.file)", line: finding.line, column: finding.column),
            text: finding.text)
    }
}
