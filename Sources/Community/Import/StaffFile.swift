import Alerts

/// `staff.csv`: who answers, helps, knocks and receives.
extension RegisterImport {
    private enum Column {
        static let file = "staff.csv"
        static let staff = 0
        static let name = 1
        static let role = 2
        static let phone = 3
        static let grids = 4
        static let substitute = 5

        static let all: [CSVColumn] = [
            .required("staff"), .optional("name"), .required("role"), .optional("phone"), .optional("grids"),
            .optional("substitute"),
        ]
    }

    private struct Reference {
        var staff: Int
        var substitute: String
        var place: TextPlace
    }

    mutating func readStaff() {
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        var references: [Reference] = []
        while reader.next(&findings) {
            guard let member = staffMember(reader) else { continue }
            if let substitute = reader.identifier(Column.substitute, &findings) {
                references.append(Reference(staff: staff.count, substitute: substitute, place: reader.place(Column.substitute)))
            }
            staffIndex[member.staff] = UInt32(staff.count)
            staff.append(member)
        }
        for reference in references { resolve(reference) }
    }

    private mutating func staffMember(_ reader: CSVReader) -> RegisterStaff? {
        let identifier = reader.identifier(Column.staff, isRequired: true, &findings)
        let role: StaffRole? = reader.word(Column.role, &findings)
        if role == nil { findings.markIncomplete(Column.file) }
        let phone = phone(reader)
        let numbers = grids(reader, Column.grids)
        guard let identifier else { return nil }
        guard staffIndex[identifier] == nil else {
            findings.error(
                Column.file, reader.place(Column.staff),
                "this staff identifier stands in an earlier line; give each person their own")
            return nil
        }
        if reader.isEmpty(Column.name) {
            findings.warning(Column.file, reader.place(Column.name), "name is empty; evidence by this person will look anonymous")
        }
        return RegisterStaff(
            staff: identifier, name: PersonName(reader.text(Column.name)), role: role ?? .helper, phone: phone, grids: numbers,
            substitute: nil)
    }

    private mutating func phone(_ reader: CSVReader) -> Phone? {
        guard !reader.isEmpty(Column.phone) else {
            findings.warning(Column.file, reader.place(Column.phone), "phone is empty; this person cannot be called")
            return nil
        }
        let phone = Phone(utf8: reader.content(Column.phone))
        if phone == nil || phone?.isAway == true {
            findings.error(Column.file, reader.place(Column.phone), "phone is not one phone number of 3 to 15 digits")
        }
        return phone
    }

    private mutating func resolve(_ reference: Reference) {
        guard let substitute = staffIndex[reference.substitute] else {
            blameUnknownStaff(Column.file, reference.place, "substitute")
            return
        }
        if Int(substitute) == reference.staff {
            findings.warning(Column.file, reference.place, "substitute is the person's own identifier; name somebody else")
        } else {
            staff[reference.staff].substitute = substitute
        }
    }

    /// Tells about a cell that names nobody, unless rows of the staff could not be read.
    mutating func blameUnknownStaff(_ file: String, _ place: TextPlace, _ column: String) {
        guard !findings.incomplete.contains(Column.file) else { return }
        findings.error(file, place, "\(column) names nobody who stands in staff.csv; correct it, or add the person there")
    }

    /// The index of the member of staff that a cell names; nil for an empty cell and, with an error, for nobody.
    mutating func staffMember(_ reader: CSVReader, _ column: Int) -> UInt32? {
        guard let identifier = reader.identifier(column, &findings) else { return nil }
        if let index = staffIndex[identifier] { return index }
        blameUnknownStaff(reader.file, reader.place(column), reader.name(column))
        return nil
    }

    /// The index of the grid that a cell names; nil for an empty cell and, with an error, for a grid that is nowhere.
    mutating func grid(_ reader: CSVReader, _ column: Int) -> UInt16? {
        guard let identifier = reader.identifier(column, &findings) else { return nil }
        if let index = gridIndex[identifier] { return index }
        blameUnknownGrid(reader, column)
        return nil
    }

    private mutating func grids(_ reader: CSVReader, _ column: Int) -> [UInt16] {
        reader.identifiers(column, &findings).compactMap { identifier in
            if let index = gridIndex[identifier] { return index }
            blameUnknownGrid(reader, column)
            return nil
        }
    }

    private mutating func blameUnknownGrid(_ reader: CSVReader, _ column: Int) {
        guard knowsGrids else { return }
        findings.error(
            reader.file, reader.place(column),
            "\(reader.name(column)) names a grid that neither households.csv nor zones.geojson has; correct it")
    }
}
