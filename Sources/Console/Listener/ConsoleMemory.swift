import Alerts
import Synchronization

/// What pages ask for again and again and would have to read from disk each time.
final class ConsoleMemory: Sendable {
    private let documents = Mutex<[String: [ReceivedAlert]]>([:])
    private let zones = Mutex<(version: Int, zones: [PlanZone])?>(nil)

    private static let kept = 200

    /// A document that was read, by the hash of its bytes.
    func document(_ sha256: String) -> [ReceivedAlert]? { documents.withLock { $0[sha256] } }

    /// Keeps a document; when there are too many all are forgotten.
    func keep(_ document: [ReceivedAlert], as sha256: String) {
        documents.withLock { documents in
            if documents.count >= Self.kept { documents.removeAll() }
            documents[sha256] = document
        }
    }

    /// The outlines of a register version.
    func zones(of version: Int) -> [PlanZone]? { zones.withLock { $0?.version == version ? $0?.zones : nil } }

    /// Keeps the outlines of a register version.
    func keep(_ outlines: [PlanZone], of version: Int) { zones.withLock { $0 = (version, outlines) } }
}
