import Foundation
import Glibc

/// The program that makes speech: espeak-ng, or one that is called in the same way.
///
/// Its calls block, so they MUST be made from a thread that may wait.
public struct SpeechProgram: Sendable {
    /// Why there is no speech.
    public enum Failure: Error, Hashable, Sendable, CustomStringConvertible {
        /// It cannot be started.
        case absent(String)
        /// It ended with a status.
        case failed(Int32)
        /// It took too long.
        case slow
        /// What it made is no sound.
        case noSound
        /// The folder for sounds cannot be written.
        case folder(String)

        /// What is wrong, in words.
        public var description: String {
            switch self {
            case .absent(let detail): "the program for speech cannot be started: \(detail)"
            case .failed(let status): "the program for speech ended with status \(status)"
            case .slow: "the program for speech took too long and was ended"
            case .noSound: "the program for speech made no sound that can be played"
            case .folder(let detail): "the folder for sounds cannot be written: \(detail)"
            }
        }
    }

    /// Its name or path.
    public var path: String

    /// How long it may take, in milliseconds.
    private static let patience = 20_000

    /// A program by name or path.
    public init(path: String) { self.path = path }

    /// Makes sound of a text, and gives the bytes of the file.
    ///
    /// - Parameter folder: where files may be written meanwhile; nothing is left there.
    func make(_ text: String, voice: String, in folder: String) throws(Failure) -> [UInt8] {
        let name = "\(folder)/making-\(UUID().uuidString)"
        defer { for suffix in [".txt", ".wav"] { unlink(name + suffix) } }
        // The text goes by a file: it is no argument that could be taken for an option, and no pipe that could break.
        do { try Data(text.utf8).write(to: URL(filePath: name + ".txt")) } catch { throw .folder(error.localizedDescription) }
        let status = try run(["-b", "1", "-v", voice, "-w", name + ".wav", "-f", name + ".txt"])
        guard status == 0 else { throw .failed(status) }
        let bytes = Array(FileManager.default.contents(atPath: name + ".wav") ?? Data())
        guard WAVFile(bytes) != nil else { throw .noSound }
        return bytes
    }

    /// Tries the program on a word; nothing is left of it.
    ///
    /// - Throws: `Failure` with what is wrong.
    public func check(in folder: String) throws(Failure) { _ = try make("预警", voice: "cmn", in: folder) }

    private func run(_ arguments: [String]) throws(Failure) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (file, mode) in [(0, O_RDONLY), (1, O_WRONLY), (2, O_WRONLY)] {
            posix_spawn_file_actions_addopen(&actions, Int32(file), "/dev/null", mode, 0)
        }
        // Nothing of the service's connections lives on in it.
        for file in openFiles() where file > 2 { posix_spawn_file_actions_addclose(&actions, file) }
        let values: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        let environment: [UnsafeMutablePointer<CChar>?] = [strdup("LANG=C.UTF-8"), nil]
        defer { for value in values + environment { free(value) } }
        var child: pid_t = 0
        let problem = posix_spawnp(&child, path, &actions, nil, values, environment)
        guard problem == 0 else { throw .absent(String(cString: strerror(problem))) }
        return try end(of: child)
    }

    /// The descriptors of this process; to close one that is gone meanwhile does no harm.
    private func openFiles() -> [Int32] {
        ((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []).compactMap { Int32($0) }
    }

    private func end(of child: pid_t) throws(Failure) -> Int32 {
        var status: Int32 = 0
        for _ in 0..<SpeechProgram.patience / 5 {
            let ended = waitpid(child, &status, WNOHANG)
            if ended == child { return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F }
            guard ended == 0 || errno == EINTR else { throw .absent(String(cString: strerror(errno))) }
            usleep(5000)
        }
        kill(child, SIGKILL)
        waitpid(child, &status, 0)
        throw .slow
    }
}
