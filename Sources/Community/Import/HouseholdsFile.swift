import Alerts

/// Where the rows of `households.csv` stand, by the number of the household as listed, and the grids as they were met.
struct HouseholdRows {
    var offsets: [UInt32] = []
    var lines: [UInt32] = []
    var gridNames: [String] = []
    /// How many have no day of the last visit, and the first of them.
    var unchecked = 0
    var firstUnchecked = 0
    /// How many have a phone that takes no messages, and the first of them.
    var landlines = 0
    var firstLandline = 0
}

/// `households.csv`: the dwellings, who lives in them and how to reach them.
extension RegisterImport {
    enum HouseholdColumn {
        static let file = "households.csv"
        static let household = 0
        static let grid = 1
        static let building = 2
        static let longitude = 3
        static let latitude = 4
        static let residents = 5
        static let migrants = 6
        static let phones = 7
        static let language = 8
        static let checked = 9

        static let all: [CSVColumn] = [
            .required("household"), .required("grid"), .optional("building"), .optional("longitude"), .optional("latitude"),
            .required("residents"), .optional("migrants"), .optional("phones"), .optional("language"), .optional("checked"),
        ]
    }

    /// More residents than any dwelling, room or bed group holds.
    private static let mostResidents = 9999
    /// A unit above this is reached only by its receiver's confirmation, or face to face.
    private static let largestHome = 8

    mutating func readHouseholds() {
        let file = HouseholdColumn.file
        guard let bytes = files[file],
            var reader = CSVReader(file: file, bytes: bytes, columns: HouseholdColumn.all, findings: &findings)
        else { return }
        var words = HouseholdWords()
        while reader.next(&findings) { readHousehold(reader, &words) }
        householdReader = reader
        households.buildingNames = words.buildings.names
        households.languageNames = words.languages.names
        rows.gridNames = words.grids.names
        if households.count == 0, !findings.incomplete.contains(file) {
            findings.error(file, .start, "no household is listed; a register without homes cannot prove anything")
        }
        remarkOnLargeUnits(reader)
        remarkOnUnchecked()
        remarkOnLandlines()
    }

    private mutating func readHousehold(_ reader: CSVReader, _ words: inout HouseholdWords) {
        guard isNewHousehold(reader) else { return }
        let grid = grid(reader, &words)
        households.grids.append(grid)
        households.buildings.append(words.building(grid: grid, name: reader.content(HouseholdColumn.building)))
        households.languages.append(UInt16(clamping: words.languages.number(of: reader.content(HouseholdColumn.language))))
        households.positions.append(
            reader.position(longitude: HouseholdColumn.longitude, latitude: HouseholdColumn.latitude, &findings) ?? .unknown)
        readResidents(reader)
        readPhones(reader)
        let checked = reader.date(HouseholdColumn.checked, &findings)
        if let checked, checked > today {
            findings.warning(reader.file, reader.place(HouseholdColumn.checked), "checked lies in the future; correct the date")
        }
        if reader.isEmpty(HouseholdColumn.checked), reader.has(HouseholdColumn.checked) {
            if rows.unchecked == 0 { rows.firstUnchecked = rows.lines.count }
            rows.unchecked += 1
        }
        households.checked.append(checked?.daysSinceEpoch ?? HouseholdTable.neverChecked)
        rows.offsets.append(UInt32(truncatingIfNeeded: reader.row.start))
        rows.lines.append(UInt32(truncatingIfNeeded: reader.row.line))
    }

    private mutating func isNewHousehold(_ reader: CSVReader) -> Bool {
        let identifier = reader.content(HouseholdColumn.household)
        guard Identifier.isValid(utf8: identifier) else {
            _ = reader.identifier(HouseholdColumn.household, isRequired: true, &findings)
            return false
        }
        let (index, isNew) = households.identifiers.insert(identifier)
        if !isNew {
            findings.error(
                reader.file, reader.place(HouseholdColumn.household),
                "the same household stands on line \(rows.lines[index]); give each its own identifier, or remove one",
                kind: "duplicate")
        }
        return isNew
    }

    private mutating func grid(_ reader: CSVReader, _ words: inout HouseholdWords) -> UInt16 {
        let content = reader.content(HouseholdColumn.grid)
        if let number = words.grids.lastNumber(of: content) { return UInt16(truncatingIfNeeded: number) }
        guard reader.identifier(HouseholdColumn.grid, isRequired: true, &findings) != nil else {
            return UInt16(truncatingIfNeeded: words.grids.number(of: Array("?".utf8)[...]))
        }
        return UInt16(truncatingIfNeeded: words.grids.number(of: content))
    }

    private mutating func readResidents(_ reader: CSVReader) {
        if reader.isEmpty(HouseholdColumn.residents) {
            findings.error(
                reader.file, reader.place(HouseholdColumn.residents),
                "residents is empty; write how many people live there, or take the row out and list it in exclusions.csv")
        }
        let residents = reader.number(HouseholdColumn.residents, in: 1...RegisterImport.mostResidents, &findings)
        let migrants = reader.number(HouseholdColumn.migrants, in: 0...RegisterImport.mostResidents, &findings) ?? 0
        if let residents, migrants > residents {
            findings.error(
                reader.file, reader.place(HouseholdColumn.migrants),
                "migrants is more than residents; residents counts everybody, migrants included")
        }
        households.residents.append(UInt16(residents ?? 1))
        households.migrants.append(UInt16(migrants))
    }

    private mutating func readPhones(_ reader: CSVReader) {
        let first = households.phones.count
        for text in reader.list(HouseholdColumn.phones, findings: &findings) {
            guard let phone = Phone(utf8: text) else {
                findings.error(
                    reader.file, reader.place(HouseholdColumn.phones),
                    "phones holds something that is not a phone number of 3 to 15 digits; part numbers by ;, mark the phone of "
                        + "somebody elsewhere by @away, and keep a spreadsheet from writing 1.99E+10")
                continue
            }
            if !households.phones[first...].contains(phone) { households.phones.append(phone) }
        }
        if households.phones[first...].contains(where: { $0.kind == .landline }) {
            if rows.landlines == 0 { rows.firstLandline = rows.lines.count }
            rows.landlines += 1
        }
        households.phoneStarts.append(UInt32(households.phones.count))
    }

    private mutating func remarkOnLargeUnits(_ reader: CSVReader) {
        let large = households.residents.indices.filter { households.residents[$0] > RegisterImport.largestHome }
        guard let first = large.first else { return }
        findings.warning(
            reader.file, place(ofHousehold: first, column: HouseholdColumn.residents),
            "residents is more than \(RegisterImport.largestHome) in \(large.count) of \(households.count) households, the first "
                + "here; such a unit is reached only by its receiver's confirmation or face to face, so list rooms or bed groups "
                + "one by one where there are any")
    }

    private mutating func remarkOnUnchecked() {
        guard rows.unchecked > 0 else { return }
        findings.warning(
            HouseholdColumn.file, place(ofHousehold: rows.firstUnchecked, column: HouseholdColumn.checked),
            "checked is empty in \(rows.unchecked) of \(households.count) households, the first here; without a day of the last "
                + "visit the register has no age")
    }

    private mutating func remarkOnLandlines() {
        guard rows.landlines > 0 else { return }
        findings.warning(
            HouseholdColumn.file, place(ofHousehold: rows.firstLandline, column: HouseholdColumn.phones),
            "phones holds a landline in \(rows.landlines) of \(households.count) households, the first here; it is called, and "
                + "refused for messages, so add a mobile number where there is one")
    }

    /// Line and character of a cell of a household that was read before.
    mutating func place(ofHousehold index: Int, column: Int) -> TextPlace {
        householdReader?.move(toRowAt: Int(rows.offsets[index]), line: Int(rows.lines[index]))
        return householdReader?.place(column) ?? .start
    }
}

/// Words that stand in many rows, numbered.
private struct HouseholdWords {
    var grids = WordList()
    var languages = WordList()
    var buildings = BuildingList()

    mutating func building(grid: UInt16, name: ArraySlice<UInt8>) -> UInt32 { buildings.number(grid: grid, name: name) }
}

/// Numbers words as they are met. The last one is remembered, since neighbours mostly share it.
private struct WordList {
    private(set) var names: [String] = []
    private var numbers: [String: Int] = [:]
    private var last: [UInt8]?
    private var lastNumber = 0

    func lastNumber(of word: ArraySlice<UInt8>) -> Int? {
        if let last, last.elementsEqual(word) { lastNumber } else { nil }
    }

    mutating func number(of word: ArraySlice<UInt8>) -> Int {
        if let number = lastNumber(of: word) { return number }
        let name = String(decoding: word, as: UTF8.self)
        let number = numbers[name] ?? names.count
        if number == names.count {
            names.append(name)
            numbers[name] = number
        }
        last = Array(word)
        lastNumber = number
        return number
    }
}

/// Numbers buildings of grids as they are met.
private struct BuildingList {
    private(set) var names: [HouseholdTable.Building] = []
    private var numbers: [HouseholdTable.Building: UInt32] = [:]
    private var last: [UInt8] = []
    private var lastNumber: UInt32?

    mutating func number(grid: UInt16, name: ArraySlice<UInt8>) -> UInt32 {
        if let lastNumber, names[Int(lastNumber)].grid == grid, last.elementsEqual(name) { return lastNumber }
        let building = HouseholdTable.Building(grid: grid, name: String(decoding: name, as: UTF8.self))
        let number = numbers[building] ?? UInt32(names.count)
        if number == names.count {
            names.append(building)
            numbers[building] = number
        }
        last = Array(name)
        lastNumber = number
        return number
    }
}
