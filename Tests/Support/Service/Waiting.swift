/// Something that did not come about in time.
public struct NotInTime: Error, CustomStringConvertible {
    /// What was waited for, how long, and how things stood.
    public let description: String

    /// An expectation that was not met.
    public init(_ description: String) { self.description = description }
}

/// Returns when a condition holds, which is looked at many times a second; throws when it does not within the time.
///
/// For what other processes do, whose events cannot be awaited otherwise. `standing` says how things are when time is up.
public func eventually(
    _ what: String, within seconds: Int = 30, standing: () async throws -> String = { "" }, _ condition: () async throws -> Bool
) async throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while true {
        if try await condition() { return }
        guard ContinuousClock.now < end else {
            throw NotInTime("not within \(seconds) s: \(what) \(try await standing())")
        }
        try await Task.sleep(for: .milliseconds(20))
    }
}
