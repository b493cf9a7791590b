import Glibc

/// The file that holds the community's private key: mode 0600, made once, on the first start with an empty journal.
public struct SigningKeyFile: Sendable {
    /// Where the file is.
    public let path: String

    /// The file at a path; nothing is read yet.
    public init(path: String) { self.path = path }

    /// Reads the key, or makes it where journal and file are both still missing.
    ///
    /// - Parameters:
    ///   - name: the journal's origin, which the key must carry as its name.
    ///   - journalIsEmpty: whether the journal holds no line; only then a new key is made.
    ///   - journalKey: the public key that the journal names as its own, if it names one.
    public func open(name: String, journalIsEmpty: Bool, journalKey: VerifierKey?) throws(SigningKeyError) -> SigningKey {
        guard let key = try read() else {
            guard journalIsEmpty else { throw .missing(path: path) }
            return try create(name: name)
        }
        if key.verifierKey.name != name { throw .foreign(path: path, found: key.verifierKey.name, expected: name) }
        if let journalKey, key.verifierKey != journalKey {
            throw .foreign(path: path, found: key.verifierKey.description, expected: journalKey.description)
        }
        return key
    }

    /// Reads the key; nil if there is no such file.
    public func read() throws(SigningKeyError) -> SigningKey? {
        let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .failed(path: path, action: "open", code: errno)
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .failed(path: path, action: "inspect", code: errno) }
        guard status.st_mode & 0o177 == 0 else { throw .exposed(path: path, mode: UInt32(status.st_mode & 0o777)) }
        // A key is one short line; what is longer is not read further, and so not taken for a key.
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count >= 0 else { throw .failed(path: path, action: "read", code: errno) }
        guard let key = SigningKey(fileText: String(decoding: bytes.prefix(count), as: UTF8.self)) else {
            throw .malformed(path: path)
        }
        return key
    }

    /// Makes a key and its file. The file appears under its name only when its content is on disk, so a crash leaves either
    /// a whole key or none; it is never put over one that is there.
    private func create(name: String) throws(SigningKeyError) -> SigningKey {
        let key = SigningKey(generatedFor: name)
        let draft = path + ".new"
        unlink(draft)
        try write(Array(key.fileText.utf8), to: draft)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else { throw .failed(path: path, action: "create", code: errno) }
        try syncFolder()
        return key
    }

    private func write(_ bytes: [UInt8], to draft: String) throws(SigningKeyError) {
        let file = Glibc.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .failed(path: draft, action: "create", code: errno) }
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count, fsync(file) == 0 else {
            throw .failed(path: draft, action: "write", code: errno)
        }
    }

    private func syncFolder() throws(SigningKeyError) {
        let end = path.lastIndex(of: "/")
        let folder = end.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let file = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .failed(path: folder, action: "open", code: errno) }
        defer { close(file) }
        guard fsync(file) == 0 else { throw .failed(path: folder, action: "sync", code: errno) }
    }
}
