/// What an account is for.
public enum Role: String, CaseIterable, Codable, Hashable, Sendable {
    /// Stands watch: everything but the accounts and the score.
    case duty
    /// Looks after a grid.
    case grid
    /// Checks: reads figures and the journal, never personal data.
    case evaluator
    /// Runs the system.
    case admin
    /// Brings alerts; a program with a token, nobody signs in with it.
    case source
}

/// What somebody may do.
enum Right: Sendable {
    /// See alerts, coverage and devices.
    case watch
    /// See alerts and coverage as an evaluator may, without personal data.
    case figures
    /// Acknowledge, let go out, keep back, compose.
    case act
    /// See homes and people by their names in the register.
    case personal
    /// See the assessment and the journal.
    case assess
    /// Give a score of one's own.
    case score
    /// Hand in alerts as a program.
    case bring
}

extension Role {
    /// Whether the role has a right.
    func has(_ right: Right) -> Bool {
        switch right {
        case .watch: self == .duty || self == .grid || self == .admin
        case .figures: self != .source
        case .act: self == .duty || self == .admin
        case .personal: self == .duty || self == .admin
        case .assess: self == .evaluator || self == .admin
        case .score: self == .evaluator
        case .bring: self == .source || self == .duty
        }
    }
}

/// Somebody who may sign in, or a program with tokens.
public struct Account: Codable, Hashable, Sendable {
    /// The name to sign in with.
    public var name: String
    /// What it is for.
    public var role: Role
    /// The staff identifier in the register, for what the journal says by pseudonym; nil where there is none.
    public var staff: String?
    /// How the name is shown, for instance an evaluator's unit and name.
    public var label: String?
    /// The password's hash; nil for a program.
    public var password: PasswordHash?
    /// Tokens by the SHA-256 of their bytes.
    public var tokens: [Token]
    /// Goes up with each new password or role, which ends the sessions from before.
    public var generation: Int

    /// A token, of which only the hash is kept.
    public struct Token: Codable, Hashable, Sendable {
        /// SHA-256 of the token, 64 hexadecimal digits.
        public var sha256: String
        /// What it is for.
        public var note: String
    }

    /// An account without password or tokens.
    public init(name: String, role: Role, staff: String? = nil, label: String? = nil) {
        self.name = name
        self.role = role
        self.staff = staff
        self.label = label
        tokens = []
        generation = 1
    }
}

/// Who asks, as a request showed it.
struct Caller: Sendable {
    /// The account.
    let account: Account
    /// The session's secret part, from which form tokens are made; nil for a bearer token.
    let session: Session?

    func has(_ right: Right) -> Bool { account.role.has(right) }
}
