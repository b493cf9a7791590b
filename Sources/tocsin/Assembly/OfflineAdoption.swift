import Alerts
import Foundation
import Storage

/// Adopts a register where no service runs: it takes the journal's lock for as long as that lasts.
struct OfflineAdoption: Adoption {
    let configuration: ServiceConfiguration

    func adopt(directory: String) async throws -> ControlAnswer {
        let store = try SQLiteJournal(folder: configuration.data, since: SystemClock.now().stamped(in: .current).description)
        var change = configuration
        // The first register of a new journal is the one that is asked for, not the one that the configuration names.
        change.register = directory
        let isFirst = try store.registerVersions().isEmpty
        var opening = Opening(configuration: change, rules: try Rules.read(configuration), now: SystemClock.now)
        opening.isService = false
        do {
            let opened = try opening.open(store)
            guard !isFirst else { return .done("register version 1 is in force") }
            return try opened.shelf.importRegister(directory, by: opened.writer)
        } catch let refused as RegisterRefused {
            return refused.answer
        }
    }
}
