import Dispatch
import Foundation
import Glibc

/// A real Kannel, bearerbox and smsbox, on loopback ports of its own in a temporary folder of its own, with the repository's
/// configuration. The Debian package must be installed; the service that it brings is not used.
///
/// It can be killed and started again on the same ports with the same store, or halted, and it never outlives its owner.
public final class Kannel: Sendable {
    /// How a Kannel is set up.
    public struct Options: Sendable {
        /// Where the SMSC listens.
        public var smppPort: Int
        /// What a reply is given to, with Kannel's escapes: `http://127.0.0.1:PORT/mo?from=%p&to=%P&text=%a`.
        public var inboundURL: String
        /// The user of sendsms.
        public var username = "tocsin"
        /// The password of that user.
        public var password = "tocsin"
        /// The password of the bind.
        public var smppPassword = "simpass"
        /// The number that messages come from.
        public var sender = "10690000"
        /// How long a submission waits for its answer before it is made again, in seconds.
        public var waitAckSeconds = 10
        /// How often a callback is tried again, every two seconds.
        public var callbackRetries = 120
        /// The port of `/cgi-bin/sendsms`, for whoever has to know it beforehand.
        public var sendsmsPort = LocalHTTP.freePort()
        /// Lines added to the core group, for instance `sms-outgoing-queue-limit = 5`.
        public var coreLines: [String] = []
        /// Lines added to the smsc group, for instance `denied-prefix = "999"`.
        public var smscLines: [String] = []

        /// A Kannel between an SMSC and a listener.
        public init(smppPort: Int, inboundURL: String = "http://127.0.0.1:9/") {
            self.smppPort = smppPort
            self.inboundURL = inboundURL
        }
    }

    /// How it is set up.
    public let options: Options
    /// Its folder: configuration, store, logs.
    public let folder: String
    /// The port of `/cgi-bin/sendsms`.
    public var sendsmsPort: Int { options.sendsmsPort }
    /// The port of the administration.
    public let adminPort = LocalHTTP.freePort()
    private let smsboxPort = LocalHTTP.freePort()
    private let statusPassword = UUID().uuidString
    private let bearerbox: KannelBox
    private let smsbox: KannelBox

    private init(_ options: Options) throws {
        self.options = options
        folder = URL(filePath: NSTemporaryDirectory()).appending(path: "kannel-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder + "/dlr", withIntermediateDirectories: true)
        let configuration = folder + "/kannel.conf"
        bearerbox = KannelBox("/usr/sbin/bearerbox", configuration: configuration, log: folder + "/bearerbox.out")
        smsbox = KannelBox("/usr/sbin/smsbox", configuration: configuration, log: folder + "/smsbox.out")
        try KannelConfiguration(
            options: options, folder: folder, sendsmsPort: sendsmsPort, adminPort: adminPort, smsboxPort: smsboxPort,
            statusPassword: statusPassword
        ).write()
    }

    /// Sets a Kannel up and starts it; returns when sendsms listens and, unless told otherwise, the SMSC is online. A port that
    /// somebody took meanwhile costs another attempt.
    public static func launch(_ options: Options, untilOnline: Bool = true) async throws -> Kannel {
        for _ in 0..<2 {
            let kannel = try Kannel(options)
            do {
                try await kannel.start(untilOnline: untilOnline)
                return kannel
            } catch is Ended { await kannel.stop() }
        }
        let kannel = try Kannel(options)
        try await kannel.start(untilOnline: untilOnline)
        return kannel
    }

    /// A box that ended while it was waited for.
    private struct Ended: Error, CustomStringConvertible { let description: String }

    deinit {
        smsbox.end(SIGKILL)
        bearerbox.end(SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Starts what does not run; returns when sendsms listens and, unless told otherwise, the SMSC is online.
    public func start(untilOnline: Bool = true) async throws {
        try await onQueue { try self.bearerbox.start() }
        try await until("bearerbox listens", bearerbox) { Self.isListening(self.smsboxPort) }
        try await onQueue { try self.smsbox.start() }
        try await until("smsbox is there", smsbox) { await self.hasSmsbox }
        if untilOnline { try await self.untilOnline() }
    }

    /// Returns when the SMSC is online.
    public func untilOnline() async throws {
        try await until("Kannel is bound to the SMSC", bearerbox) { await self.status.contains("(online") }
    }

    private func until(_ what: String, _ box: KannelBox, _ condition: () async -> Bool) async throws {
        try await eventually(what, within: 60, standing: { self.log }) {
            if box.hasEnded { throw Ended(description: "a box ended before \(what): \(self.log)") }
            return await condition()
        }
    }

    /// The status page, in plain text; empty where bearerbox does not answer.
    public var status: String {
        get async { await LocalHTTP.get(adminPort, "/status.txt?password=\(statusPassword)")?.body ?? "" }
    }

    /// The process id of bearerbox, while it runs.
    public var bearerboxID: Int32? { bearerbox.processID }

    /// Ends both at once, as a power failure would.
    public func kill() async {
        try? await onQueue {
            self.bearerbox.end(SIGKILL)
            self.smsbox.end(SIGKILL)
        }
    }

    /// Ends bearerbox alone; smsbox starts itself anew some ten seconds later.
    public func killBearerbox() async { try? await onQueue { self.bearerbox.end(SIGKILL) } }

    /// Starts bearerbox again after it was killed alone; returns when the SMSC is online and smsbox is back. It starts itself anew some
    /// ten seconds later; one that does not succeed is started, as the watchdog of the package would.
    public func restartBearerbox() async throws {
        try await onQueue { try self.bearerbox.start() }
        try await untilOnline()
        do {
            try await eventually("smsbox is back", within: 25) { await self.hasSmsbox }
        } catch is NotInTime {
            try await onQueue {
                self.smsbox.end(SIGKILL)
                try self.smsbox.start()
            }
            try await until("smsbox is back", smsbox) { await self.hasSmsbox }
        }
    }

    private var hasSmsbox: Bool {
        get async {
            guard Loopback.accepts(sendsmsPort) else { return false }
            return await status.contains("smsbox:")
        }
    }

    /// Ends both in order, smsbox first so that nothing more is taken; the store stays, and `start()` goes on from it.
    public func halt() async {
        try? await onQueue {
            self.smsbox.end(SIGTERM)
            self.bearerbox.end(SIGTERM)
        }
    }

    /// Ends smsbox alone; callbacks that it had taken over are lost.
    public func killSmsbox() async { try? await onQueue { self.smsbox.end(SIGKILL) } }

    /// Halts bearerbox: sendsms takes requests and answers none of them.
    public func suspendBearerbox() { bearerbox.signal(SIGSTOP) }

    /// Lets it go on after `suspendBearerbox()`.
    public func resumeBearerbox() { bearerbox.signal(SIGCONT) }

    /// Ends both in order and removes the folder. Nothing is left running.
    public func stop() async {
        await halt()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The path and query that send a text: UCS-2, with every report asked for.
    ///
    /// - Parameters:
    ///   - reportURL: what reports are given to, with Kannel's escapes; nil asks for none.
    ///   - coding: 2 is UCS-2, 0 the 7-bit alphabet of GSM.
    public func sendsms(to number: String, _ text: String, reportURL: String?, coding: Int = 2, password: String? = nil) -> String
    {
        func escaped(_ text: String) -> String {
            text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        }
        var target = "/cgi-bin/sendsms?username=\(escaped(options.username))&password=\(escaped(password ?? options.password))"
        target += "&to=\(escaped(number))&charset=UTF-8&coding=\(coding)&text=\(escaped(text))"
        if let reportURL { target += "&dlr-mask=31&dlr-url=\(escaped(reportURL))" }
        return target
    }

    /// The end of what both wrote.
    public var log: String {
        ["bearerbox.log", "bearerbox.out", "smsbox.log", "smsbox.out"]
            .map { (try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8))?.suffix(2000) ?? "" }
            .joined(separator: "\n")
    }

    /// Asks the kernel and not bearerbox: a connection that closes again is a box to it, to which it hands a report that waits.
    private static func isListening(_ port: Int) -> Bool {
        let digits = String(port, radix: 16, uppercase: true)
        let address = "0100007F:" + String(repeating: "0", count: 4 - digits.count) + digits
        // A file of the kernel's has no size to go by, so it is read to its end.
        let table = try? FileHandle(forReadingAtPath: "/proc/net/tcp")?.readToEnd()
        return String(decoding: table ?? Data(), as: UTF8.self).split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[1] == address && fields[3] == "0A"
        }
    }

    private static let queue = DispatchQueue(label: "kannel.processes")

    /// Starting and waiting block, so they have a queue of their own.
    private func onQueue(_ body: @escaping @Sendable () throws -> Void) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            Self.queue.async { continuation.resume(with: Result { try body() }) }
        }
    }
}
