import Alerts
import Community
import Engine
import Foundation
import Hummingbird
import Record
import Scoring
import Storage

/// `GET /api/v1/score/4.7`: the assessment of a period.
struct ScoreAPI: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("api/v1/score/4.7") { request, _ -> Response in
            _ = try desk.caller(request, .assess)
            let period = try AssessmentPeriod(request.query, desk)
            return try JSONAnswer.of(try await Assessments(desk: desk).assessment(period), zone: desk.backstage.zone)
        }
    }
}

/// The period of an assessment: as asked for, else the last 365 days.
struct AssessmentPeriod: Hashable, Sendable {
    let from: CivilDate
    let to: CivilDate

    init(_ query: Form, _ desk: ConsoleDesk) throws {
        let today = desk.now.stamped(in: desk.backstage.zone).local.date
        to = try Self.day(query["to"]) ?? today
        from = try Self.day(query["from"]) ?? CivilDate(daysSinceEpoch: to.daysSinceEpoch - 364)
        guard from <= to else { throw Problem(.badRequest, "malformed", detail: "from lies after to") }
    }

    private static func day(_ text: String?) throws -> CivilDate? {
        guard let text else { return nil }
        guard let day = CivilDate(text) else {
            throw Problem(.badRequest, "malformed", detail: "\(text) is no day like 2026-07-01")
        }
        return day
    }
}

/// Assessments with what evaluators said beside them.
struct Assessments: Sendable {
    let desk: ConsoleDesk

    /// The assessment of a period, computed now, with the latest checkpoint and the newest score that an evaluator gave for this period.
    func assessment(_ period: AssessmentPeriod) async throws -> Assessment {
        let journal = desk.backstage.journal
        let checkpoint = try await desk.reading { try journal.latestCheckpoint()?.note }
        var assessment: Assessment
        do {
            assessment = try await desk.backstage.writer.async { writer in
                try writer.assessment(from: period.from, to: period.to, checkpoint: checkpoint)
            }
        } catch EngineError.assessment(let error) {
            throw Problem(.conflict, "no assessment", detail: "\(error)")
        }
        assessment.evaluator = try await scores(period).last
        return assessment
    }

    /// The scores that evaluators gave for a period, oldest first.
    func scores(_ period: AssessmentPeriod) async throws -> [Assessment.EvaluatorScore] {
        let given = try await desk.chronicle.read {
            $0.scores.filter { $0.score.from == period.from && $0.score.to == period.to }
        }
        let names = try await names()
        return given.map { item in
            Assessment.EvaluatorScore(
                name: item.score.by.flatMap { names[$0] } ?? item.score.by?.description ?? "", score: item.score.score,
                at: item.at, reason: item.score.reason)
        }
    }

    /// Who stands behind the pseudonyms of accounts.
    private func names() async throws -> [Pseudonym: String] {
        let accounts = desk.gate.book.content(now: desk.now).accounts
        return try await desk.reading {
            var names: [Pseudonym: String] = [:]
            for account in accounts {
                let (kind, name) = account.staff.map { ("staff", $0) } ?? ("account", account.name)
                if let pseudonym = try desk.backstage.pseudonym(kind, name) { names[pseudonym] = account.label ?? account.name }
            }
            return names
        }
    }
}
