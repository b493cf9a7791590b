import Alerts
import Community
import Coverage
import Foundation
import HTTPTypes
import Hummingbird
import Record
import Synchronization

/// The homes on the plan: their places once, their grades as they change. Only who may see homes gets them.
struct PlanRoutes: ConsoleRoutes {
    let desk: ConsoleDesk

    func add(to router: Router<ConsoleRequest>) {
        router.get("plan/homes") { request, context in try await homes(request, context) }
        router.get("plan/grades/{id}") { request, context in try await grades(request, context) }
    }

    /// `x,y` of each household in the order of the register, in metres on the plan; `,` for one without a place.
    private func homes(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        let visit = try desk.visit(request, context, .personal)
        let frame = try await PlanDrawing.frame(of: desk, visit)
        let text = try await desk.reading { () -> String in
            guard let register = desk.backstage.register(nil) else { return "" }
            return (0..<UInt32(register.householdCount)).map { index in
                register.household(index).coordinate.map(frame.point).map { "\($0.x),\($0.y)" } ?? ","
            }.joined(separator: " ")
        }
        return Self.plain(text)
    }

    /// A character a household: `-` not in the target, `0` missing, `?` unknown, `1` sent, `2` reached, `3` confirmed, `4` told.
    private func grades(_ request: Request, _ context: ConsoleRequest) async throws -> Response {
        _ = try desk.visit(request, context, .personal)
        guard let coverage = try await desk.coverage(desk.alert(context)) else { throw Problem.notFound }
        let text = try await desk.reading { () -> String in
            var marks = [UInt8](repeating: 0x2D, count: coverage.register.households.count)
            coverage.accepted.target.forEach { index in
                guard Int(index) < marks.count else { return }
                let grade = Grade.allCases.last { coverage.has($0, index) }
                marks[Int(index)] = grade.map { 0x31 + UInt8($0.rank) } ?? 0x30
                if coverage.isUnknown(index) { marks[Int(index)] = 0x3F }
            }
            return String(decoding: marks, as: UTF8.self)
        }
        return Self.plain(text)
    }

    private static func plain(_ text: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: ByteBuffer(string: text)))
    }
}
