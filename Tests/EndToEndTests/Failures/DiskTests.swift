import Foundation
import Glibc
import Record
import TestSupport
import Testing

/// A disk that runs full under the running service.
@Suite struct DiskTests {
    /// Whether this test may mount a file system of its own.
    private static let mayMount = geteuid() == 0 && FileManager.default.fileExists(atPath: "/bin/mount")

    @Test(.enabled(if: mayMount, "only root can mount a small file system to fill"))
    func fullDiskKeepsWhatWasAcknowledgedAndTakesTheRestLater() async throws {
        let village = try await Village(nil)
        defer { village.remove() }
        let disk = village.installation.data
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        try ChildProcess.run("/bin/mount", ["-t", "tmpfs", "-o", "size=6m,mode=0700", "tmpfs", disk])
        defer { try? ChildProcess.run("/bin/umount", ["-l", disk]) }
        let service = try await village.installation.serveReady(environment: village.environment)
        let watch = JournalWatch(disk)
        let before = AlertText("before-full")
        try await village.send(before.xml)
        try await watch.line("alert.accepted") { $0["alert"].text == before.id }

        let filler = disk + "/filler"
        fill(filler)
        let large = AlertText("while-full") { $0.description = String(repeating: "雨大，上高处。", count: 4000) }
        try await village.send(large.xml)
        try await eventually(
            "/readyz says that the disk is full", standing: { village.installation.log.suffix(3000).description }
        ) {
            let answer = await village.installation.readiness()
            return answer?.status == 503 && answer?.body.contains("full") == true
        }
        #expect(village.installation.log.contains("The disk is full"))
        #expect(service.ending == nil)
        try watch.catchUp()
        #expect(!watch.index.messages.contains(large.id))

        try FileManager.default.removeItem(atPath: filler)
        try await watch.line("alert.accepted", within: 60) { $0["alert"].text == large.id }
        try await village.installation.ready(service)
        #expect(await service.stop() == .exited(0))
        let verified = try await village.tocsin(["journal", "verify", "--figures"])
        #expect(verified.isSuccess, "\(verified)")
    }

    /// Writes until nothing more fits.
    private func fill(_ file: String) {
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        for size in [65_536, 4096, 512, 1] {
            let zeros = [UInt8](repeating: 0, count: size)
            while write(descriptor, zeros, size) > 0 {}
        }
    }
}
