import Alerts

/// The kinds of values that cells hold. Each reader returns nil for an empty cell and, with an error, for one that is wrong.
extension CSVReader {
    /// An identifier of the form that `Alerts.Identifier` tells.
    func identifier(_ column: Int, isRequired: Bool = false, _ findings: inout FindingList) -> String? {
        let bytes = content(column)
        guard !bytes.isEmpty else {
            if isRequired {
                findings.markIncomplete(file)
                findings.error(file, place(column), "\(name(column)) is empty; every row needs one")
            }
            return nil
        }
        guard Identifier.isValid(utf8: bytes) else {
            if isRequired { findings.markIncomplete(file) }
            findings.error(
                file, place(column),
                "\(name(column)) is not an identifier; use 1 to 64 letters, digits, dots, hyphens and underscores, "
                    + "the first a letter or digit")
            return nil
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Identifiers parted by `;`.
    func identifiers(_ column: Int, _ findings: inout FindingList) -> [String] {
        list(column, findings: &findings).compactMap { bytes in
            guard Identifier.isValid(utf8: bytes) else {
                findings.error(
                    file, place(column), "\(name(column)) holds something that is not an identifier; part identifiers by ;")
                return nil
            }
            return String(decoding: bytes, as: UTF8.self)
        }
    }

    /// The parts of a list cell, without blanks around them. Semicolons and commas of Chinese writing are a common slip.
    func list(_ column: Int, findings: inout FindingList) -> [ArraySlice<UInt8>] {
        let bytes = content(column)
        guard !bytes.isEmpty else { return [] }
        if bytes.contains(0xEF), text(column).contains(where: { "；，".contains($0) }) {
            findings.error(file, place(column), "\(name(column)) parts its list by a full-width mark; use ; instead")
            return []
        }
        return bytes.split(separator: 0x3B).map(trimmed).filter { !$0.isEmpty }
    }

    /// A whole number in a range.
    func number(_ column: Int, in range: ClosedRange<Int>, _ findings: inout FindingList) -> Int? {
        let bytes = content(column)
        guard !bytes.isEmpty else { return nil }
        if let value = digits(bytes), range.contains(value) { return value }
        findings.error(
            file, place(column), "\(name(column)) is not a whole number from \(range.lowerBound) to \(range.upperBound)")
        return nil
    }

    /// A day: `2026-07-01`, or with slashes and without leading zeros, as spreadsheets rewrite it.
    func date(_ column: Int, _ findings: inout FindingList) -> CivilDate? {
        let bytes = content(column)
        guard !bytes.isEmpty else { return nil }
        if let day = DayText.day(bytes) { return day }
        findings.error(file, place(column), "\(name(column)) is not a day that exists; write it as 2026-07-01")
        return nil
    }

    /// A place on WGS 84 from two columns.
    func position(longitude: Int, latitude: Int, _ findings: inout FindingList) -> Position? {
        guard !isEmpty(longitude) || !isEmpty(latitude) else { return nil }
        guard !isEmpty(longitude), !isEmpty(latitude) else {
            let empty = isEmpty(longitude) ? longitude : latitude
            findings.error(file, place(empty), "\(name(empty)) is empty; give longitude and latitude, or neither")
            return nil
        }
        let east = degrees(longitude, limit: 180, &findings)
        let north = degrees(latitude, limit: 90, &findings)
        guard let east, let north else { return nil }
        guard east != 0 || north != 0 else {
            findings.error(
                file, place(longitude), "longitude and latitude are both 0; leave both empty where the place is not known")
            return nil
        }
        return Position(latitude: north, longitude: east)
    }

    /// One value of a vocabulary.
    func word<Word: RawRepresentable & CaseIterable>(_ column: Int, _ findings: inout FindingList) -> Word?
    where Word.RawValue == String {
        if let word = Word(rawValue: text(column)) { return word }
        findings.error(
            file, place(column), "\(name(column)) must be one of \(Word.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    private func degrees(_ column: Int, limit: Int32, _ findings: inout FindingList) -> Int32? {
        if let value = Position.degrees(content(column), limit: limit) { return value }
        findings.error(
            file, place(column), "\(name(column)) is not a number of degrees from -\(limit) to \(limit); write it as 116.3911")
        return nil
    }

    private func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
        guard bytes.count <= 9 else { return nil }
        var value = 0
        for byte in bytes {
            guard byte &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while bytes.first == 0x20 || bytes.first == 0x09 { bytes.removeFirst() }
        while bytes.last == 0x20 || bytes.last == 0x09 { bytes.removeLast() }
        return bytes
    }
}

/// Days as people and spreadsheets write them.
enum DayText {
    /// The day behind `2026-07-01`, `2026-7-1` or `2026/7/1`; nil for anything else and for days that do not exist.
    static func day(_ bytes: ArraySlice<UInt8>) -> CivilDate? {
        guard bytes.count >= 8, bytes.count <= 10 else { return nil }
        let separator = bytes[bytes.startIndex + 4]
        guard separator == 0x2D || separator == 0x2F else { return nil }
        let parts = bytes.split(separator: separator, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, (1...2).contains(parts[1].count), (1...2).contains(parts[2].count),
            let year = value(parts[0]), let month = value(parts[1]), let day = value(parts[2])
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func value(_ bytes: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard byte &- 0x30 < 10 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
