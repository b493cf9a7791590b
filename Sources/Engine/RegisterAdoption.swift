public import Community
public import Record

/// The lines by which a register version enters the journal: without personal data, at most 1,000 rows a line.
public enum RegisterAdoption {
    private static let rowsPerLine = 1000

    /// The lines of a roster, from `register.begun` to `register.adopted`.
    public static func entries(_ roster: Roster) -> [Entry] {
        var entries: [Entry] = [.registerBegun(RegisterBegun(roster))]
        entries += lines(roster.households, roster).map(Entry.registerHouseholds)
        entries += lines(roster.vulnerable, roster).map(Entry.registerVulnerable)
        entries += lines(roster.places, roster).map(Entry.registerPlaces)
        entries += lines(roster.phones, roster).map(Entry.registerPhones)
        entries += lines(roster.devices, roster).map(Entry.registerDevices)
        entries += lines(roster.staff, roster).map(Entry.registerStaff)
        entries += lines(roster.exclusions, roster).map(Entry.registerExclusions)
        entries += lines(roster.duty, roster).map(Entry.registerDuty)
        let residents = roster.households.reduce(0) { $0 + Int($1.residents) }
        entries.append(
            .registerAdopted(
                RegisterAdopted(
                    version: roster.version, hash: roster.hash, households: roster.households.count, residents: residents)))
        return entries
    }

    private static func lines<Row>(_ rows: [Row], _ roster: Roster) -> [RegisterRows<Row>] {
        stride(from: 0, to: rows.count, by: rowsPerLine).map { start in
            RegisterRows(version: roster.version, rows: Array(rows[start..<min(start + rowsPerLine, rows.count)]))
        }
    }
}
