import Foundation
public import Glibc

/// A program that was started and is ended by its process id, and by nothing else.
public struct ChildProcess: Sendable {
    /// Why a program could not be run.
    public struct Failure: Error, CustomStringConvertible {
        /// What failed and how.
        public let description: String

        /// A failure in words.
        public init(_ description: String) { self.description = description }
    }

    /// Its process id.
    public let id: Int32

    /// Starts a program. It inherits no file descriptor but standard input and output, so that no socket of this process
    /// stays open in it. Standard error goes where standard output goes unless `errors` names a file; `environment` adds to
    /// this process's own.
    public init(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], input: Int32? = nil, output: String? = nil,
        errors: String? = nil
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawn_file_actions_addopen(&actions, 1, output ?? "/dev/null", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        if let errors {
            posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        } else {
            posix_spawn_file_actions_adddup2(&actions, 1, 2)
        }
        for descriptor in 3..<Self.descriptorBound { posix_spawn_file_actions_addclose(&actions, descriptor) }

        // Threads of the cooperative pool block every signal, and a child inherits that.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))

        let words = ([program] + arguments).map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        let inherited = ProcessInfo.processInfo.environment
        let variables = inherited.merging(environment) { $1 }.map { strdup("\($0)=\($1)") } + [nil]
        defer { variables.forEach { free($0) } }
        var made: pid_t = 0
        let code = posix_spawn(&made, program, &actions, &attributes, words, variables)
        if code != 0 { throw Failure("cannot run \(program): \(String(cString: strerror(code)))") }
        id = made
    }

    /// Runs a program to its end; throws what it wrote if it ended with anything but 0.
    public static func run(_ program: String, _ arguments: [String]) throws {
        let output = NSTemporaryDirectory() + "/output-" + UUID().uuidString
        defer { unlink(output) }
        let status = try ChildProcess(program, arguments, output: output).wait()
        if status != 0 {
            let words = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
            throw Failure("\(program) \(arguments.joined(separator: " ")) ended with \(status): \(words)")
        }
    }

    /// Above every descriptor in use, with room for those that other threads open meanwhile; closing a free one does no harm.
    private static var descriptorBound: Int32 {
        let open = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return min((open.compactMap { Int32($0) }.max() ?? 0) + 256, Int32(clamping: limit.rlim_cur))
    }

    /// Sends a signal.
    public func signal(_ number: Int32) { _ = kill(id, number) }

    /// Waits for its end and gives the raw wait status; once only.
    @discardableResult
    public func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return status
    }

    /// Waits for its end and leaves it to be collected by `wait()`, so that its process id is not given to another meanwhile.
    public func awaitEnd() {
        var information = siginfo_t()
        while waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    }

    /// Waits for its end, once only, and gives the processor seconds it used.
    public func waitForProcessorSeconds() -> Double {
        var usage = rusage()
        while wait4(id, nil, 0, &usage) < 0, errno == EINTR {}
        return usage.processorSeconds
    }

    /// Whether it has ended, which also collects it.
    public func hasEnded() -> Bool {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) != 0
    }
}

extension rusage {
    /// User and system time together.
    public var processorSeconds: Double {
        Double(ru_utime.tv_sec + ru_stime.tv_sec) + Double(ru_utime.tv_usec + ru_stime.tv_usec) / 1e6
    }

    /// What this process has used so far.
    public static func now() -> rusage {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage
    }
}
