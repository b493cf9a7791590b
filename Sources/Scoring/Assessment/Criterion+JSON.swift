extension Assessment.Criterion: Codable {
    private enum Member: String, CodingKey {
        case id, text, met, checks, figure, required, missing, reason
    }

    /// Reads a criterion with checks, or one with a figure.
    public init(from decoder: any Decoder) throws {
        let members = try decoder.container(keyedBy: Member.self)
        self.init(
            id: try members.decode(String.self, forKey: .id), text: try members.decode(String.self, forKey: .text),
            met: try members.decode(Bool.self, forKey: .met),
            checks: try members.decodeIfPresent([Assessment.Check].self, forKey: .checks),
            figure: try members.decodeIfPresent(Double.self, forKey: .figure),
            required: try members.decodeIfPresent(Double.self, forKey: .required),
            missing: try members.decodeIfPresent(Int.self, forKey: .missing),
            reason: try members.decodeIfPresent(String.self, forKey: .reason))
    }

    /// Writes the checks where it has some; else its figure, `null` where nothing was judged.
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Member.self)
        try members.encode(id, forKey: .id)
        try members.encode(text, forKey: .text)
        try members.encode(met, forKey: .met)
        if let checks {
            try members.encode(checks, forKey: .checks)
        } else {
            try members.encode(figure, forKey: .figure)
            try members.encode(required, forKey: .required)
        }
        try members.encodeIfPresent(missing, forKey: .missing)
        try members.encodeIfPresent(reason, forKey: .reason)
    }
}
