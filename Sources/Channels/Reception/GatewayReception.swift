import Alerts
public import Community
import Crypto
import Dissemination
public import Engine
import Foundation
public import Logging
import Record
import Storage

/// What comes back from gateways: reports on messages and calls, and words from phones. The gateway has its answer when the lines are on
/// disk and not before, so that it repeats what was not journaled.
public struct GatewayReception: Sendable {
    /// What a gateway brings.
    public enum Kind: String, CaseIterable, Sendable {
        case report, reply, call
    }

    /// What a gateway is answered.
    public enum Answer: Hashable, Sendable {
        /// It is taken in; this is what the gateway wants to hear.
        case taken(status: Int, type: String, body: String)
        /// It is taken in, and answered as the profile says; without a word in it, with an empty body.
        static func taken(_ answer: PushAnswer?) -> Answer {
            .taken(
                status: answer?.status ?? 200, type: answer?.type ?? "application/json; charset=utf-8", body: answer?.body ?? "")
        }

        /// It is not readable, or not expected here; the same again would be no better.
        case refused(String)
        /// The journal cannot be written at present; the gateway is to come again.
        case later
    }

    private let lines: [String: GatewayLine]
    private let calls: MessageTemplates.CallPractice
    private let replies: ReplyReader
    private let pseudonym: @Sendable (Phone) -> Pseudonym?
    private let doors: DoorReception?
    private let answers: AnswerPost?
    private let writer: JournalWriter
    private let logger: Logger

    /// A reception for gateways.
    ///
    /// - Parameters:
    ///   - pseudonym: names a number as the journal does.
    ///   - doors: reads door results; nil where nobody reports by message.
    ///   - answers: takes answers to those that cannot be read.
    public init(
        lines: [GatewayLine], templates: MessageTemplates, pseudonym: @escaping @Sendable (Phone) -> Pseudonym?,
        doors: DoorReception? = nil, answers: AnswerPost? = nil, writer: JournalWriter, logger: Logger
    ) {
        self.lines = Dictionary(lines.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        calls = templates.calls
        replies = ReplyReader(templates.replies)
        self.pseudonym = pseudonym
        self.doors = doors
        self.answers = answers
        self.writer = writer
        self.logger = logger
    }

    /// Takes in what a gateway brings.
    public func take(_ kind: Kind, from gateway: String, _ callback: GatewayCallback) async -> Answer {
        guard let line = lines[gateway] else { return .refused("there is no gateway of that name") }
        do {
            let (inputs, originals, unreadable, letters) = try read(kind, line, callback)
            if unreadable > 0 {
                logger.warning(
                    "a gateway brought what cannot be read", metadata: ["gateway": "\(gateway)", "items": "\(unreadable)"])
            }
            if !inputs.isEmpty { try await writer.submitJointly(inputs, originals: originals) }
            for letter in letters { answers?.add(letter) }
            return .taken(line.profile.answer(to: kind))
        } catch let problem as PushProblem {
            return .refused(problem.words)
        } catch {
            logger.error("a gateway has to come again", metadata: ["gateway": "\(gateway)", "error": "\(error)"])
            return .later
        }
    }

    private func read(
        _ kind: Kind, _ line: GatewayLine, _ callback: GatewayCallback
    ) throws(PushProblem) -> (inputs: [Input], originals: [Original], unreadable: Int, letters: [AnswerPost.Letter]) {
        switch kind {
        case .report:
            let pushed = try line.profile.reports(from: callback)
            return (pushed.items.compactMap { input($0, line) }, [], pushed.unreadable, [])
        case .call:
            let pushed = try line.profile.calls(from: callback)
            return (pushed.items.compactMap { input($0, line) }, [], pushed.unreadable, [])
        case .reply:
            let pushed = try line.profile.replies(from: callback)
            let read = pushed.items.compactMap { reply($0, line) }
            return (read.flatMap(\.inputs), read.map(\.original), pushed.unreadable, read.compactMap(\.letter))
        }
    }

    /// A report as the desk judges it; nil for one that says nothing new.
    func input(_ report: GatewayReport, _ line: GatewayLine) -> Input? {
        let result: IncomingReport.Result
        switch report.meaning {
        case .dispatched: result = .reached(.dispatched)
        case .delivered: result = .reached(.delivered)
        case .failed(let fault): result = .failed(FailureReason(fault))
        case .underway, .unseen: return nil
        case .unclear(let state):
            logger.warning(
                "a gateway reported a state that its profile does not know; it proves nothing",
                metadata: ["gateway": "\(line.name)", "state": "\(state)"])
            return nil
        }
        let part = report.segment.flatMap { number in
            report.segments.map { IncomingReport.Part(number: number, count: $0) }
        }
        return .report(
            IncomingReport(
                channel: .sms, gateway: line.name, delivery: report.reference.flatMap { DeliveryID($0) }, reference: report.id,
                phone: report.number.flatMap(pseudonym), result: result, code: report.code?.journaled, part: part, at: report.at))
    }

    private func input(_ report: CallReport, _ line: GatewayLine) -> Input? {
        let outcome = report.outcome(calls)
        let result: IncomingReport.Result
        switch outcome.meaning {
        case .confirmed: result = .reached(.confirmed)
        case .heard: result = .reached(.delivered)
        // Somebody or something answered and did not hear the text: as good as nobody.
        case .answeredBriefly: result = .failed(.unanswered)
        case .failed(let fault): result = .failed(outcome.result == .diverted ? .diverted : FailureReason(fault))
        case .unclear:
            logger.warning(
                "a gateway reported a code that its profile does not know; it proves nothing",
                metadata: ["gateway": "\(line.name)", "code": "\(report.code)"])
            return nil
        }
        return .report(
            IncomingReport(
                channel: .voice, gateway: line.name, delivery: report.reference.flatMap { DeliveryID($0) }, reference: report.id,
                phone: report.number.flatMap(pseudonym), result: result, code: report.code.journaled, at: outcome.at,
                call: .init(
                    rangAt: report.ringing, answeredAt: report.answered, endedAt: report.ended,
                    key: report.keys.isEmpty ? nil : report.keys)))
    }

    /// What words from a phone come to; the words themselves are kept beside the journal.
    private struct Words {
        var inputs: [Input]
        var original: Original
        var letter: AnswerPost.Letter?
    }

    private func reply(_ reply: GatewayReply, _ line: GatewayLine) -> Words? {
        guard let phone = pseudonym(reply.number) else { return nil }
        let words = Array(reply.text.utf8.prefix(4096))
        let digest = HexDigits.text(of: SHA256.hash(data: words))
        let known: ReplyReceived.Meaning =
            switch replies.meaning(of: reply.text) {
            case .confirms: .confirms
            case .unsubscribes: .unsubscribes
            case .asksForLink: .link
            case .unknown: .unknown
            }
        let name = "\(line.name),\(phone),\(digest),\(reply.at?.milliseconds ?? 0)"
        let outcome = known == .unknown ? doors?.outcome(reply.text, from: phone, at: reply.at, name: name) : nil
        let incoming = IncomingReply(
            gateway: line.name, phone: phone, meaning: outcome?.meaning ?? known, sha256: digest, at: reply.at)
        let letter = outcome?.answer.flatMap { text in
            line.message(text, to: reply.number, named: String(digest.prefix(16))).map {
                AnswerPost.Letter(line: line, message: $0)
            }
        }
        return Words(
            inputs: [.reply(incoming)] + (outcome?.inputs ?? []), original: Original(sha256: digest, body: words), letter: letter)
    }
}

extension GatewayProfile {
    /// What a gateway wants to hear when it brought something.
    func answer(to kind: GatewayReception.Kind) -> PushAnswer? {
        switch kind {
        case .report: reports?.answer
        case .reply: replies?.answer
        case .call: calls?.answer
        }
    }
}

extension PushProblem {
    /// What is wrong, for whoever set the gateway up.
    var words: String {
        switch self {
        case .unexpected: "the gateway's profile says nothing about such requests"
        case .malformed: "the request is not of the form that the gateway's profile says"
        case .tooMany: "the request brings more items than are taken at once"
        }
    }
}
