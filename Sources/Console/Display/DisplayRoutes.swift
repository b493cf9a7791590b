import Alerts
import Community
import Coverage
import Dissemination
import Engine
import Foundation
import HTTPTypes
import Hummingbird
import Intake
import Record

/// A screen in a browser: it shows what a display device shows, and answers as one does. The device's token stands in the link.
struct DisplayRoutes: ConsoleRoutes {
    let desk: ConsoleDesk
    let screens: ConnectedScreens

    func add(to router: Router<ConsoleRequest>) {
        router.get("display/{device}") { request, context -> Response in
            let device = try await device(request, context)
            return page(device, Visit(request, context))
        }
        router.get("display/{device}/commands") { request, context -> Response in
            let device = try await device(request, context)
            screens.note(device, at: desk.now)
            return try JSONAnswer.of(try await DisplayCommands.of(device, desk), zone: desk.backstage.zone)
        }
        router.post("display/{device}/receipts") { request, context -> Response in
            let device = try await device(request, context)
            let bytes = Array(buffer: try await request.body.collect(upTo: ReceiptReader.limit))
            return try await submit(.receipt(ReceiptReader().read(bytes, device: device)))
        }
        router.post("display/{device}/status") { request, context -> Response in
            let device = try await device(request, context)
            let bytes = Array(buffer: try await request.body.collect(upTo: 65_536))
            guard let status = StatusReader().read(bytes, device: device, isRetained: false, arrival: desk.now) else {
                throw Problem(.unprocessableContent, "not a status")
            }
            if status.online { screens.note(device, at: desk.now) }
            return try await submit(.device(status))
        }
    }

    /// The device of the path, whose token the request carries.
    private func device(_ request: Request, _ context: ConsoleRequest) async throws -> String {
        guard let name = context.parameters.get("device"), Identifier.isValid(name) else { throw Problem.notFound }
        let header = request.headers[.authorization].flatMap { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : nil }
        guard let token = header ?? request.query["token"],
            Secret.equal(token, desk.gate.book.displayToken(name, now: desk.now))
        else {
            throw Problem(.forbidden, "not the display's link", detail: "take the link from the device's page of the console")
        }
        guard try await desk.state({ $0.coverage.device(name)?.channel == .display }) else { throw Problem.notFound }
        return name
    }

    /// The same way that a message of the broker takes; the answer goes out after the commit.
    private func submit(_ input: Input) async throws -> Response {
        do {
            let reports = try await desk.backstage.writer.async { try $0.submit([input]) }
            desk.backstage.ask(reports)
        } catch { throw Problem(.serviceUnavailable, "not taken in", detail: "send it again", retryAfter: 2) }
        return Response(status: .noContent)
    }

    private func page(_ device: String, _ visit: Visit) -> Response {
        let t = visit.texts
        let page: HTML = """
            <!doctype html>
            <html lang="\(t.language.tag)"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(device)</title><link rel="icon" href="\(StaticFiles.path("icon.svg"))">
            <link rel="stylesheet" href="\(StaticFiles.path("display.css"))"><script src="\(StaticFiles.path("display.js"))" defer></script></head>
            <body data-device="\(device)" data-drill="\(DrillMarking.screenMark)" data-lost="\(t("display.lost"))" data-until="\(t("display.until"))"
            data-colours="\(Colour.allCases.map { "\($0.rawValue)=\(t("colour.\($0.rawValue)"))" }.joined(separator: ";"))">
            <main id="stage" class="calm"><p class="place">\(desk.backstage.register(nil)?.profile.name ?? desk.backstage.community)</p>
            <p id="mark" class="mark"></p><h1 id="headline">\(t("display.calm"))</h1><p id="text"></p><p id="meta"></p></main>
            <footer><span id="clock"></span><span id="link" data-since="\(t("display.since"))">\(t("display.connecting"))</span><span>\(device)</span><span id="pages"></span></footer>
            </body></html>
            """
        return PageFrame.response(page)
    }
}
