import Glibc
import Synchronization

/// Where commands write: standard output, and standard error for what went wrong.
///
/// Bytes go out as they are; a reader who has gone away (`| head`) ends the command quietly, as users of Unix expect.
struct Screen: Sendable {
    /// The file descriptor written to.
    let descriptor: Int32
    /// Whether it is a terminal that can be redrawn.
    let isTerminal: Bool
    /// How text is painted on it.
    let style: Style

    /// Standard output in an environment.
    static func output(environment: [String: String]) -> Screen { Screen(STDOUT_FILENO, environment: environment) }

    /// Standard error in an environment.
    static func errors(environment: [String: String]) -> Screen { Screen(STDERR_FILENO, environment: environment) }

    init(_ descriptor: Int32, environment: [String: String]) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1 && environment["TERM"] != "dumb"
        style = Style(isColoured: isTerminal && (environment["NO_COLOR"] ?? "").isEmpty)
    }

    /// The columns of the terminal; 80 where there is none.
    var columns: Int {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// The rows of the terminal; 24 where there is none.
    var rows: Int {
        var size = winsize()
        guard isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
        return Int(size.ws_row)
    }

    /// Writes a line.
    func line(_ text: String = "") { write(Array((text + "\n").utf8)) }

    /// Writes lines.
    func lines(_ lines: [String]) { write(Array(lines.map { $0 + "\n" }.joined().utf8)) }

    /// Writes bytes.
    func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

    /// Writes bytes.
    func write(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while let base = UnsafeRawBufferPointer(rebasing: rest).baseAddress, !rest.isEmpty {
            let count = Glibc.write(descriptor, base, rest.count)
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EAGAIN {
                var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
            } else if errno != EINTR {
                // Nobody reads any more, or the disk behind a redirection is full: nothing useful can follow.
                exit(errno == EPIPE ? 0 : 1)
            }
        }
    }
}
