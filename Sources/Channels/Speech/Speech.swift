public import Alerts
import Crypto
import Dispatch
import Foundation
public import Logging
import Synchronization

/// Speech for loudspeakers that need sound: made by a program in the background, kept by hash in the data folder, fetched over HTTP.
///
/// Nobody waits for it here: who asks hears whether it is ready. Where it cannot be made, warnings go out without.
public final class Speech: Sendable {
    /// How it stands with the sound of a text.
    public enum State: Hashable, Sendable {
        /// It can be fetched.
        case ready(Sound)
        /// It is being made.
        case making
        /// There is none, and none is coming soon.
        case none

        /// The sound; nil where it is not ready.
        var ready: Sound? {
            if case .ready(let sound) = self { sound } else { nil }
        }
    }

    private struct Key: Hashable {
        var text: String
        var voice: String
    }

    fileprivate enum Entry {
        case making
        case ready(Sound)
        case failed(Moment)
    }

    private let program: SpeechProgram
    private let folder: String
    private let address: String
    private let logger: Logger
    private let now: @Sendable () -> Moment
    /// The program runs here, one text after the other; nobody else waits on it.
    private let queue = DispatchQueue(label: "tocsin.speech", qos: .userInitiated)
    private let entries = Mutex<[Key: Entry]>([:])

    /// Texts that are known at the most; beyond, those that are ready are made anew when they are asked for.
    private static let entryLimit = 200
    /// Texts that may wait to be made.
    private static let waitingLimit = 20
    /// The longest text, in characters: some ten minutes.
    private static let longest = 2000
    /// After how long a text that could not be made is tried again.
    private static let pause = Span.minutes(1)
    /// How long a sound is kept after it was made.
    private static let kept: TimeInterval = 30 * 86_400

    /// Speech by a program.
    ///
    /// - Parameters:
    ///   - folder: where sounds are kept; it is made where it is missing.
    ///   - publicURL: the beginning of addresses, without a slash at its end.
    public init(
        program: SpeechProgram, folder: String, publicURL: String, logger: Logger, now: @escaping @Sendable () -> Moment
    ) {
        self.program = program
        self.folder = folder
        address = publicURL + "/audio/"
        self.logger = logger
        self.now = now
        queue.async { [self] in prepare() }
    }

    /// The sound of a text. Where it is not known it begins to be made.
    public func sound(_ text: String, language: String) -> State {
        guard !text.isEmpty, text.count <= Self.longest else { return .none }
        let key = Key(text: text, voice: SpeechVoice.name(of: language, text: text))
        let moment = now()
        let (state, begins) = entries.withLock { entries -> (State, Bool) in
            switch entries[key] {
            case .ready(let sound)?: return (.ready(sound), false)
            case .making?: return (.making, false)
            case .failed(let until)? where moment < until: return (.none, false)
            case .failed?, nil: return Self.begin(key, &entries)
            }
        }
        if begins { queue.async { [self] in make(key) } }
        return state
    }

    private static func begin(_ key: Key, _ entries: inout [Key: Entry]) -> (State, Bool) {
        guard entries.values.count(where: \.isMaking) < waitingLimit else { return (.none, false) }
        if entries.count >= entryLimit { entries = entries.filter { $0.value.isMaking } }
        entries[key] = .making
        return (.making, true)
    }

    /// The file of a sound; nil where there is none of that hash.
    public func file(sha256: String) -> String? {
        guard sha256.utf8.count == 64, sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
            return nil
        }
        let path = "\(folder)/\(sha256).wav"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    private func prepare() {
        try? FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for file in files {
            let path = "\(folder)/\(file)"
            let made = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate] as? Date
            let isOld = made.map { Date(now()).timeIntervalSince($0) > Self.kept } ?? false
            if isOld || file.hasPrefix("making-") { try? FileManager.default.removeItem(atPath: path) }
        }
        do throws(SpeechProgram.Failure) { try program.check(in: folder) } catch {
            logger.warning("there is no speech; loudspeakers get texts only", metadata: ["error": "\(error)"])
        }
    }

    private func make(_ key: Key) {
        do {
            let bytes = try program.make(key.text, voice: key.voice, in: folder)
            let sha256 = HexDigits.text(of: SHA256.hash(data: bytes))
            try Data(bytes).write(to: URL(filePath: "\(folder)/\(sha256).wav"), options: .atomic)
            let sound = Sound(url: "\(address)\(sha256).wav", sha256: sha256)
            entries.withLock { $0[key] = .ready(sound) }
        } catch {
            logger.error("a text could not be made into speech; it goes out as text", metadata: ["error": "\(error)"])
            let until = now() + Self.pause
            entries.withLock { $0[key] = .failed(until) }
        }
    }
}

extension Speech.Entry {
    fileprivate var isMaking: Bool {
        if case .making = self { true } else { false }
    }
}

extension Date {
    fileprivate init(_ moment: Moment) { self.init(timeIntervalSince1970: Double(moment.milliseconds) / 1000) }
}
