import Alerts

/// What can only be seen when several files, or all rows, are known.
extension RegisterImport {
    /// More households than this with one phone look as if a number had been filled in to have one.
    private static let mostHouseholdsOfPhone = 3

    mutating func checkGrids() {
        guard !gridIndex.isEmpty else { return }
        checkHouseholdsInGrids()
        guard knowsGrids else { return }
        var firstHouseholds = [Int?](repeating: nil, count: grids.count)
        for index in households.grids.indices.reversed() { firstHouseholds[Int(households.grids[index])] = index }
        let served = Set(staff.filter { $0.role == .grid }.flatMap(\.grids))
        let knowsStaff = files["staff.csv"] != nil && !findings.incomplete.contains("staff.csv")
        for (index, grid) in grids.enumerated() {
            guard let household = firstHouseholds[index] else {
                remarkOnEmptyGrid(grid)
                continue
            }
            let place = place(ofHousehold: household, column: HouseholdColumn.grid)
            if files["zones.geojson"] != nil, zones.grids[grid] == nil { remarkOnGridWithoutOutline(place) }
            if knowsStaff, !served.contains(UInt16(index)) { remarkOnGridWithoutWorker(place) }
        }
    }

    private mutating func remarkOnEmptyGrid(_ grid: String) {
        let place = zonePlaces[ZoneName(kind: .grid, identifier: grid)] ?? .start
        findings.warning("zones.geojson", place, "no household of households.csv is in this grid; check its id")
    }

    private mutating func remarkOnGridWithoutOutline(_ place: TextPlace) {
        findings.warning(
            HouseholdColumn.file, place,
            "this grid has no outline in zones.geojson; correct it if it is misspelt, else draw it there, since households without "
                + "coordinates are found by it")
    }

    private mutating func remarkOnGridWithoutWorker(_ place: TextPlace) {
        findings.warning(
            HouseholdColumn.file, place, "nobody in staff.csv has role grid for this grid; no door in it can be closed by name")
    }

    private mutating func checkHouseholdsInGrids() {
        let outlines = grids.map { zones.grids[$0] }
        for index in 0..<households.count where households.positions[index].isKnown {
            guard let own = outlines[Int(households.grids[index])],
                !own.contains(where: { $0.contains(households.positions[index].coordinate) })
            else { continue }
            findings.warning(
                HouseholdColumn.file, place(ofHousehold: index, column: HouseholdColumn.longitude),
                "the household lies outside the outline of its grid; check the coordinates, the grid and the outline")
        }
    }

    /// The same number in many households proves nothing for most of them (domain convention 7.8).
    mutating func checkPhones() {
        var owners: [(subscriber: UInt64, household: UInt32)] = []
        owners.reserveCapacity(households.phones.count)
        for index in 0..<households.count {
            let own = Set(households.phones(of: index).lazy.filter { !$0.isAway }.map(\.subscriber))
            for subscriber in own { owners.append((subscriber, UInt32(index))) }
        }
        owners.sort { $0 < $1 }
        var start = 0
        while start < owners.count {
            var end = start + 1
            while end < owners.count, owners[end].subscriber == owners[start].subscriber { end += 1 }
            if end - start > RegisterImport.mostHouseholdsOfPhone { remarkOnSharedPhone(owners[start..<end].map(\.household)) }
            start = end
        }
    }

    private mutating func remarkOnSharedPhone(_ households: [UInt32]) {
        guard let first = households.first else { return }
        let lines = households.prefix(5).map { String(rows.lines[Int($0)]) }.joined(separator: ", ")
        findings.warning(
            HouseholdColumn.file, place(ofHousehold: Int(first), column: HouseholdColumn.phones),
            "one phone stands in \(households.count) households (lines \(lines)\(households.count > 5 ? ", …" : "")); "
                + "ask each for its own, or mark it @away", kind: "shared")
    }

    /// Without this the cheapest way to 100 % would be to shorten the list. It is no error: people do move away, and the
    /// adoption says how many went without a word.
    mutating func checkDeparted() {
        guard let previous, !findings.incomplete.contains(HouseholdColumn.file) else { return }
        let excluded = Set(exclusions.map(\.household))
        for index in 0..<previous.households.count {
            let identifier = previous.households.identifiers[index]
            guard households.identifiers.index(of: identifier.utf8) == nil, !excluded.contains(identifier) else { continue }
            departed.append(identifier)
            findings.warning(
                "exclusions.csv", .start,
                "household \(identifier) was in the version in force and is listed no more; add a line here that says why",
                kind: "departed")
        }
    }
}
