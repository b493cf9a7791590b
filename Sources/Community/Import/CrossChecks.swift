import Alerts

/// What can only be seen when several files, or all rows, are known.
extension RegisterImport {
    /// More households than this with one phone look as if a number had been filled in to have one.
    private static let mostHouseholdsOfPhone = 3

    mutating func checkGrids() {
        checkGridOutlines()
        checkGridWorkers()
        checkHouseholdsInGrids()
    }

    private mutating func checkGridOutlines() {
        if files["zones.geojson"] != nil {
            for grid in grids where zones.grids[grid] == nil {
                findings.warning(
                    "zones.geojson", .start,
                    "grid \(grid) has no outline; its households without coordinates fall into every shape",
                    kind: "outline")
            }
        }
        let lived = Set(households.grids)
        for (name, place) in zonePlaces where name.kind == .grid {
            guard let index = gridIndex[name.identifier], !lived.contains(index) else { continue }
            findings.warning("zones.geojson", place, "no household of households.csv is in this grid; check its id")
        }
    }

    private mutating func checkGridWorkers() {
        guard files["staff.csv"] != nil else { return }
        let served = Set(staff.filter { $0.role == .grid }.flatMap(\.grids))
        for (index, grid) in grids.enumerated() where !served.contains(UInt16(index)) {
            findings.warning(
                "staff.csv", .start, "grid \(grid) has nobody with role grid; no door there can be closed by name", kind: "worker"
            )
        }
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
            for phone in households.phones(of: index) where !phone.isAway { owners.append((phone.subscriber, UInt32(index))) }
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
        guard let previous, households.count > 0 else { return }
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
