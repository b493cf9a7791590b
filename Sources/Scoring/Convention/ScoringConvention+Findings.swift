import Community

extension ScoringConvention {
    /// The tables that the convention publishes beside its figures. Whoever uses others signs for them.
    static let publishedMeans = [
        "loudspeaker": "traditional", "round": "traditional", "door": "traditional", "display": "new", "sms": "new",
        "voice": "new",
        "robot": "new",
    ]
    static let publishedTests = [
        "loudspeaker": ["heard"], "round": ["heard"], "door": ["heard"], "display": ["check", "played", "heard"],
        "sms": ["check", "played", "heard"], "voice": ["check", "played", "heard"], "robot": ["check", "played", "heard"],
    ]
    static let publishedPaths = ["loudspeaker": "mains", "sms": "phone", "voice": "phone", "round": "foot", "door": "foot"]

    /// What is wrong with this convention, in words for whoever edits it: figures missing, unknown, out of range or changed without a
    /// name, and a table that does not add up.
    public func findings() -> [String] {
        var findings: [String] = []
        if convention != ScoringConvention.name {
            findings.append("convention: \(convention) is not known; this program assesses by \(ScoringConvention.name)")
        }
        findings += figureFindings() + tableFindings() + StandardTable.findings(table)
        if !table.lazy.flatMap(\.items).contains(where: { $0.item == ScoringConvention.item }) {
            findings.append("table: item \(ScoringConvention.item) is missing")
        }
        return findings
    }

    /// The convention, if nothing is wrong with it.
    ///
    /// - Throws: `ScoringError.convention` with all findings.
    public func checked() throws(ScoringError) -> ScoringConvention {
        let findings = findings()
        guard findings.isEmpty else { throw .convention(findings) }
        return self
    }

    private func figureFindings() -> [String] {
        var findings: [String] = []
        for name in figures.keys.sorted() where FigureName(rawValue: name) == nil {
            let known = FigureName.allCases.map(\.rawValue).joined(separator: ", ")
            findings.append("figures: \(name) is not a figure; use one of \(known)")
        }
        for name in FigureName.allCases {
            guard let ruling = figures[name.rawValue] else {
                findings.append("figures: \(name.rawValue) is missing; the convention has \(Wording.number(name.published))")
                continue
            }
            let value = ruling.value
            let fits = name.isShare ? (0...1).contains(value) : value >= 0 && value <= 100_000 && value == value.rounded()
            if !fits {
                let form = name.isShare ? "a share in 0 to 1" : "a whole number, 0 or more"
                findings.append("figures.\(name.rawValue): \(Wording.number(value)) is not \(form)")
            }
            findings += Self.signature(ruling, isPublished: value == name.published, key: "figures.\(name.rawValue)")
        }
        return findings
    }

    private func tableFindings() -> [String] {
        var findings: [String] = []
        let channels = Set(Channel.allCases.map(\.rawValue))
        for (key, names) in [
            ("means", Set(means.value.keys)), ("tests", Set(tests.value.keys)), ("paths", Set(paths.value.keys)),
        ] {
            for name in names.subtracting(channels).sorted() { findings.append("\(key): \(name) is not a channel") }
        }
        for (channel, word) in means.value.sorted(by: { $0.key < $1.key }) where word != "new" && word != "traditional" {
            findings.append("means.\(channel): \(word) is neither new nor traditional")
        }
        for (channel, words) in tests.value.sorted(by: { $0.key < $1.key }) {
            for word in words where !["check", "played", "heard"].contains(word) {
                findings.append("tests.\(channel): \(word) is not a test; use check, played, heard")
            }
        }
        findings += Self.signature(means, isPublished: means.value == Self.publishedMeans, key: "means")
        findings += Self.signature(tests, isPublished: tests.value == Self.publishedTests, key: "tests")
        findings += Self.signature(paths, isPublished: paths.value == Self.publishedPaths, key: "paths")
        return findings
    }

    /// A value that is not as published must say who changed it, when and why.
    private static func signature<Value>(_ ruling: Ruling<Value>, isPublished: Bool, key: String) -> [String] {
        if let changed = ruling.changed, changed.by.isEmpty || changed.reason.isEmpty {
            return ["\(key).changed: by and reason must say something"]
        }
        guard !isPublished, ruling.changed == nil else { return [] }
        return ["\(key): differs from \(ScoringConvention.name); add changed: {by: the county, date: 2026-07-01, reason: why}"]
    }
}
