import Glibc

/// The folder that journal, lock and key live in. It holds personal data, so only its owner may look inside.
enum DataFolder {
    /// Makes the folder, and those above it, where they are missing.
    static func create(_ path: String) throws(StorageError) {
        var built = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            built += built.isEmpty || built == "/" ? part : "/\(part)"
            guard mkdir(built, 0o700) != 0, errno != EEXIST else { continue }
            // A folder above may exist without our right to write beside it; only the last one must be there.
            var status = stat()
            guard stat(built, &status) == 0 else { throw .notWritable(file: path, detail: String(cString: strerror(errno))) }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .notWritable(file: path, detail: "it is not a folder")
        }
    }

    /// Makes an empty file with mode 0600 unless there is a file; SQLite gives its companions the same mode.
    static func createPrivateFile(_ path: String) throws(StorageError) {
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else {
            throw errno == ENOSPC ? .full(file: path) : .notWritable(file: path, detail: String(cString: strerror(errno)))
        }
        close(file)
    }

    /// Makes the names of new files in the folder last.
    static func sync(_ path: String) throws(StorageError) {
        let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw .notWritable(file: path, detail: String(cString: strerror(errno))) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw .failing(file: path, detail: String(cString: strerror(errno))) }
    }
}
