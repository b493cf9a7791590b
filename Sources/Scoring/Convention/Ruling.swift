public import Alerts

/// A value of the convention: what it is, whose it is, and who changed it.
public struct Ruling<Value: Codable & Hashable & Sendable>: Codable, Hashable, Sendable {
    /// The value in force.
    public var value: Value
    /// Where it comes from: `convention`, or the place in a document.
    public var source: String
    /// Who changed it from what the convention publishes; nil where it is as published.
    public var changed: ChangedBy?

    /// A value with its source.
    public init(value: Value, source: String, changed: ChangedBy? = nil) {
        self.value = value
        self.source = source
        self.changed = changed
    }
}

/// Who changed a value of the convention. It is printed with every assessment.
public struct ChangedBy: Codable, Hashable, Sendable {
    /// The county's authority.
    public var by: String
    /// The day of the decision.
    public var date: CivilDate
    /// Why.
    public var reason: String

    /// A change.
    public init(by: String, date: CivilDate, reason: String) {
        self.by = by
        self.date = date
        self.reason = reason
    }
}
