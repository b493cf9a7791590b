import Alerts
import Dispatch
import Dissemination
import Engine
import Record
import ServiceLifecycle
import Synchronization

/// Which screens ask for commands. One that has not asked for a while is offline, as a device whose connection broke.
final class DisplayPresence: Service {
    private let backstage: Backstage
    private let seen = Mutex<[String: Moment]>([:])
    private let queue = DispatchQueue(label: "tocsin.console.displays")

    private static let patience = Span.seconds(45)

    init(backstage: Backstage) { self.backstage = backstage }

    /// A screen asked.
    func note(_ device: String, at now: Moment) { seen.withLock { $0[device] = now } }

    func run() async throws {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 5, repeating: 5, leeway: .seconds(1))
        timer.setEventHandler { self.sweep() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
    }

    private func sweep() {
        let now = backstage.now()
        let gone = seen.withLock { seen in
            let gone = seen.filter { now - $0.value > Self.patience }.map(\.key)
            for device in gone { seen[device] = nil }
            return gone
        }
        // What cannot be written now is written with the next silence; the device's own answers correct it.
        for device in gone { _ = try? backstage.writer.submit([.device(DeviceStatus(device: device, online: false))]) }
    }
}
