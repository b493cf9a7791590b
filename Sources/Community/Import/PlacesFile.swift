import Alerts

/// `places.csv`: schools, clinics, shops, sites and others, each with a named receiver.
extension RegisterImport {
    private enum Column {
        static let file = "places.csv"
        static let place = 0
        static let grid = 1
        static let kind = 2
        static let longitude = 3
        static let latitude = 4
        static let receiver = 5
        static let substitute = 6
        static let hours = 7

        static let all: [CSVColumn] = [
            .required("place"), .required("grid"), .required("kind"), .optional("longitude"), .optional("latitude"),
            .required("receiver"), .optional("substitute"), .optional("hours"),
        ]
    }

    mutating func readPlaces() {
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        var known = IdentifierTable()
        while reader.next(&findings) {
            let place = reader.identifier(Column.place, isRequired: true, &findings)
            if reader.isEmpty(Column.grid) {
                findings.error(Column.file, reader.place(Column.grid), "grid is empty; every place lies in one")
            }
            let grid = grid(reader, Column.grid)
            let kind = kind(reader)
            let position = reader.position(longitude: Column.longitude, latitude: Column.latitude, &findings)
            let receivers = receivers(reader)
            guard let place else { continue }
            guard known.insert(place.utf8).isNew else {
                findings.error(
                    Column.file, reader.place(Column.place), "this place stands in an earlier line; give each its own identifier")
                continue
            }
            guard let grid else { continue }
            places.append(
                RegisterPlace(
                    place: place, grid: grid, kind: kind, coordinate: position?.coordinate, receivers: receivers,
                    hours: reader.text(Column.hours)))
        }
    }

    /// The kind goes into the journal, so it must be a word of a vocabulary and not the name of a shop.
    private mutating func kind(_ reader: CSVReader) -> String {
        let bytes = reader.content(Column.kind)
        if !bytes.isEmpty, bytes.count <= 24, bytes.allSatisfy({ (0x61...0x7A).contains($0) || $0 == 0x2D }) {
            return reader.text(Column.kind)
        }
        findings.warning(
            Column.file, reader.place(Column.kind),
            "kind is not a word in small letters such as school or care; it counts as other")
        return "other"
    }

    private mutating func receivers(_ reader: CSVReader) -> [UInt32] {
        let receiver = staffMember(reader, Column.receiver)
        let substitute = staffMember(reader, Column.substitute)
        if reader.isEmpty(Column.receiver) {
            findings.warning(
                Column.file, reader.place(Column.receiver),
                "receiver is empty; without a named receiver the place can never count as covered")
        }
        if reader.isEmpty(Column.substitute) {
            findings.warning(
                Column.file, reader.place(Column.substitute), "substitute is empty; nobody answers when the receiver does not")
        } else if substitute != nil, substitute == receiver {
            findings.warning(Column.file, reader.place(Column.substitute), "substitute is the receiver; name somebody else")
            return [receiver].compactMap { $0 }
        }
        return [receiver, substitute].compactMap { $0 }
    }
}
