import Alerts

/// `vulnerable.csv`: the persons who need help, with helpers A and B.
extension RegisterImport {
    private enum Column {
        static let file = "vulnerable.csv"
        static let person = 0
        static let household = 1
        static let need = 2
        static let helperA = 3
        static let helperB = 4

        static let all: [CSVColumn] = [
            .required("person"), .required("household"), .required("need"), .optional("helper_a"), .optional("helper_b"),
        ]
    }

    mutating func readVulnerable() {
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        var known = IdentifierTable()
        while reader.next(&findings) {
            let person = reader.identifier(Column.person, isRequired: true, &findings)
            let household = household(reader)
            let needs = needs(reader)
            let helpers = helpers(reader, household: household)
            guard let person else { continue }
            guard known.insert(person.utf8).isNew else {
                findings.error(
                    Column.file, reader.place(Column.person),
                    "this person stands in an earlier line; give each their own identifier")
                continue
            }
            guard let household else { continue }
            vulnerable.append(RegisterPerson(person: person, household: household, needs: needs, helpers: helpers))
        }
    }

    private mutating func household(_ reader: CSVReader) -> UInt32? {
        guard let identifier = reader.identifier(Column.household, isRequired: true, &findings) else { return nil }
        if let index = households.identifiers.index(of: identifier.utf8) { return UInt32(index) }
        guard !findings.incomplete.contains(HouseholdColumn.file) else { return nil }
        findings.error(
            Column.file, reader.place(Column.household), "household names none that stands in households.csv; correct it")
        return nil
    }

    private mutating func needs(_ reader: CSVReader) -> [Need] {
        let known = Need.allCases.map(\.rawValue).joined(separator: ", ")
        let words = reader.list(Column.need, findings: &findings)
        if reader.isEmpty(Column.need) {
            findings.error(Column.file, reader.place(Column.need), "need is empty; write one or more of \(known), parted by ;")
        }
        var needs: [Need] = []
        for word in words {
            guard let need = Need(rawValue: String(decoding: word, as: UTF8.self)) else {
                findings.error(
                    Column.file, reader.place(Column.need), "need must be one or more of \(known), parted by ;, never a diagnosis"
                )
                continue
            }
            if !needs.contains(need) { needs.append(need) }
        }
        return needs
    }

    private mutating func helpers(_ reader: CSVReader, household: UInt32?) -> [UInt32] {
        var helpers: [UInt32] = []
        for column in [Column.helperA, Column.helperB] {
            if reader.isEmpty(column) {
                findings.warning(
                    Column.file, reader.place(column),
                    "\(reader.name(column)) is empty; every vulnerable person needs helpers A and B")
            }
            guard let helper = staffMember(reader, column) else { continue }
            if let household, livesThere(helper, household) {
                findings.warning(
                    Column.file, reader.place(column),
                    "\(reader.name(column)) has a phone of the person's own household; a helper must be reachable apart from it")
            }
            if helpers.contains(helper) {
                findings.warning(Column.file, reader.place(column), "helpers A and B are the same person; name a second one")
            } else {
                helpers.append(helper)
            }
        }
        return helpers
    }

    private func livesThere(_ helper: UInt32, _ household: UInt32) -> Bool {
        guard let phone = staff[Int(helper)].phone else { return false }
        return households.phones(of: Int(household)).contains { $0.subscriber == phone.subscriber }
    }
}
