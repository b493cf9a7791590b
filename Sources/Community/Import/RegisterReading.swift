public import Alerts

/// What reading a register folder gave.
public struct RegisterReading: Sendable {
    /// The register; nil if there is any error. It is whole or not there.
    public let register: Register?
    /// What is wrong or unwise, by file and place.
    public let findings: [RegisterFinding]
    /// The identifiers of households that the previous version had, this one lacks, and `exclusions.csv` does not name.
    public let departed: [String]
}

extension Register {
    /// Reads a register from the bytes of its files. Nothing else is looked at; the same files always give the same register.
    ///
    /// - Parameters:
    ///   - today: The day in the community's zone; dates after it and duty that ends before it are remarked on.
    ///   - previous: The version in force, whose households are compared; nil for the first.
    ///   - community: Whose register it has to be, since an alert for one community means nobody in the register of another; nil
    ///     where that is not known.
    /// - Returns: The register, if there was no error, and all findings.
    public static func read(
        _ files: RegisterFiles, today: CivilDate, previous: Register?, community: String? = nil
    ) -> RegisterReading {
        var reading = RegisterImport(files: files, today: today, previous: previous, community: community)
        let register = reading.run()
        return RegisterReading(register: register, findings: reading.findings.sorted, departed: reading.departed)
    }
}

/// A register while it is being read. Files are read in the order in which they refer to each other; a file with errors is read
/// on, so that one run shows all that is wrong.
struct RegisterImport {
    let files: RegisterFiles
    let today: CivilDate
    let previous: Register?
    let community: String?

    var findings = FindingList()
    var profile = CommunityProfile(id: "", name: "", timezone: "UTC", reference: nil, absent: [])
    /// Whether the zone of the community's clock is known.
    var hasClock = false
    var zones = Zones()
    /// Where each zone's outline stands in its file, by kind and identifier.
    var zonePlaces: [ZoneName: TextPlace] = [:]
    var households = HouseholdTable()
    var rows = HouseholdRows()
    /// Goes back to rows of `households.csv` for findings that only show when all are known.
    var householdReader: CSVReader?
    var grids: [String] = []
    var gridIndex: [String: UInt16] = [:]
    var staff: [RegisterStaff] = []
    var staffIndex: [String: UInt32] = [:]
    var vulnerable: [RegisterPerson] = []
    var places: [RegisterPlace] = []
    var devices: [DeviceRow] = []
    var duty: [RegisterShift] = []
    var exclusions: [RegisterExclusion] = []
    var departed: [String] = []

    init(files: RegisterFiles, today: CivilDate, previous: Register?, community: String?) {
        self.files = files
        self.today = today
        self.previous = previous
        self.community = community
    }

    mutating func run() -> Register? {
        remarkOnMissingFiles()
        readCommunity()
        readZones()
        readHouseholds()
        collectGrids()
        readStaff()
        readVulnerable()
        readPlaces()
        readDevices()
        readDuty()
        readExclusions()
        checkGrids()
        checkPhones()
        checkDeparted()
        return findings.hasErrors ? nil : assemble()
    }

    private mutating func remarkOnMissingFiles() {
        for (name, consequence) in MissingFile.consequences where files[name] == nil {
            findings.warning(name, .start, "the file is not there; \(consequence)")
        }
        for name in MissingFile.required where files[name] == nil {
            findings.markIncomplete(name)
            findings.error(name, .start, "the file is not there; every register needs it")
        }
    }

    /// Whether a grid that is not known can be blamed on who names it.
    var knowsGrids: Bool { findings.incomplete.isDisjoint(with: ["households.csv", "zones.geojson"]) }

    /// The grids are those that households or outlines name.
    private mutating func collectGrids() {
        let names = Set(rows.gridNames.filter { Identifier.isValid($0) }).union(zones.grids.keys)
        guard names.count <= Int(UInt16.max) else {
            findings.error("households.csv", .start, "there are more than 65,535 grids; a grid is 300 to 500 households")
            findings.markIncomplete("households.csv")
            return
        }
        grids = names.sorted(by: NaturalOrder.precedes)
        gridIndex = Dictionary(uniqueKeysWithValues: grids.enumerated().map { ($1, UInt16($0)) })
        let numbers = rows.gridNames.map { gridIndex[$0] ?? 0 }
        for index in households.grids.indices { households.grids[index] = numbers[Int(households.grids[index])] }
        for index in households.buildingNames.indices {
            households.buildingNames[index].grid = numbers[Int(households.buildingNames[index].grid)]
        }
    }

    private mutating func assemble() -> Register {
        let order = households.neighbourlyOrder()
        var renumbered = [UInt32](repeating: 0, count: order.count)
        for (new, old) in order.enumerated() { renumbered[Int(old)] = UInt32(new) }
        for index in vulnerable.indices { vulnerable[index].household = renumbered[Int(vulnerable[index].household)] }
        let sorted = households.reordered(by: order)
        households = HouseholdTable()
        rows = HouseholdRows()
        let spatial = SpatialIndex(sorted.positions)
        let zones = zones
        return Register(
            hash: files.hash, profile: profile, grids: grids, staff: staff, vulnerable: vulnerable, places: places,
            devices: devices.map { $0.device(zones: zones, spatial: spatial, positions: sorted.positions) }, duty: duty,
            exclusions: exclusions, households: sorted, zones: zones, spatial: spatial)
    }
}

/// What it means when a file is not there.
private enum MissingFile {
    static let required = ["community.yaml", "households.csv"]
    static let consequences = [
        ("zones.geojson", "no outline of a grid and no surveyed audible area is known"),
        ("vulnerable.csv", "no vulnerable person is known, so none can be confirmed"),
        ("places.csv", "no place with a receiver is known"),
        ("devices.csv", "no loudspeaker or display is known"),
        ("staff.csv", "nobody is known who could answer, help or knock"),
        ("duty.csv", "nobody is on duty at any hour"),
    ]
}
