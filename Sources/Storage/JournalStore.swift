public import Record

/// The journal on disk, to read. Every call is a short transaction of its own, so a reader never holds up the writer.
public protocol JournalReader: Sendable {
    /// The number of lines that are committed.
    func count() throws(StorageError) -> Int

    /// The lines from a number on: as many as fit in `bytes`, at least one commit's piece, none behind the last line.
    func lines(from seq: Int, bytes: Int) throws(StorageError) -> JournalLines

    /// An alert as it was received, by the SHA-256 of its bytes in 64 lower-case hexadecimal digits.
    func original(sha256: String) throws(StorageError) -> [UInt8]?

    /// The register versions whose files are kept, in ascending order.
    func registerVersions() throws(StorageError) -> [Int]

    /// The files of a register version.
    func register(version: Int) throws(StorageError) -> RegisterFiles?

    /// A secret by its name.
    func secret(named name: String) throws(StorageError) -> [UInt8]?

    /// The checkpoint of the largest size.
    func latestCheckpoint() throws(StorageError) -> StoredCheckpoint?

    /// The checkpoints of at least this size, in ascending order, at most `limit` of them.
    func checkpoints(from size: Int, limit: Int) throws(StorageError) -> [StoredCheckpoint]
}

/// The journal on disk, to write: by one process, from one serial queue.
public protocol JournalStore: JournalReader {
    /// Commits everything in a batch in one transaction, or nothing of it.
    ///
    /// When the call returns, the batch is on disk and survives the loss of power, as far as the disk keeps what it has
    /// confirmed. When it throws, nothing of the batch is there, and the same batch MAY be tried again. It blocks until
    /// the disk has confirmed, so it MUST be called from a queue of its own, never from the cooperative pool.
    func commit(_ batch: JournalBatch) throws(StorageError)

    /// Destroys a secret: its bytes are overwritten in the file and in what is left of the write-ahead log.
    func destroySecret(named name: String) throws(StorageError)
}

extension JournalReader {
    /// The size of pages where nothing else is asked for; large enough that reading runs at the disk's speed.
    public static var pageBytes: Int { 1 << 20 }

    /// Calls `body` with every line from a number on, in order, at most `limit` of them. The bytes, without the newline,
    /// are valid within the call. Lines that are committed meanwhile are included.
    public func forEachLine<Failure: Error>(
        from seq: Int, limit: Int = .max, _ body: (_ seq: Int, _ line: UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(JournalReadError<Failure>) {
        var next = seq
        while next - seq < limit {
            let page: JournalLines
            do throws(StorageError) { page = try lines(from: next, bytes: Self.pageBytes) } catch { throw .storage(error) }
            guard !page.isEmpty else { return }
            let last = limit == .max ? page.end : min(page.end, seq + limit)
            do throws(Failure) {
                try page.forEach { (number, line) throws(Failure) in if number < last { try body(number, line) } }
            } catch { throw .body(error) }
            next = page.end
        }
    }

    /// The last line without its newline; nil while the journal is empty.
    public func lastLine() throws(StorageError) -> (seq: Int, bytes: [UInt8])? {
        let count = try count()
        guard count > 0 else { return nil }
        return (count - 1, try lines(from: count - 1, bytes: 1).bytes.dropLast())
    }
}

/// Why a walk over the journal ended early.
public enum JournalReadError<Failure: Error>: Error {
    /// The journal could not be read.
    case storage(StorageError)
    /// What was done with a line failed.
    case body(Failure)
}
