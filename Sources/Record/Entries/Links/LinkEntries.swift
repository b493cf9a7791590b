public import Alerts
public import Community

/// `link.issued`: somebody gets a personal link for their page, good for a shift and for every warning in it.
public struct LinkIssued: Codable, Hashable, Sendable {
    /// The link's name.
    public var link: LinkID
    /// The pseudonym of whose page it is.
    public var staff: Pseudonym
    /// Until when it is good.
    public var until: Moment

    /// A new link.
    public init(link: LinkID, staff: Pseudonym, until: Moment) {
        self.link = link
        self.staff = staff
        self.until = until
    }
}

/// `link.bound`: a link was opened on a phone, and is good on that phone only from then on.
public struct LinkBound: Codable, Hashable, Sendable {
    /// The link.
    public var link: LinkID
    /// A mark of the phone's browser: the first 16 hexadecimal digits of SHA-256 of a secret that only it has.
    public var browser: LinkID

    /// A link on a phone.
    public init(link: LinkID, browser: LinkID) {
        self.link = link
        self.browser = browser
    }
}

/// `link.revoked`: a link is good no more.
public struct LinkRevoked: Codable, Hashable, Sendable {
    /// The link.
    public var link: LinkID
    /// The pseudonym of who ended it: its owner, or somebody of the duty room; nil where a command did without a name.
    public var by: Pseudonym?

    /// A link that is over.
    public init(link: LinkID, by: Pseudonym?) {
        self.link = link
        self.by = by
    }
}
