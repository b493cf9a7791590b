public import Community

/// What is known from outside the journal's lines. Where nothing was looked at, the checks that ask for it are unmet.
public struct OutsideFindings: Hashable, Sendable {
    /// What holding the journal against an official list of warnings showed; nil where no list was read.
    public var officialList: OfficialList?
    /// The kinds of danger that a source watches which was alive at the end of the period.
    public var liveKinds: Set<MonitoredKind>

    /// Findings; by default nothing was looked at.
    public init(officialList: OfficialList? = nil, liveKinds: Set<MonitoredKind> = []) {
        self.officialList = officialList
        self.liveKinds = liveKinds
    }
}

/// An official list of the period's warnings, held against the journal.
public struct OfficialList: Hashable, Sendable {
    /// The warnings on it that concern the community.
    public var warnings: Int
    /// Those of them that are not in the journal.
    public var absent: Int

    /// A list with what was missing here.
    public init(warnings: Int, absent: Int) {
        self.warnings = warnings
        self.absent = absent
    }
}
