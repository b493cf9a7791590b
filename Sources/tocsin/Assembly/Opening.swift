import Alerts
import Community
import Crypto
import Dissemination
import Engine
import Foundation
import Record
import Storage

/// Opens the journal of a community: the key, the lines so far, and at the first start the first lines.
struct Opening {
    let configuration: ServiceConfiguration
    let rules: Rules
    let now: @Sendable () -> Moment
    /// Whether the service begins its work; a command that only changes something does not say so in the journal.
    var isService = true

    /// The name of the key file in the data folder.
    static let keyFile = "signing-key"
    /// The name under which the pseudonyms' key is kept.
    static let pseudonymKey = "pseudonyms"

    /// A journal ready to be written, and its register.
    struct Opened {
        let writer: JournalWriter
        let shelf: RegisterShelf
        let zone: TimeZone
    }

    /// Opens or begins a journal.
    ///
    /// - Throws: an error whose description says what is wrong and what to do.
    func open(_ store: SQLiteJournal) throws -> Opened {
        let first = try firstLine(of: store)
        let origin = Checkpoint.origin(community: configuration.community)
        let key = try SigningKeyFile(path: "\(configuration.data)/\(Self.keyFile)").open(
            name: origin, journalIsEmpty: first == nil, journalKey: first.flatMap { try? VerifierKey($0.key) })
        if let first, first.community != configuration.community {
            throw ServiceProblem(
                "the journal in \(configuration.data) is that of community \(first.community), the configuration names "
                    + "\(configuration.community); set `community` or `data` so that they belong together")
        }
        let shelf = RegisterShelf(store: store, community: configuration.community, now: now)
        // A service that was killed in the middle of its first start left a journal without a register.
        let needsRegister = try store.registerVersions().isEmpty
        let imported = needsRegister ? try shelf.read(folder: configuration.register) : nil
        let zone = try Self.zone(first?.timezone ?? imported?.register.profile.timezone)
        let writer = try JournalWriter(
            store: store,
            setting: .init(
                zone: zone, key: key, origin: origin, sources: configuration.sources.map(SourceRule.init),
                means: Gateways.means(configuration), now: now))
        if first == nil {
            try begin(writer, zone: zone, key: key)
        } else {
            try resume(writer)
        }
        if let imported { try shelf.adopt(imported, by: writer) } else { try shelf.load() }
        return Opened(writer: writer, shelf: shelf, zone: zone)
    }

    private static func zone(_ name: String?) throws -> TimeZone {
        guard let name, let zone = TimeZone(identifier: name) else {
            throw ServiceProblem("\(name ?? "no time zone") is not a time zone; write one like Asia/Shanghai into community.yaml")
        }
        return zone
    }

    private func firstLine(of store: SQLiteJournal) throws -> JournalOpened? {
        var opened: JournalOpened?
        let lines = try store.lines(from: 0, bytes: 1)
        let codec = EntryCodec(zone: .gmt)
        try lines.forEach { seq, line in
            guard seq == 0 else { return }
            let view = try EnvelopeView(line)
            let type = String(decoding: UnsafeRawBufferPointer(rebasing: line[view.type]), as: UTF8.self)
            let data = UnsafeRawBufferPointer(rebasing: line[view.data])
            if case .journalOpened(let first)? = try codec.entry(type: type, data: data) {
                opened = first
            }
        }
        if opened == nil, !lines.isEmpty {
            throw ServiceProblem("the journal does not begin with journal.opened; run `tocsin journal verify`")
        }
        return opened
    }

    private func begin(_ writer: JournalWriter, zone: TimeZone, key: SigningKey) throws {
        let opened = JournalOpened(
            community: configuration.community, timezone: zone.identifier, key: key.verifierKey.description)
        try writer.write([.journalOpened(opened)] + started + configurations)
    }

    private func resume(_ writer: JournalWriter) throws {
        let known = try writer.read { $0.configurations }
        try writer.write(started + configurations.filter { !$0.repeats(known) })
    }

    private var configurations: [Entry] { rules.entries + [Gateways.entry(configuration)] }

    private var started: [Entry] { isService ? [.serviceStarted(ServiceStarted(version: Tocsin.version))] : [] }
}

extension Entry {
    /// Whether this adopts rules that are in force already.
    fileprivate func repeats(_ known: [String: JSONValue]) -> Bool {
        if case .configurationAdopted(let adopted) = self { known[adopted.name] == adopted.content } else { false }
    }
}

/// Something that keeps the service from starting, with what to do.
struct ServiceProblem: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension SourceRule {
    init(_ settings: SourceSettings) {
        let approval: Approval =
            switch settings.approval {
            case .never: .never
            case .always: .always
            case .below(let colour): .below(colour)
            }
        self.init(source: settings.source, senders: settings.senders, approval: approval)
    }
}
