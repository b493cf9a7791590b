import Alerts
import Synchronization

/// What pages ask for again and again and would have to read from disk each time.
final class ConsoleMemory: Sendable {
    private let documents = Mutex<[String: [ReceivedAlert]]>([:])
    private let zones = Mutex<(version: Int, zones: [PlanZone])?>(nil)

    private let looks = Mutex<[String: Moment]>([:])
    private let names = Mutex<[RegisterNames]>([])

    private static let kept = 200
    private static let versionsKept = 3

    /// A document that was read, by the hash of its bytes.
    func document(_ sha256: String) -> [ReceivedAlert]? { documents.withLock { $0[sha256] } }

    /// Keeps a document; when there are too many all are forgotten.
    func keep(_ document: [ReceivedAlert], as sha256: String) {
        documents.withLock { documents in
            if documents.count >= Self.kept { documents.removeAll() }
            documents[sha256] = document
        }
    }

    /// Whether somebody looks at a list for the first time in ten minutes.
    func isNewLook(_ name: String, at now: Moment) -> Bool {
        looks.withLock { looks in
            looks = looks.filter { now - $0.value < .minutes(10) }
            guard looks[name] == nil else { return false }
            looks[name] = now
            return true
        }
    }

    /// The names of a register version.
    func names(of version: Int) -> RegisterNames? { names.withLock { $0.first { $0.version == version } } }

    /// Keeps the names of a register version.
    func keep(_ new: RegisterNames, of version: Int) {
        names.withLock { names in names = names.filter { $0.version != version }.suffix(Self.versionsKept - 1) + [new] }
    }

    /// The outlines of a register version.
    func zones(of version: Int) -> [PlanZone]? { zones.withLock { $0?.version == version ? $0?.zones : nil } }

    /// Keeps the outlines of a register version.
    func keep(_ outlines: [PlanZone], of version: Int) { zones.withLock { $0 = (version, outlines) } }
}
