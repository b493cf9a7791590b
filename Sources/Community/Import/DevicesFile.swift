import Alerts

/// A device as read, before the households in its audible area are known.
struct DeviceRow {
    var device: String
    var channel: Channel
    var gateway: String?
    var grid: UInt16?
    var position: Position?
    var radius: Int?
    var accepted: CivilDate?
    var indoorTest: CivilDate?

    /// The device with its households: those in its audible polygon, else those within the radius. A household whose place is
    /// not known is in no audible area, since nobody can have tested it there.
    func device(zones: Zones, spatial: SpatialIndex, positions: [Position]) -> RegisterDevice {
        var reach = HouseholdSet()
        if let outlines = zones.audible[device] {
            for outline in outlines {
                let inside = spatial.indexes(in: outline.outer, positions: positions)
                    .filter { index in !outline.holes.contains { $0.contains(positions[Int(index)].coordinate) } }
                reach = reach.union(HouseholdSet(ascending: inside))
            }
        } else if let position, let radius, radius > 0 {
            // A shape of an alert is generous to very small circles; an audible area is not.
            let disc = Circle(centre: position.coordinate, radiusKilometres: Double(radius) / 1000)
            let inside = spatial.indexes(in: Shape(disc), positions: positions)
                .filter { Sphere.kilometres(disc.centre, positions[Int($0)].coordinate) <= disc.radiusKilometres }
            reach = HouseholdSet(ascending: inside)
        }
        return RegisterDevice(
            device: device, channel: channel, gateway: gateway, grid: grid, coordinate: position?.coordinate, accepted: accepted,
            indoorTest: indoorTest, reach: reach)
    }
}

/// `devices.csv`: loudspeakers and displays.
extension RegisterImport {
    private enum Column {
        static let file = "devices.csv"
        static let device = 0
        static let channel = 1
        static let gateway = 2
        static let grid = 3
        static let longitude = 4
        static let latitude = 5
        static let radius = 6
        static let accepted = 7
        static let indoorTest = 8

        static let all: [CSVColumn] = [
            .required("device"), .required("channel"), .optional("gateway"), .optional("grid"), .optional("longitude"),
            .optional("latitude"), .optional("radius_m"), .optional("accepted"), .optional("indoor_test"),
        ]
    }

    /// No loudspeaker is understood farther off, in metres.
    private static let farthest = 5000

    mutating func readDevices() {
        defer { checkAudibleZones() }
        guard let bytes = files[Column.file],
            var reader = CSVReader(file: Column.file, bytes: bytes, columns: Column.all, findings: &findings)
        else { return }
        var known = IdentifierTable()
        while reader.next(&findings) {
            guard let row = deviceRow(reader) else { continue }
            guard known.insert(row.device.utf8).isNew else {
                findings.error(
                    Column.file, reader.place(Column.device),
                    "this device stands in an earlier line; give each its own identifier")
                continue
            }
            if row.channel == .loudspeaker { remark(on: row, reader) }
            devices.append(row)
        }
    }

    private mutating func deviceRow(_ reader: CSVReader) -> DeviceRow? {
        let device = reader.identifier(Column.device, isRequired: true, &findings)
        let channel = channel(reader)
        if channel == nil { findings.markIncomplete(Column.file) }
        let row = DeviceRow(
            device: device ?? "", channel: channel ?? .display, gateway: reader.identifier(Column.gateway, &findings),
            grid: grid(reader, Column.grid),
            position: reader.position(longitude: Column.longitude, latitude: Column.latitude, &findings),
            radius: reader.number(Column.radius, in: 0...RegisterImport.farthest, &findings),
            accepted: pastDay(reader, Column.accepted), indoorTest: pastDay(reader, Column.indoorTest))
        return device == nil || channel == nil ? nil : row
    }

    private mutating func channel(_ reader: CSVReader) -> Channel? {
        switch reader.text(Column.channel) {
        case "loudspeaker": return .loudspeaker
        case "display": return .display
        default:
            findings.error(Column.file, reader.place(Column.channel), "channel must be loudspeaker or display")
            return nil
        }
    }

    private mutating func pastDay(_ reader: CSVReader, _ column: Int) -> CivilDate? {
        let day = reader.date(column, &findings)
        if let day, day > today {
            findings.warning(Column.file, reader.place(column), "\(reader.name(column)) lies in the future; correct the date")
        }
        return day
    }

    private mutating func remark(on row: DeviceRow, _ reader: CSVReader) {
        if row.accepted == nil, reader.isEmpty(Column.accepted) {
            findings.warning(
                Column.file, reader.place(Column.accepted),
                "accepted is empty; without a site acceptance what this loudspeaker plays proves nothing")
        }
        if zones.audible[row.device] == nil, row.position == nil || (row.radius ?? 0) == 0 {
            findings.warning(
                Column.file, reader.place(row.position == nil ? Column.longitude : Column.radius),
                "this loudspeaker has neither an audible outline nor coordinates with a radius; it reaches no household")
        }
    }

    private mutating func checkAudibleZones() {
        guard !findings.incomplete.contains(Column.file) else { return }
        let known = Set(devices.map(\.device))
        for (name, place) in zonePlaces where name.kind == .audible && !known.contains(name.identifier) {
            findings.error(
                "zones.geojson", place,
                "this audible outline belongs to a device that devices.csv does not have; correct its device")
        }
    }
}
