import Dissemination
import Engine
import Logging
import Record

extension JournalWriter {
    /// Notes in the journal that a gateway came or went.
    ///
    /// - Parameter goods: what it takes, for the log: messages, orders.
    func note(_ news: PacedTransfer.News, of gateway: String, taking goods: String, _ logger: Logger) async {
        let faults = news.fault.map { [$0] } ?? []
        logger.notice(
            news.isThere ? "a gateway takes \(goods)" : "a gateway takes no \(goods)",
            metadata: ["gateway": "\(gateway)", "fault": "\(faults.first ?? "")"])
        let status = DeviceStatus(device: gateway, online: news.isThere, faults: faults)
        do { try await async { _ = try $0.submit([.gateway(status)]) } } catch {
            logger.error("the state of a gateway was not written", metadata: ["gateway": "\(gateway)", "error": "\(error)"])
        }
    }
}
