import Alerts
import Community
import Coverage
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Record

/// The relayed alerts as a CAP Atom feed, for neighbours: without drills and local notices.
struct FeedRoutes: ConsoleRoutes {
    let desk: ConsoleDesk

    /// How many alerts stand in the feed at the most.
    private static let most = 50

    func add(to router: Router<ConsoleRequest>) {
        router.get("feed.atom") { _, _ -> Response in
            let records = try await relayed()
            return Response(
                status: .ok, headers: [.contentType: "application/atom+xml; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: try await feed(records).text)))
        }
        router.get("feed/{name}") { _, context -> Response in
            guard let name = context.parameters.get("name"), name.hasSuffix(".cap"), let alert = AlertID(name.dropLast(4)),
                try await relayed().contains(where: { $0.alert == alert }),
                let bytes = try await CAPDocuments(desk: desk).bytes(alert)
            else { throw Problem.notFound }
            let cap = (try? AlertDocument.read(bytes))?.first { $0.alert.id == alert }.map { received in
                received.dialect == .cap12 && received.envelopeStatus == nil ? bytes : CAPWriter.xml(received.alert)
            }
            return Response(
                status: .ok, headers: [.contentType: "application/cap+xml"],
                body: .init(byteBuffer: ByteBuffer(bytes: cap ?? bytes)))
        }
    }

    /// Actual alerts that were accepted, and are neither a drill nor the community's own notice of a local danger.
    private func relayed() async throws -> [AlertRecord] {
        let own = "tocsin@\(desk.backstage.community)"
        let records = try await desk.chronicle.read { chronicle in
            chronicle.order.suffix(4 * Self.most).reversed().compactMap { chronicle.alerts[$0] }.filter {
                $0.accepted?.status == .actual
            }
        }
        let words = AlertShelf(desk: desk)
        var relayed: [AlertRecord] = []
        for record in records {
            guard relayed.count < Self.most else { break }
            if let received = try await words.received(record), received.alert.sender != own { relayed.append(record) }
        }
        return relayed
    }

    private func feed(_ records: [AlertRecord]) async throws -> HTML {
        let base = desk.settings.publicURL
        let zone = desk.backstage.zone
        var entries: [HTML] = []
        for record in records {
            guard let words = try await AlertShelf(desk: desk).words(record) else { continue }
            entries.append(
                """
                <entry><id>urn:tocsin:\(desk.backstage.community):\(record.alert)</id><title>\(words.headline)</title>\
                <updated>\(record.firstAt.stamped(in: zone))</updated><author><name>\(words.issuer)</name></author>\
                <summary>\(words.shown)</summary><link rel="alternate" type="application/cap+xml" href="\(base)/feed/\(record.alert).cap"/></entry>

                """)
        }
        let updated = records.map(\.firstAt).max() ?? .epoch
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom"><id>urn:tocsin:\(desk.backstage.community)</id>\
            <title>\(desk.backstage.register(nil)?.profile.name ?? desk.backstage.community)</title>\
            <updated>\(updated.stamped(in: zone))</updated><link rel="self" href="\(base)/feed.atom"/>
            \(entries)</feed>

            """
    }
}
