public import Alerts

/// How a foreign interface writes times.
public struct TimeForm: Hashable, Sendable {
    /// `rfc3339`, `epoch-s`, `epoch-ms`, or a pattern of `yyyy` or `yy`, `MM`, `dd`, `HH`, `mm`, `ss` with other characters between
    /// them; what it leaves out is zero.
    public var form: String
    /// The zone of times that carry none, in minutes east of Greenwich.
    public var offsetMinutes: Int

    /// Beijing time, the zone of nearly every Chinese gateway.
    public static let beijing = 480

    /// A form.
    public init(_ form: String, offsetMinutes: Int = TimeForm.beijing) {
        self.form = form
        self.offsetMinutes = offsetMinutes
    }

    /// The moment that a text means; nil for a text of another form and for days that do not exist.
    public func moment(_ text: String) -> Moment? {
        switch form {
        case "rfc3339": return Timestamp(text)?.moment
        case "epoch-s": return TimeForm.count(text, 1000)
        case "epoch-ms": return TimeForm.count(text, 1)
        default: return pattern(text)
        }
    }

    /// What is wrong with the form; nil for nothing.
    var problem: String? {
        if ["rfc3339", "epoch-s", "epoch-ms"].contains(form) { return nil }
        let fields = Set(TimeForm.runs(form).compactMap(\.field))
        guard fields.contains("y"), fields.contains("M"), fields.contains("d"), fields.contains("H"), fields.contains("m") else {
            return "\(form) is not a form of time; use rfc3339, epoch-s, epoch-ms or a pattern such as yyyy-MM-dd HH:mm:ss"
        }
        return nil
    }

    private static func count(_ text: String, _ factor: Int64) -> Moment? {
        guard let count = Int64(text), count > 0, count < 1 << 48 else { return nil }
        return Moment(milliseconds: count * factor)
    }

    private func pattern(_ text: String) -> Moment? {
        var values: [Character: Int] = [:]
        var rest = text[...]
        for run in TimeForm.runs(form) {
            let part = rest.prefix(run.text.count)
            rest = rest.dropFirst(run.text.count)
            guard let field = run.field else {
                guard part == run.text else { return nil }
                continue
            }
            guard part.count == run.text.count, part.utf8.allSatisfy({ $0 &- 0x30 < 10 }), let value = Int(part) else {
                return nil
            }
            values[field] = field == "y" && part.count == 2 ? 2000 + value : value
        }
        guard rest.isEmpty, let year = values["y"], let month = values["M"], let day = values["d"],
            let date = CivilDate(year: year, month: month, day: day), let second = secondOfDay(values)
        else { return nil }
        let local = Int64(date.daysSinceEpoch) * 86_400 + Int64(second)
        return Moment(milliseconds: (local - Int64(offsetMinutes) * 60) * 1000)
    }

    private func secondOfDay(_ values: [Character: Int]) -> Int? {
        let (hour, minute, second) = (values["H"] ?? 0, values["m"] ?? 0, values["s"] ?? 0)
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        return hour * 3600 + minute * 60 + min(second, 59)
    }

    private static func runs(_ form: String) -> [(text: String, field: Character?)] {
        var runs: [(text: String, field: Character?)] = []
        for character in form {
            let field = "yMdHms".contains(character) ? character : nil
            if let field, runs.last?.field == field {
                runs[runs.count - 1].text.append(character)
            } else {
                runs.append((String(character), field))
            }
        }
        return runs
    }
}

extension TimeForm: Codable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case form, zone
    }

    /// Reads a form, or a mapping with `form` and `zone` (`+08:00`).
    public init(from decoder: any Decoder) throws {
        if let form = try? decoder.singleValueContainer().decode(String.self) {
            self.init(form)
        } else {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            self.init(try container.decode(String.self, forKey: .form))
            if let zone = try container.decodeIfPresent(String.self, forKey: .zone) {
                guard let stamp = Timestamp("2000-01-01T00:00:00\(zone)") else {
                    throw DecodingError.dataCorruptedError(
                        forKey: .zone, in: container, debugDescription: "\(zone) is not an offset of the form +08:00")
                }
                offsetMinutes = stamp.offsetMinutes
            }
        }
        if let problem {
            throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: problem))
        }
    }

    /// Writes the mapping.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(form, forKey: .form)
        let minutes = abs(offsetMinutes)
        let digits = "\(minutes / 600)\(minutes / 60 % 10):\(minutes % 60 / 10)\(minutes % 10)"
        try container.encode((offsetMinutes < 0 ? "-" : "+") + digits, forKey: .zone)
    }
}
