import Community
import Coverage
import Dissemination
public import Engine
public import Logging
import Record
public import ServiceLifecycle

/// The channel of group robots: pulls what is due and gives each robot its own.
public struct RobotChannel: Service {
    private let robots: [Robot]
    private let desk: MessageDesk
    private let writer: JournalWriter
    private let logger: Logger

    /// How long a round waits.
    private static let idle = Duration.milliseconds(200)

    /// A channel over robots.
    public init(robots: [Robot], desk: MessageDesk, writer: JournalWriter, logger: Logger) {
        self.robots = robots
        self.desk = desk
        self.writer = writer
        self.logger = logger
    }

    /// Works until it is told to stop.
    public func run() async throws {
        await withDiscardingTaskGroup { group in
            for robot in robots { group.addTask { await robot.run() } }
            while !Task.isShuttingDownGracefully, !Task.isCancelled {
                do {
                    try await distribute()
                    try await withdraw()
                } catch {
                    logger.error("posts wait for the journal", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: Self.idle)
            }
        }
    }

    /// An alert that was withdrawn while its post waited is not posted any more.
    private func withdraw() async throws {
        let waiting = robots.flatMap(\.waiting)
        guard !waiting.isEmpty else { return }
        let withdrawn = try await writer.async { writer in
            try writer.read { desk in
                Set(
                    waiting.filter { delivery in
                        guard let location = desk.coverage.location(of: delivery) else { return true }
                        return desk.coverage.table(at: location)?.withdrawn[location.row] ?? true
                    })
            }
        }
        for robot in robots { robot.withdraw(withdrawn) }
    }

    private func distribute() async throws {
        for dispatch in try await writer.async({ try $0.takeDue([.robot], limit: 100) }) {
            guard let robot = robots.first(where: { $0.name == dispatch.endpoint }) else { continue }
            if let text = desk.post(dispatch.alert, bytes: robot.profile.bytes) {
                robot.add(dispatch, text: text)
            } else {
                await robot.submit([dispatch.delivery], .failed(.fault))
            }
        }
    }
}
