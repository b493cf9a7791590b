/// What a transfer gives back.
public typealias HTTPOutcome = Result<HTTPResponse, HTTPFailure>

/// Why there is no answer to a request, how far it came, and whether a second try can do harm.
public struct HTTPFailure: Error, Sendable, Hashable {
    /// The kinds of reason, for counters and checks.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The request cannot be sent as it is.
        case invalidRequest
        /// Too many requests are waiting already.
        case overloaded
        /// The host name, or the proxy's, has no address.
        case unknownHost
        /// The address lies outside ``HTTPRequest/reach``.
        case forbiddenAddress
        /// No connection to host and port, or through the proxy.
        case unreachable
        /// Certificates or the TLS handshake failed.
        case tls
        /// A certificate or key file cannot be used.
        case tlsFiles
        /// The connection broke or the far end ended it; the step says when.
        case lost
        /// What came back is not a proper HTTP answer.
        case malformed
        /// The answer is larger than allowed.
        case tooLarge
        /// More redirects in a row than allowed.
        case tooManyRedirects
        /// A redirect leads where none may lead.
        case forbiddenRedirect
        /// The answer's status is not 2xx; only from ``HTTPResponse/successful()``.
        case status
        /// It took too long; the step says what.
        case timedOut
        /// The task was cancelled.
        case cancelled
        /// The transfer was stopped.
        case stopped
        /// The HTTP library gave up for a reason of its own, such as lack of memory.
        case library
    }

    /// The steps of a request, in their order.
    public enum Step: String, Sendable, Hashable, CaseIterable, Comparable {
        /// Not begun: waiting for its turn.
        case waiting
        /// Looking up the name.
        case name
        /// Connecting.
        case connect
        /// Agreeing on TLS.
        case tls
        /// Sending the request.
        case sending
        /// The request is out, nothing of the answer is in.
        case answer
        /// Reading the answer.
        case reading

        /// Whether one step comes before another.
        public static func < (left: Step, right: Step) -> Bool {
            allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
        }
    }

    /// The kind of reason.
    public var kind: Kind
    /// The step that failed, or during which the request was ended.
    public var step: Step
    /// Whether the far end may have the request. False only if it certainly has not: then a second try does no harm. True as soon as
    /// any of it went out, since an answer that is missing says nothing about what was done.
    public var mayHaveArrived: Bool
    /// What happened and what to do, for people, in one sentence; without query, path, credentials or body.
    public var text: String

    /// A failure with its words.
    public init(_ kind: Kind, step: Step, mayHaveArrived: Bool, _ text: String) {
        self.kind = kind
        self.step = step
        self.mayHaveArrived = mayHaveArrived
        self.text = text
    }
}

extension HTTPFailure: CustomStringConvertible {
    /// The words alone.
    public var description: String { text }
}
