import Dissemination
import Storage
import Synchronization

/// Gathers what many callers hand in while the writer is at the disk, so that one commit serves all of them and each hears when its
/// lines are on disk. Who comes alone waits for nobody.
final class JointCommit: Sendable {
    /// What one caller handed in.
    struct Share: Sendable {
        var inputs: [Input]
        var originals: [Original]
        var continuation: CheckedContinuation<Void, any Error>
    }

    private let shares = Mutex<[Share]>([])

    /// Adds a share. Whether it is the first, for which somebody has to begin a commit.
    func add(_ share: Share) -> Bool {
        shares.withLock { shares in
            shares.append(share)
            return shares.count == 1
        }
    }

    /// Commits everything that was gathered so far. What cannot be decided on must not hold up the others, so each then has a commit of
    /// its own; a disk that fails does so for all.
    func run(_ submit: ([Input], [Original]) throws(EngineError) -> Void) {
        let gathered = shares.withLock { shares in
            defer { shares = [] }
            return shares
        }
        do throws(EngineError) {
            try submit(gathered.flatMap(\.inputs), gathered.flatMap(\.originals))
            for share in gathered { share.continuation.resume() }
        } catch .storage(let error) {
            for share in gathered { share.continuation.resume(throwing: EngineError.storage(error)) }
        } catch {
            guard gathered.count > 1 else { return gathered.forEach { $0.continuation.resume(throwing: error) } }
            for share in gathered {
                share.continuation.resume(with: Result { try submit(share.inputs, share.originals) })
            }
        }
    }
}
