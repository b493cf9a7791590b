public import Alerts
public import Community
public import Record

/// The personal links of staff: whose each is, until when, on which phone.
public struct LinkBook: Sendable {
    /// A link.
    public struct Link: Hashable, Sendable {
        /// Its name.
        public var id: LinkID
        /// The pseudonym of whose page it is.
        public var staff: Pseudonym
        /// Until when it is good.
        public var until: Moment
        /// The mark of the phone's browser that opened it first; nil while nobody has.
        public internal(set) var browser: LinkID?
        /// Whether somebody ended it.
        public internal(set) var isRevoked = false

        /// Whether it is good at a moment, on the right phone.
        public func isGood(at now: Moment) -> Bool { !isRevoked && now < until }
    }

    /// How long a link that is over is remembered, so that its page can say so.
    static let remembered = Span.hours(72)

    private var links: [LinkID: Link] = [:]
    private var latest: [Pseudonym: LinkID] = [:]

    /// A link by its name; nil for one that never was, or was over long ago.
    public subscript(id: LinkID) -> Link? { links[id] }

    /// All links that are remembered, in no order.
    public var all: some Collection<Link> { links.values }

    /// The link of somebody that is good at a moment; nil where there is none.
    public func link(of staff: Pseudonym, at now: Moment) -> Link? {
        latest[staff].flatMap { links[$0] }.flatMap { $0.isGood(at: now) ? $0 : nil }
    }

    /// Whether the latest link of somebody was never opened.
    func isUnopened(by staff: Pseudonym) -> Bool {
        latest[staff].flatMap { links[$0] }.map { $0.browser == nil && !$0.isRevoked } ?? false
    }

    mutating func apply(_ entry: Entry, at: Moment) {
        switch entry {
        case .linkIssued(let line):
            for (id, link) in links where link.until + Self.remembered < at { links[id] = nil }
            links[line.link] = Link(id: line.link, staff: line.staff, until: line.until)
            latest[line.staff] = line.link
        case .linkBound(let line): links[line.link]?.browser = line.browser
        case .linkRevoked(let line): links[line.link]?.isRevoked = true
        default: break
        }
    }
}
