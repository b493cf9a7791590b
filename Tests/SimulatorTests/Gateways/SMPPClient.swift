import Dispatch
import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// The other side of an SMSC, byte by byte from the specification (SMPP 3.4) and from nothing else.
final class SMPPClient: Sendable {
    struct Unit: Sendable, Hashable {
        var command: UInt32
        var status: UInt32
        var sequence: UInt32
        var body: [UInt8]
    }

    private let descriptor: Int32
    private let sequence = Mutex<UInt32>(0)
    private let units = Mutex<[Unit]>([])
    private let isOver = Mutex(false)

    init(port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let code = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else { throw NotInTime("nobody listens on \(port)") }
        Thread.detachNewThread { [self] in read() }
    }

    deinit { close(descriptor) }

    /// Ends the connection without a word.
    func disconnect() { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// What came so far, and whether the other side ended the connection.
    var received: [Unit] { units.withLock { $0 } }
    var isClosed: Bool { isOver.withLock { $0 } }

    /// The deliver_sm that came so far.
    var delivered: [Unit] { received.filter { $0.command == 5 } }

    @discardableResult
    func write(_ command: UInt32, _ body: [UInt8] = [], status: UInt32 = 0, sequence given: UInt32? = nil) -> UInt32 {
        let number =
            given
            ?? sequence.withLock {
                $0 += 1; return $0
            }
        let header = [UInt32(16 + body.count), command, status, number]
        raw(header.flatMap { value in stride(from: 24, through: 0, by: -8).map { UInt8(value >> UInt32($0) & 0xFF) } } + body)
        return number
    }

    func raw(_ bytes: [UInt8]) { _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) }

    /// Writes a request and waits for its answer.
    func ask(_ command: UInt32, _ body: [UInt8] = []) async throws -> Unit {
        let number = write(command, body)
        try await until("the answer to \(command)") { received.contains { $0.sequence == number && $0.command >> 31 == 1 } }
        return try #require(received.first { $0.sequence == number && $0.command >> 31 == 1 })
    }

    func bind(_ command: UInt32 = 9, user: String = "kannel", password: String = "simpass") async throws -> UInt32 {
        try await ask(command, Array("\(user)\0\(password)\0\0".utf8) + [0x34, 0, 0, 0]).status
    }

    /// The body of a submit_sm.
    static func submit(
        _ to: String, _ octets: [UInt8], from: String = "10690000", esmClass: UInt8 = 0, coding: UInt8 = 8, registered: UInt8 = 1,
        parameters: [UInt8] = []
    ) -> [UInt8] {
        [0, 0, 1] + Array("\(from)\0".utf8) + [1, 1] + Array("\(to)\0".utf8)
            + [esmClass, 0, 0, 0, 0, registered, 0, coding, 0, UInt8(octets.count)] + octets + parameters
    }

    static func utf16(_ text: String) -> [UInt8] { text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } }

    private func read() {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(descriptor, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
            while let length = Self.word(bytes, 0).map(Int.init), length >= 16, bytes.count >= length {
                units.withLock {
                    $0.append(
                        Unit(
                            command: Self.word(bytes, 4) ?? 0, status: Self.word(bytes, 8) ?? 0,
                            sequence: Self.word(bytes, 12) ?? 0,
                            body: Array(bytes[16..<length])))
                }
                bytes.removeFirst(length)
            }
        }
        isOver.withLock { $0 = true }
    }

    private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32? {
        guard bytes.count >= at + 4 else { return nil }
        return bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
