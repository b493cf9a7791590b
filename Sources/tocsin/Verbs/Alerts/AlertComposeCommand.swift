import Alerts
import ArgumentParser
import Foundation
import Record
import Storage

/// `tocsin alert --event …`
struct AlertComposeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose",
        abstract: "Compose a CAP 1.2 alert from options and send it. (The word compose may be left out.)",
        discussion: """
            The alert must pass the strict judgement of `tocsin cap validate` without a finding. Its id is printed. What an official body \
            issues is better relayed as it came, by `tocsin send`.

            With --update or --cancel, whatever is not given is taken over from the alert that is replaced or ended.

            Times: \(TimeText.form).

            EXAMPLES
              tocsin alert --event 暴雨 --colour red --expires 6h \\
                --headline 暴雨红色预警 --text 3小时降雨量将达100毫米以上
              tocsin alert --exercise --drill 2026-summer --event 山洪 \\
                --category Geo --colour orange --expires 2h \\
                --headline 山洪演练 --text 请按预案转移
              tocsin alert --cancel 9f86d081884c7d65 \\
                --headline 预警解除 --text 降雨已停止
            """)

    @OptionGroup(title: "What") var content: AlertContentOptions
    @OptionGroup(title: "Where") var place: AlertPlaceOptions
    @OptionGroup(title: "Kind of message") var kind: AlertKindOptions
    @OptionGroup var source: SourceOption
    @OptionGroup var configuration: ConfigurationOption
    @OptionGroup var json: JSONOption

    @Flag(help: "Print the CAP message and send nothing.")
    var dryRun = false

    func run() async throws {
        let configuration = try configuration.load()
        let alert = try compose(configuration)
        let bytes = json.isOn && dryRun ? CAPWriter.json(alert) : CAPWriter.xml(alert)
        let surroundings = Surroundings.current
        guard !dryRun else {
            surroundings.output.write(bytes.last == 0x0A ? bytes : bytes + [0x0A])
            surroundings.errors.line("nothing was sent; the alert's id would be \(alert.id)")
            return
        }
        let dispatch = AlertDispatch(
            configuration: configuration, source: try source.name(in: configuration), json: json,
            surroundings: surroundings)
        try await dispatch.send(bytes, alerts: [alert.id], waits: source.wait)
    }

    private func compose(_ configuration: ServiceConfiguration) throws -> Alert {
        let earlier = try kind.referred.map { try EarlierAlert.find($0, folder: configuration.data) }
        let old = earlier?.infos.first
        let now = Surroundings.now().stamped(in: .current)
        guard let event = content.event ?? old?.event else {
            throw ValidationError("--event is missing: what is it, for instance 暴雨")
        }
        var draft = AlertDraft(
            sender: content.sender ?? earlier?.sender ?? "tocsin@\(configuration.community)", sent: now, event: event,
            areas: try place.areas(community: configuration.community) ?? old?.areas ?? [
                AlertPlaceOptions.whole(configuration.community)
            ])
        content.fill(&draft, from: old)
        draft.expires = try content.expiry(now: now) ?? old?.expires?.timestamp
        draft.msgType = kind.cancel != nil ? .cancel : kind.update != nil ? .update : .alert
        draft.status = try kind.status(like: earlier)
        draft.note = kind.drill ?? content.note ?? (draft.status == .exercise ? earlier?.note : nil)
        draft.references = earlier.map { [Reference(sender: $0.sender, identifier: $0.identifier, sent: $0.sent.text)] } ?? []
        do throws(AlertDraftError) { return try draft.alert() } catch {
            throw CommandFailure("the alert is not valid CAP as it stands; change the options:\n\(error)")
        }
    }
}

/// Alerts that the service took in earlier.
enum EarlierAlert {
    /// Finds an alert as it was received, by its id.
    static func find(_ id: AlertID, folder: String) throws -> Alert {
        let journal = try SQLiteJournalReader(folder: folder)
        let reader = EntryReader()
        var document: OriginalDocument?
        do throws(JournalReadError<ReplayError>) {
            try journal.forEachLine(from: 0) { (seq, line) throws(ReplayError) in
                guard let view = try? EnvelopeView(line, depth: .envelope),
                    line[view.type].starts(with: Array("alert.accepted".utf8)),
                    case .alertAccepted(let accepted)? = try reader.read(line, seq: seq).entry, accepted.alert == id
                else { return }
                document = accepted.original
            }
        } catch {
            switch error {
            case .storage(let error): throw error
            case .body(let error): throw error
            }
        }
        guard let document, let bytes = try journal.original(sha256: document.sha256),
            let alert = try? AlertDocument.read(bytes).first(where: { $0.alert.id == id })?.alert
        else {
            throw CommandFailure("no accepted alert has the id \(id); `tocsin journal show --type alert.accepted` lists them")
        }
        return alert
    }
}
