import Alerts
import Foundation
import Glibc

/// Speaks to the running service through the socket in its data folder.
struct ControlClient: Sendable {
    /// The socket's name in the data folder.
    static let socketName = "control.sock"

    /// Where the socket is.
    let path: String

    /// The client of the service that works on a data folder.
    init(dataFolder: String) { path = "\(dataFolder)/\(ControlClient.socketName)" }

    /// Asks the service, and waits for its answer: an import of a large register takes its time.
    ///
    /// It blocks, so it must not be called on the cooperative pool.
    func send(_ request: ControlRequest, patience seconds: Int = 600) throws(ControlError) -> ControlAnswer {
        let descriptor = try connect()
        defer { close(descriptor) }
        LocalSocket.setTimeouts(descriptor, read: seconds, write: 10)
        guard let bytes = try? JSONEncoder().encode(request), LocalSocket.send(Array(bytes) + [0x0A], to: descriptor) else {
            throw .noAnswer(path: path, detail: "it took no request")
        }
        var reader = LineReader(descriptor, limit: LocalSocket.longestAnswer)
        switch reader.next() {
        case .line(let line): return try answer(line)
        case .end: throw .noAnswer(path: path, detail: "it closed the connection")
        case .tooLong: throw .noAnswer(path: path, detail: "its answer was too long")
        case .timedOut: throw .noAnswer(path: path, detail: "none within \(seconds) s")
        case .failed(let code): throw .failed(path: path, action: "read from", code: code)
        }
    }

    private func connect() throws(ControlError) -> Int32 {
        let descriptor = try LocalSocket.make(path)
        let result = try LocalSocket.withAddress(path) { address, length in
            Glibc.connect(descriptor, address, length) == 0 ? 0 : errno
        }
        guard result != 0 else { return descriptor }
        close(descriptor)
        switch result {
        case ENOENT, ECONNREFUSED, ENOTDIR: throw .noService(path: path)
        case EACCES, EPERM: throw .denied(path: path)
        default: throw .failed(path: path, action: "connect to", code: result)
        }
    }

    private func answer(_ line: [UInt8]) throws(ControlError) -> ControlAnswer {
        do {
            return try JSONDecoder().decode(ControlAnswer.self, from: Data(line))
        } catch {
            throw .noAnswer(path: path, detail: "its answer was not understood; service and command may be of different versions")
        }
    }
}
