/// What a message is for (CAP 1.2 §3.2.1 status).
public enum Status: String, CaseIterable, Codable, Hashable, Sendable {
    case actual = "Actual", exercise = "Exercise", system = "System", test = "Test", draft = "Draft"
}

/// What a message does to earlier ones (CAP 1.2 §3.2.1 msgType).
public enum MsgType: String, CaseIterable, Codable, Hashable, Sendable {
    case alert = "Alert", update = "Update", cancel = "Cancel", ack = "Ack", error = "Error"
}

/// For whom a message is (CAP 1.2 §3.2.1 scope).
public enum Scope: String, CaseIterable, Codable, Hashable, Sendable {
    case `public` = "Public", restricted = "Restricted", `private` = "Private"
}

/// What kind of event it is about (CAP 1.2 §3.2.2 category).
public enum Category: String, CaseIterable, Codable, Hashable, Sendable {
    case geo = "Geo", met = "Met", safety = "Safety", security = "Security", rescue = "Rescue", fire = "Fire"
    case health = "Health", env = "Env", transport = "Transport", infra = "Infra", cbrne = "CBRNE", other = "Other"
}

/// What people are to do (CAP 1.2 §3.2.2 responseType).
public enum ResponseType: String, CaseIterable, Codable, Hashable, Sendable {
    case shelter = "Shelter", evacuate = "Evacuate", prepare = "Prepare", execute = "Execute", avoid = "Avoid"
    case monitor = "Monitor", assess = "Assess", allClear = "AllClear", none = "None"
}

/// How soon to act (CAP 1.2 §3.2.2 urgency).
public enum Urgency: String, CaseIterable, Codable, Hashable, Sendable {
    case immediate = "Immediate", expected = "Expected", future = "Future", past = "Past", unknown = "Unknown"
}

/// How bad it is (CAP 1.2 §3.2.2 severity).
public enum Severity: String, CaseIterable, Codable, Hashable, Sendable {
    case extreme = "Extreme", severe = "Severe", moderate = "Moderate", minor = "Minor", unknown = "Unknown"
}

/// How sure it is (CAP 1.2 §3.2.2 certainty).
public enum Certainty: String, CaseIterable, Codable, Hashable, Sendable {
    case observed = "Observed", likely = "Likely", possible = "Possible", unlikely = "Unlikely", unknown = "Unknown"
}
