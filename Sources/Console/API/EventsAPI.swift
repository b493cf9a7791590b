import HTTPTypes
import Hummingbird

/// `GET /api/v1/events`: what happens, as server-sent events.
struct EventsAPI: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("api/v1/events") { request, _ -> Response in
            let caller = try desk.caller(request, .figures)
            let last = HTTPField.Name("Last-Event-ID").flatMap { request.headers[$0] } ?? request.query["last"]
            guard let events = desk.events.listen(after: last) else {
                throw Problem(.serviceUnavailable, "too many listeners", retryAfter: 10)
            }
            return Response(
                status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
                body: body(events, request, caller))
        }
    }

    /// The stream ends when the client leaves, when it does not keep up, is signed out, or when the service stops.
    private func body(_ events: AsyncStream<LiveEvent>, _ request: Request, _ caller: Caller) -> ResponseBody {
        ResponseBody { writer in
            var output = writer
            try await output.write(ByteBuffer(string: "retry: 2000\n\n"))
            try await request.body.consumeWithCancellationOnInboundClose { [output] _ in
                var output = output
                for await event in events {
                    // Who was signed out meanwhile hears no more.
                    if event.kind == .alive, !desk.gate.stillHolds(caller) { break }
                    try await output.write(ByteBuffer(string: text(event)))
                }
            }
            try await output.finish(nil)
        }
    }

    private func text(_ event: LiveEvent) -> String {
        event.kind == .alive ? ":\n\n" : "id: \(desk.events.id(event))\nevent: \(event.kind.rawValue)\ndata: \(event.data)\n\n"
    }
}
