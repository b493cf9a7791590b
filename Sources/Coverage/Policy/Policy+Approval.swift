public import Alerts

extension Policy {
    /// What becomes of an official alert that waits for the duty officer when nobody answers.
    public struct ApprovalRules: Codable, Hashable, Sendable {
        /// Minutes by colour after which an alert goes out although nobody decided. A colour that is not named waits for a person however
        /// long that takes. Red alerts of an official source never wait at all.
        public var releaseAfterMinutes: [String: Int]
    }

    /// Minutes after which an alert that waits goes out by itself; nil where it waits for a person.
    public func releaseMinutes(_ colour: Colour) -> Int? { approval?.releaseAfterMinutes[colour.rawValue] }

    /// What is wrong with the rules for alerts that wait.
    func approvalFindings() -> [String] {
        (approval?.releaseAfterMinutes ?? [:]).sorted { $0.key < $1.key }.flatMap { name, minutes -> [String] in
            guard Colour(rawValue: name) != nil else { return ["approval.releaseAfterMinutes: \(name) is not a colour"] }
            return (0...1440).contains(minutes)
                ? [] : ["approval.releaseAfterMinutes.\(name): \(minutes) is not in 0 to 1440"]
        }
    }
}
