import Foundation
import Glibc
import Record
import Storage

/// What can be said about the data folder, the journal and the key in it without touching them.
struct DataFolderCheck {
    let configuration: ServiceConfiguration

    /// The signing key's name in the data folder.
    static let keyName = "signing-key"

    func findings() -> [PlacedFinding] {
        let folder = configuration.data
        var status = stat()
        guard stat(folder, &status) == 0 else { return absentFolder() }
        guard status.st_mode & S_IFMT == S_IFDIR else { return [.error(Place(folder), "this is not a folder; set data to one")] }
        var findings: [PlacedFinding] = []
        if access(folder, R_OK | W_OK | X_OK) != 0 {
            findings.append(
                .error(Place(folder), "this user may not write here; run the check as the service's user, or change the owner"))
        }
        if status.st_mode & 0o077 != 0 {
            findings.append(
                .warning(Place(folder), "others may look into this folder of personal data; run: chmod 700 '\(folder)'"))
        }
        return findings + space(folder) + journal(folder)
    }

    private func absentFolder() -> [PlacedFinding] {
        var parent = (configuration.data as NSString).deletingLastPathComponent
        while !parent.isEmpty, parent != "/", access(parent, F_OK) != 0 {
            parent = (parent as NSString).deletingLastPathComponent
        }
        guard access(parent.isEmpty ? "." : parent, W_OK | X_OK) != 0 else { return [] }
        return [.error(Place(configuration.data), "the folder is not there, and this user may not create it below \(parent)")]
    }

    private func space(_ folder: String) -> [PlacedFinding] {
        var system = statvfs()
        guard statvfs(folder, &system) == 0 else { return [] }
        let free = UInt64(system.f_bavail) * UInt64(system.f_frsize)
        guard free < 256 << 20 else { return [] }
        return [.warning(Place(folder), "only \(free >> 20) MiB are free here; the journal needs room to grow")]
    }

    private func journal(_ folder: String) -> [PlacedFinding] {
        let key: SigningKey?
        do throws(SigningKeyError) { key = try SigningKeyFile(path: "\(folder)/\(Self.keyName)").read() } catch {
            return [.error(Place("\(folder)/\(Self.keyName)"), "\(error)")]
        }
        do {
            return try journal(SQLiteJournalReader(folder: folder), key: key, folder: folder)
        } catch StorageError.absent {
            return []
        } catch {
            return [.error(Place(folder), "\(error)")]
        }
    }

    private func journal(_ journal: any JournalReader, key: SigningKey?, folder: String) throws -> [PlacedFinding] {
        guard try journal.count() > 0 else { return [] }
        let opened = try JournalOpening(journal).opened
        let place = Place("\(folder)/\(Self.keyName)")
        var findings: [PlacedFinding] = []
        if let key {
            if key.verifierKey.description != opened.key {
                findings.append(
                    .error(
                        place,
                        "\(SigningKeyError.foreign(path: place.name, found: key.verifierKey.description, expected: opened.key))"))
            }
        } else {
            findings.append(.error(place, "\(SigningKeyError.missing(path: place.name))"))
        }
        if opened.community != configuration.community {
            findings.append(
                .error(
                    Place(folder),
                    "the journal here is that of \(opened.community), not of \(configuration.community); set data to another"))
        }
        return findings
    }
}
