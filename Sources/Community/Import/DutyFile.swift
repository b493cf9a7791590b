import Alerts
import Foundation

/// `duty.csv`: who is on duty when.
extension RegisterImport {
    private enum Column {
        static let file = "duty.csv"
        static let from = 0
        static let to = 1
        static let staff = 2

        static let all: [CSVColumn] = [.required("from"), .required("to"), .required("staff")]
    }

    private struct Watch {
        var from: Moment
        var to: Moment
        var place: TextPlace
    }

    mutating func readDuty() {
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        let clock = LocalClock(zone: TimeZone(identifier: profile.timezone) ?? .gmt)
        var watches: [Watch] = []
        while reader.next(&findings) {
            let from = moment(reader, Column.from, clock, isEnd: false)
            let to = moment(reader, Column.to, clock, isEnd: true)
            let members = officers(reader)
            guard let from, let to else {
                findings.markIncomplete(Column.file)
                continue
            }
            guard from < to else {
                findings.error(Column.file, reader.place(Column.to), "to does not lie after from; correct one of them")
                continue
            }
            watches.append(Watch(from: from, to: to, place: reader.place(Column.from)))
            duty += members.map { RegisterShift(from: from, to: to, staff: $0) }
        }
        duty.sort { ($0.from, $0.to, $0.staff) < ($1.from, $1.to, $1.staff) }
        if hasClock, !findings.incomplete.contains(Column.file) { checkGaps(watches.sorted { $0.from < $1.from }, clock) }
    }

    private mutating func officers(_ reader: CSVReader) -> [UInt32] {
        let names = reader.identifiers(Column.staff, &findings)
        if reader.isEmpty(Column.staff) {
            findings.error(Column.file, reader.place(Column.staff), "staff is empty; write who is on duty, several parted by ;")
        }
        return names.compactMap { name in
            if let index = staffIndex[name] { return index }
            blameUnknownStaff(Column.file, reader.place(Column.staff), "staff")
            return nil
        }
    }

    private mutating func moment(_ reader: CSVReader, _ column: Int, _ clock: LocalClock, isEnd: Bool) -> Moment? {
        if let moment = clock.moment(reader.text(column), isEnd: isEnd) { return moment }
        findings.error(
            Column.file, reader.place(column),
            "\(reader.name(column)) is not a time that exists; write it as 2026-07-01T08:00:00+08:00, or 2026-07-01 08:00 in the "
                + "community's zone")
        return nil
    }

    private mutating func checkGaps(_ watches: [Watch], _ clock: LocalClock) {
        guard let first = watches.first else {
            if files[Column.file] != nil {
                findings.warning(Column.file, .start, "no shift is listed; nobody is on duty at any hour")
            }
            return
        }
        let now = clock.start(of: today)
        if first.from > now + .days(1) {
            findings.warning(
                Column.file, first.place, "nobody is on duty before \(clock.text(first.from)), where the first shift begins")
        }
        var end = first.to
        for watch in watches.dropFirst() {
            if watch.from > end {
                findings.warning(
                    Column.file, watch.place,
                    "nobody is on duty from \(clock.text(end)) to \(clock.text(watch.from)); fill the gap",
                    kind: "gap")
            }
            end = max(end, watch.to)
        }
        if end < now + .days(1) {
            findings.warning(Column.file, watches.last?.place ?? .start, "nobody is on duty after \(clock.text(end)); add shifts")
        }
    }
}

/// Times as people write them in the community's zone.
struct LocalClock {
    let zone: TimeZone

    /// The moment behind RFC 3339, behind `2026-07-01 08:00` with or without seconds in the zone, or behind a day alone, which
    /// begins at midnight and as an end is meant inclusive; nil for anything else.
    func moment(_ text: String, isEnd: Bool) -> Moment? {
        if let stamp = Timestamp(text) { return stamp.moment }
        if let day = DayText.day(Array(text.utf8)[...]) {
            return start(of: isEnd ? CivilDate(daysSinceEpoch: day.daysSinceEpoch + 1) : day)
        }
        let parts = text.split(whereSeparator: { $0 == " " || $0 == "T" })
        guard parts.count == 2, let day = DayText.day(Array(parts[0].utf8)[...]), let seconds = secondOfDay(parts[1]) else {
            return nil
        }
        return moment(day, seconds)
    }

    /// Midnight at the beginning of a day.
    func start(of day: CivilDate) -> Moment { moment(day, 0) }

    /// A moment as a clock in the zone shows it, to the minute.
    func text(_ moment: Moment) -> String { String(moment.stamped(in: zone).description.prefix(16)) }

    private func moment(_ day: CivilDate, _ second: Int) -> Moment {
        let local = Int64(day.daysSinceEpoch) * 86_400 + Int64(second)
        let guess = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local)))
        let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(local - Int64(guess))))
        return Moment(milliseconds: (local - Int64(offset)) * 1000)
    }

    /// `24:00` is the end of the day.
    private func secondOfDay(_ text: Substring) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { $0.count <= 2 ? UInt8($0) : nil }.map(Int.init)
        guard (2...3).contains(parts.count), numbers.count == parts.count, numbers[0] <= 24, numbers[1] < 60,
            numbers.count == 2 || numbers[2] < 60
        else { return nil }
        let seconds = numbers[0] * 3600 + numbers[1] * 60 + (numbers.count == 3 ? numbers[2] : 0)
        return seconds <= 86_400 ? seconds : nil
    }
}
