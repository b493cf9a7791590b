import Glibc

/// Why the control socket could not be opened or spoken to.
enum ControlError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Nobody listens: no service runs on this data folder.
    case noService(path: String)
    /// Somebody else listens already.
    case inUse(path: String)
    /// This user may not use the socket.
    case denied(path: String)
    /// The service closed the connection, or did not answer in time.
    case noAnswer(path: String, detail: String)
    /// The system refused.
    case failed(path: String, action: String, code: Int32)

    var description: String {
        switch self {
        case .noService(let path): "no service is running (nobody listens at \(path)); start it by `tocsin serve`"
        case .inUse(let path): "another service listens at \(path); stop it first, one service works on a data folder"
        case .denied(let path): "\(path) belongs to another user; run this command as the user of the service, or as root"
        case .noAnswer(let path, let detail): "the service at \(path) gave no answer (\(detail)); look at its log"
        case .failed(let path, let action, let code): "could not \(action) \(path): \(String(cString: strerror(code)))"
        }
    }
}
