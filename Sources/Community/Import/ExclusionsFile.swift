import Alerts

/// `exclusions.csv`: households left out of the denominator, one by one, with reason, time and who decided it.
extension RegisterImport {
    private enum Column {
        static let file = "exclusions.csv"
        static let household = 0
        static let reason = 1
        static let since = 2
        static let until = 3
        static let by = 4

        static let all: [CSVColumn] = [
            .required("household"), .required("reason"), .required("since"), .optional("until"), .required("by"),
        ]
    }

    mutating func readExclusions() {
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        let names = Set(staff.map(\.name.text))
        while reader.next(&findings) {
            let household = reader.identifier(Column.household, isRequired: true, &findings)
            let reason = reason(reader, names)
            let since = since(reader)
            let until = reader.date(Column.until, &findings)
            if let since, let until, until < since {
                findings.error(Column.file, reader.place(Column.until), "until lies before since; correct one of them")
            }
            let by = decidedBy(reader)
            guard let household, let since else { continue }
            exclusions.append(RegisterExclusion(household: household, reason: reason, since: since, until: until, by: by))
        }
    }

    private mutating func since(_ reader: CSVReader) -> CivilDate? {
        if reader.isEmpty(Column.since) {
            findings.error(Column.file, reader.place(Column.since), "since is empty; write the day from which it holds")
        }
        return reader.date(Column.since, &findings)
    }

    private mutating func reason(_ reader: CSVReader, _ names: Set<String>) -> String {
        let reason = reader.text(Column.reason)
        if reason.isEmpty {
            findings.error(Column.file, reader.place(Column.reason), "reason is empty; every exclusion needs one")
        } else if JournalText.mayHoldNumber(reason) || JournalText.holds(names, reason) {
            findings.error(Column.file, reader.place(Column.reason), JournalText.advice("reason"))
        }
        return reason
    }

    private mutating func decidedBy(_ reader: CSVReader) -> String {
        let by = reader.text(Column.by)
        if by.isEmpty {
            findings.error(Column.file, reader.place(Column.by), "by is empty; write the staff identifier of who decided it")
        } else if staffIndex[by] == nil {
            findings.warning(
                Column.file, reader.place(Column.by),
                "by is not a staff identifier of staff.csv; the journal will show a pseudonym of it")
        }
        return by
    }
}
