import Alerts
import Community
import Record

extension Policy {
    /// The grades above which no policy may go (Tocsin's interfaces, Grades).
    static let ceiling: [Channel: [Stage: Grade]] = [
        .sms: [.dispatched: .sent, .delivered: .reached, .presented: .reached, .confirmed: .confirmed],
        .voice: [.dispatched: .sent, .delivered: .reached, .presented: .reached, .confirmed: .confirmed],
        .loudspeaker: [.dispatched: .sent, .delivered: .sent, .presented: .reached],
        .display: [.dispatched: .sent, .delivered: .sent, .presented: .sent, .confirmed: .sent, .told: .sent],
        .robot: [.dispatched: .sent, .delivered: .sent, .presented: .sent, .confirmed: .sent, .told: .sent],
        .round: [.presented: .reached],
        .door: [.dispatched: .sent, .delivered: .sent, .presented: .reached, .confirmed: .confirmed, .told: .told],
    ]

    /// The longest deadlines that a policy may set: duty, staff, households, vulnerable, doors.
    static let longestDeadlines: [String: [Int?]] = [
        "evacuate": [1, 3, 5, 10, 0], "red": [2, 5, 10, 15, 30], "orange": [3, 10, 15, 30, 60], "yellow": [5, 15, 30, 60, 180],
        "blue": [10, nil, 60, nil, nil], "gradual": [30, nil, 240, 480, nil],
    ]

    /// The least colour that an alert without one is treated as; for hazards that are not named, yellow.
    static let leastAssumedColours: [String: Colour] = [
        "flood": .orange, "geological": .orange, "fire": .orange, "other": .yellow,
    ]

    /// What is wrong with this policy, in words for whoever edits it: grades above the ceiling, deadlines longer than allowed or
    /// missing, vocabulary that does not exist.
    public func findings() -> [String] {
        gradeFindings() + deadlineFindings() + limitFindings() + audibilityFindings() + tableFindings() + gatewayFindings()
            + evidenceFindings() + peopleFindings() + approvalFindings()
    }

    private func gradeFindings() -> [String] {
        var findings: [String] = []
        for (channelName, stages) in grades.sorted(by: { $0.key < $1.key }) {
            guard let channel = Channel(rawValue: channelName) else {
                findings.append("grades: \(channelName) is not a channel; use one of \(Self.names(Channel.self))")
                continue
            }
            for (stageName, grade) in stages.sorted(by: { $0.key < $1.key }) {
                guard let stage = Stage(rawValue: stageName) else {
                    findings.append("grades.\(channelName): \(stageName) is not a stage; use one of \(Self.names(Stage.self))")
                    continue
                }
                let limit = Self.ceiling[channel]?[stage]
                if grade > limit ?? .sent || limit == nil {
                    findings.append(
                        "grades.\(channelName).\(stageName): \(grade.rawValue) is more than this stage proves; "
                            + (limit.map { "at most \($0.rawValue)" } ?? "leave it out"))
                }
            }
        }
        return findings
    }

    private func deadlineFindings() -> [String] {
        var findings: [String] = []
        for (name, limits) in Self.longestDeadlines.sorted(by: { $0.key < $1.key }) {
            guard let row = deadlines[name] else {
                findings.append("deadlines: the class \(name) is missing")
                continue
            }
            let values = [row.duty, row.staff, row.households, row.vulnerable, row.doors]
            for (column, (value, limit)) in zip(["duty", "staff", "households", "vulnerable", "doors"], zip(values, limits)) {
                guard let limit else { continue }
                guard let value else {
                    findings.append("deadlines.\(name).\(column): missing; at most \(limit) minutes")
                    continue
                }
                if value > limit || value < 0 {
                    findings.append(
                        "deadlines.\(name).\(column): \(value) minutes is not in 0 to \(limit); it may only be shortened")
                }
            }
        }
        for name in deadlines.keys.sorted() where Self.longestDeadlines[name] == nil {
            findings.append("deadlines: \(name) is not a class; use evacuate, red, orange, yellow, blue, gradual")
        }
        return findings
    }

    private func tableFindings() -> [String] {
        var findings: [String] = []
        for colour in Colour.allCases {
            if channels[colour.rawValue]?.isEmpty ?? true { findings.append("channels: \(colour.rawValue) names no channel") }
            if lifeMinutes[colour.rawValue] ?? 0 < 1 {
                findings.append("lifeMinutes: \(colour.rawValue) is missing or not positive")
            }
            if !(1...20).contains(plays[colour.rawValue] ?? 0) { findings.append("plays: \(colour.rawValue) is not in 1 to 20") }
        }
        for (hazard, least) in Self.leastAssumedColours.sorted(by: { $0.key < $1.key }) {
            let colour = assumedColour[hazard] ?? assumedColour["other"]
            guard let colour, colour >= least else {
                findings.append("assumedColour.\(hazard): at least \(least.rawValue), since a lesser colour has longer deadlines")
                continue
            }
        }
        for (hazard, colour) in assumedColour.sorted(by: { $0.key < $1.key }) where colour < .yellow {
            findings.append("assumedColour.\(hazard): at least yellow, since a lesser colour has longer deadlines")
        }
        if retry.firstSeconds < 1 || retry.longestSeconds < retry.firstSeconds || !(0...1).contains(retry.jitter) {
            findings.append("retry: firstSeconds at least 1, longestSeconds no less than it, jitter in 0 to 1")
        }
        return findings
    }

    /// Deadlines may not be taken away by limiting them to fewer hazards or colours than as shipped.
    private func limitFindings() -> [String] {
        var findings: [String] = []
        for (name, row) in deadlines.sorted(by: { $0.key < $1.key }) {
            let hazards: [Hazard]? =
                name == "yellow" ? [.flood, .geological] : row.vulnerable == nil && row.doors == nil ? [] : nil
            if let limit = row.closingHazards, !(hazards.map { Set($0).isSubset(of: limit) } ?? false) {
                findings.append("deadlines.\(name).closingHazards: leaves out hazards whose deadlines may only be shortened")
            }
            let colours: [Colour]? = name == "gradual" ? [.red, .orange] : Colour(rawValue: name).map { [$0] }
            if let limit = row.vulnerableColours, !(colours.map { Set($0).isSubset(of: limit) } ?? false), row.vulnerable != nil {
                findings.append("deadlines.\(name).vulnerableColours: leaves out colours whose deadlines may only be shortened")
            }
        }
        return findings
    }

    /// The night may be longer and more weather may count, never less.
    private func audibilityFindings() -> [String] {
        var findings: [String] = []
        let nightMinutes = Array(22 * 60..<24 * 60) + Array(0..<6 * 60)
        if !nightMinutes.allSatisfy({ audibility.night.contains(secondOfDay: $0 * 60) }) {
            findings.append("audibility.night: leaves out hours between 22:00 and 06:00; it may only be longer")
        }
        for colour in [Colour.red, .orange] where !audibility.silentMessages.contains(colour) {
            findings.append("audibility.silentMessages: \(colour.rawValue) is missing; a message at night wakes nobody")
        }
        for weather in ["rain", "gale", "hail"] where !audibility.weather.contains(weather) {
            findings.append("audibility.weather: \(weather) is missing; no outdoor loudspeaker is proven to be heard in it")
        }
        return findings
    }

    private func gatewayFindings() -> [String] {
        var findings: [String] = []
        if !(1...72).contains(gateways.replyHours) {
            findings.append("gateways.replyHours: \(gateways.replyHours) is not in 1 to 72")
        }
        if !(1...3600).contains(gateways.inquiry.firstSeconds) {
            findings.append("gateways.inquiry.firstSeconds: \(gateways.inquiry.firstSeconds) is not in 1 to 3600")
        }
        if !(gateways.inquiry.firstSeconds...86_400).contains(gateways.inquiry.longestSeconds) {
            findings.append(
                "gateways.inquiry.longestSeconds: \(gateways.inquiry.longestSeconds) is not in firstSeconds to 86400")
        }
        if !(1...72).contains(gateways.inquiry.hours) {
            findings.append("gateways.inquiry.hours: \(gateways.inquiry.hours) is not in 1 to 72")
        }
        if !(1...20).contains(gateways.calls.attempts) {
            findings.append("gateways.calls.attempts: \(gateways.calls.attempts) is not in 1 to 20")
        }
        if !(10...3600).contains(gateways.calls.pauseSeconds) {
            findings.append("gateways.calls.pauseSeconds: \(gateways.calls.pauseSeconds) is not in 10 to 3600")
        }
        for (name, minutes) in gateways.calls.afterMinutes.sorted(by: { $0.key < $1.key }) {
            if Colour(rawValue: name) == nil { findings.append("gateways.calls.afterMinutes: \(name) is not a colour") }
            if !(0...1440).contains(minutes) {
                findings.append("gateways.calls.afterMinutes.\(name): \(minutes) is not in 0 to 1440")
            }
        }
        return findings
    }

    private func evidenceFindings() -> [String] {
        var findings: [String] = []
        func check(_ name: String, _ value: Int64, _ range: ClosedRange<Int64>) {
            guard !range.contains(value) else { return }
            findings.append("evidence.\(name): \(value) is not in \(range.lowerBound) to \(range.upperBound)")
        }
        if !(evidence.charactersPerSecond > 0 && evidence.charactersPerSecond <= 12) {
            findings.append(
                "evidence.charactersPerSecond: \(evidence.charactersPerSecond) is not in 0 to 12; it may only be lowered")
        }
        check("clockToleranceMilliseconds", evidence.clockToleranceMilliseconds, 0...2000)
        check("clockTrustHours", Int64(evidence.clockTrustHours), 0...24)
        check("largestUnit", Int64(evidence.largestUnit), 0...8)
        check("lateHours", Int64(evidence.lateHours), 0...24)
        check("unusedReceiptsPerMinute", Int64(evidence.unusedReceiptsPerMinute), 0...60)
        check("closeAfterHours", Int64(evidence.closeAfterHours), 72...8760)
        return findings
    }

    private static func names<Word: RawRepresentable & CaseIterable>(_: Word.Type) -> String where Word.RawValue == String {
        Word.allCases.map(\.rawValue).joined(separator: ", ")
    }
}
