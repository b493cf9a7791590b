/// Something wrong or unwise in a file or setting, with the place where it stands.
struct PlacedFinding: Hashable, Sendable, Codable, CustomStringConvertible {
    /// How bad it is.
    enum Severity: String, Codable, Hashable, Sendable {
        /// The service would not start, or would not do what it is for.
        case error
        /// It works, but somebody should look.
        case warning
    }

    /// How bad it is.
    var severity: Severity
    /// Where it stands.
    var place: Place
    /// What is wrong and what to do.
    var text: String

    static func error(_ place: Place, _ text: String) -> PlacedFinding { .init(severity: .error, place: place, text: text) }

    static func warning(_ place: Place, _ text: String) -> PlacedFinding { .init(severity: .warning, place: place, text: text) }

    /// The finding as one line, in the form that editors jump to.
    var description: String { "\(place): \(severity.rawValue): \(text)" }
}

/// Where something stands: a place in a file, a whole file or folder, or a variable of the environment.
struct Place: Hashable, Sendable, Codable, CustomStringConvertible {
    /// A path as it was given, or the name of a variable, or what else was looked at, such as a broker's address.
    var name: String
    /// The line, from 1; nil where no line is meant.
    var line: Int?
    /// The character in the line, from 1.
    var column: Int?

    init(_ name: String, line: Int? = nil, column: Int? = nil) {
        self.name = name
        self.line = line
        self.column = column
    }

    var description: String { [name, line.map(String.init), column.map(String.init)].compactMap(\.self).joined(separator: ":") }
}

/// What reading a file or a set of settings gave: a value where nothing was wrong enough, and every finding.
struct Reading<Value: Sendable>: Sendable {
    /// The value; nil where an error stands among the findings.
    var value: Value?
    /// All findings, in the order of the file.
    var findings: [PlacedFinding]

    /// The value, or all findings as an error.
    func get() throws(ConfigurationError) -> Value {
        guard let value, !findings.contains(where: { $0.severity == .error }) else {
            throw ConfigurationError(findings: findings)
        }
        return value
    }
}

/// A configuration that cannot be used, with everything that is wrong in it.
struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// All findings; at least one is an error.
    var findings: [PlacedFinding]

    var description: String {
        let lines = findings.map(\.description).joined(separator: "\n")
        return "the configuration cannot be used:\n\(lines)"
    }
}
