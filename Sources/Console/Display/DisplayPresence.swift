import Dispatch
import Dissemination
import Engine
import Record
import ServiceLifecycle

/// Notes in the journal which screens went silent: one that has not asked for a while is offline, as a device whose connection broke.
final class DisplayPresence: Service {
    private let backstage: Backstage
    private let screens: ConnectedScreens
    private let queue = DispatchQueue(label: "tocsin.console.displays")

    init(backstage: Backstage, screens: ConnectedScreens) {
        self.backstage = backstage
        self.screens = screens
    }

    func run() async throws {
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + 5, repeating: 5, leeway: .seconds(1))
        timer.setEventHandler { self.sweep() }
        timer.activate()
        try? await gracefulShutdown()
        timer.cancel()
    }

    private func sweep() {
        // What cannot be written now is written with the next silence; the device's own answers correct it.
        for device in screens.takeGone(at: backstage.now()) {
            _ = try? backstage.writer.submit([.device(DeviceStatus(device: device, online: false))])
        }
    }
}
