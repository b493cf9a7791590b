import Alerts
import Dissemination
public import Engine
public import Logging
import Record
import Synchronization

/// What foreign gateways say of their loudspeakers, as the desk judges it. A code means what the profile says; one that is not there
/// proves nothing and is logged.
public final class SpeakerReception: Sendable {
    private let profiles: [String: SpeakerProfile]
    private let writer: JournalWriter
    private let logger: Logger
    /// Codes that were logged; each gateway's unknown codes are logged once.
    private let logged = Mutex<Set<String>>([])

    /// The most unknown codes that are told apart.
    private static let loggedLimit = 200

    /// A reception for gateways, by their names.
    public init(profiles: [String: SpeakerProfile], writer: JournalWriter, logger: Logger) {
        self.profiles = profiles
        self.writer = writer
        self.logger = logger
    }

    /// Takes in states that a gateway pushes over HTTP. It has its answer when the lines are on disk.
    public func take(from gateway: String, _ callback: GatewayCallback) async -> GatewayReception.Answer {
        guard let profile = profiles[gateway] else { return .refused("there is no gateway of that name") }
        do {
            let inputs = inputs(try profile.states(callback), of: gateway)
            if !inputs.isEmpty { try await writer.async { _ = try $0.submit(inputs) } }
            return .taken(profile.state.answer)
        } catch let problem as PushProblem {
            return .refused(problem.words)
        } catch {
            logger.error("a gateway has to come again", metadata: ["gateway": "\(gateway)", "error": "\(error)"])
            return .later
        }
    }

    /// What a message on a topic says; empty where it says nothing that can be used.
    func inputs(topic: String, payload: [UInt8], of gateway: String) -> [Input] {
        guard let profile = profiles[gateway], let device = profile.device(ofStateTopic: topic) else { return [] }
        do throws(PushProblem) {
            return inputs(try profile.states(GatewayCallback(query: "", body: payload), device: device), of: gateway)
        } catch {
            logger.warning("a gateway said what cannot be read", metadata: ["gateway": "\(gateway)", "device": "\(device)"])
            return []
        }
    }

    private func inputs(_ pushed: Pushed<SpeakerReport>, of gateway: String) -> [Input] {
        if pushed.unreadable > 0 {
            logger.warning(
                "a gateway brought what cannot be read",
                metadata: ["gateway": "\(gateway)", "items": "\(pushed.unreadable)"])
        }
        return pushed.items.compactMap { input($0, of: gateway) }
    }

    /// A state as the desk judges it; nil for one that proves nothing.
    func input(_ report: SpeakerReport, of gateway: String) -> Input? {
        guard case .known(let state) = report.meaning else {
            logOnce("a gateway reported a state that its profile does not know; it proves nothing", report.code, gateway)
            return nil
        }
        guard let reference = report.reference.flatMap(SpeakerReference.init) else {
            logOnce("a gateway reported on an order that is not ours", report.code, gateway)
            return nil
        }
        return .receipt(
            IncomingReceipt(
                device: report.device ?? "", delivery: reference.delivery, stage: state.stageWord, at: report.moment(of: state),
                reason: state == .failed ? .fault : nil, startedAt: report.startedAt, endedAt: report.endedAt,
                plays: report.plays, gateway: gateway, code: report.code.text, failures: reference.failures))
    }

    private func logOnce(_ text: Logger.Message, _ code: ShownCode, _ gateway: String) {
        let isNew = logged.withLock { known in
            known.count < Self.loggedLimit && known.insert("\(gateway) \(text) \(code)").inserted
        }
        if isNew { logger.warning(text, metadata: ["gateway": "\(gateway)", "code": "\(code)"]) }
    }
}

extension SpeakerState {
    /// The word of a receipt that says the same.
    var stageWord: String {
        switch self {
        case .received: Stage.dispatched.rawValue
        case .playing: Stage.delivered.rawValue
        case .finished: Stage.presented.rawValue
        case .failed: "failed"
        case .withdrawn: "withdrawn"
        }
    }

    /// The stage that it proves; nil where it proves none.
    var stage: Stage? {
        switch self {
        case .received: .dispatched
        case .playing: .delivered
        case .finished: .presented
        case .failed, .withdrawn: nil
        }
    }
}

extension SpeakerReport {
    /// When a state came about, by the gateway's clock; nil where it does not say.
    func moment(of state: SpeakerState) -> Moment? {
        switch state {
        case .finished: at ?? endedAt
        case .playing: at ?? startedAt
        case .received, .failed, .withdrawn: at
        }
    }
}
