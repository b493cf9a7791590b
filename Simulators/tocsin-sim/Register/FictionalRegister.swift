import Alerts

/// Makes the files of a register from a plan.
struct FictionalRegister {
    private static let homesPerBuilding = 36
    private static let homesPerFloor = 4
    private static let buildingGround = (width: 70.0, depth: 60.0)

    let plan: RegisterPlan
    let ground = GroundPlan()
    /// The blocks of the grids.
    let grids: [Block]
    /// All of them together.
    let extent: Block

    private var chance: RegisterChance
    private var residents = 0
    private var nextPhone = 1
    private var nextPerson = 1
    private var vulnerable = ""
    private var households = ""

    init(_ plan: RegisterPlan) {
        self.plan = plan
        chance = RegisterChance(seed: plan.seed)
        let homes = (plan.households + plan.grids - 1) / plan.grids
        let buildings = (homes + FictionalRegister.homesPerBuilding - 1) / FictionalRegister.homesPerBuilding
        let across = max(1, Int(Double(buildings).squareRoot().rounded(.up)))
        let down = (buildings + across - 1) / across
        let columns = max(1, Int(Double(plan.grids).squareRoot().rounded(.up)))
        let width = Double(across) * FictionalRegister.buildingGround.width
        let height = Double(down) * FictionalRegister.buildingGround.depth
        grids = (0..<plan.grids).map { index in
            Block(
                west: Double(index % columns) * (width + 20), south: Double(index / columns) * (height + 20), width: width,
                height: height)
        }
        extent = Block(
            west: 0, south: 0, width: Double(columns) * (width + 20) - 20,
            height: Double((plan.grids + columns - 1) / columns) * (height + 20) - 20)
    }

    /// The nine files by name.
    consuming func files() -> [(name: String, text: String)] {
        writeHouseholds()
        let staff = FictionalStaff(plan)
        let devices = FictionalDevices(plan, ground: ground, grids: grids, extent: extent)
        return [
            ("community.yaml", communityText()),
            ("zones.geojson", devices.zones()),
            ("households.csv", households),
            ("vulnerable.csv", vulnerable),
            ("places.csv", staff.places(grids: grids, ground: ground)),
            ("devices.csv", devices.devices()),
            ("staff.csv", staff.staff()),
            ("duty.csv", staff.duty()),
            ("exclusions.csv", exclusionsText()),
        ]
    }

    private mutating func writeHouseholds() {
        households = "household,grid,building,longitude,latitude,residents,migrants,phones,language,checked\n"
        vulnerable = "person,household,need,helper_a,helper_b\n"
        households.reserveCapacity(plan.households * 96)
        for grid in grids.indices {
            let first = plan.households * grid / grids.count
            let count = plan.households * (grid + 1) / grids.count - first
            for home in 0..<count { writeHome(home, grid: grid, isLast: home == count - 1) }
        }
    }

    /// The last home of a grid is a bed group of a dormitory, where people from elsewhere work and sleep.
    private mutating func writeHome(_ home: Int, grid: Int, isLast: Bool) {
        let building = home / FictionalRegister.homesPerBuilding
        let inBuilding = home % FictionalRegister.homesPerBuilding
        let room = (inBuilding / FictionalRegister.homesPerFloor + 1) * 100 + inBuilding % FictionalRegister.homesPerFloor + 1
        let isDormitory = isLast && grid % 2 == 1
        let identifier = "\(grid + 1)-\(building + 1)-\(room)"
        let people = isDormitory ? Int.random(in: 10...18, using: &chance) : chance.number(weights: [18, 30, 28, 14, 7, 3])
        let migrants = isDormitory ? people : chance.happens(percent: 5) ? Int.random(in: 1...people, using: &chance) : 0
        let place = place(ofBuilding: building, grid: grid)
        let checked = day(before: Int.random(in: 1...90, using: &chance))
        let name = isDormitory ? "宿舍" : "\(building + 1)号楼"
        let language = chance.happens(percent: 2) ? "en" : "zh-CN"
        households += "\(identifier),g\(grid + 1),\(name),\(place.longitude),\(place.latitude),\(people),\(migrants),"
        households += "\(phones(people)),\(language),\(checked)\n"
        residents += people
        if !isDormitory { writeVulnerable(people, household: identifier, grid: grid) }
    }

    private mutating func place(ofBuilding building: Int, grid: Int) -> (longitude: String, latitude: String) {
        let across = Int((grids[grid].width / FictionalRegister.buildingGround.width).rounded())
        let spot = FictionalRegister.buildingGround
        return ground.degrees(
            east: grids[grid].west + (Double(building % across) + Double.random(in: 0.25...0.75, using: &chance)) * spot.width,
            north: grids[grid].south + (Double(building / across) + Double.random(in: 0.35...0.65, using: &chance)) * spot.depth)
    }

    /// Mostly one or two; a few homes have none, and a few give the number of a child in another town.
    private mutating func phones(_ people: Int) -> String {
        if chance.happens(percent: 4) { return "" }
        var numbers = [phone()]
        if people > 1, chance.happens(percent: 35) { numbers.append(phone()) }
        if chance.happens(percent: 3) { numbers.append(phone() + "@away") }
        return numbers.joined(separator: ";")
    }

    private mutating func phone() -> String {
        let digits = String(nextPhone)
        nextPhone += 1
        return "199" + String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }

    private mutating func writeVulnerable(_ people: Int, household: String, grid: Int) {
        let needs = ["hear", "see", "understand", "move", "move", "carry", "hear;move"]
        for _ in 0..<people where chance.happens(percent: 6) {
            let need = needs[Int.random(in: needs.indices, using: &chance)]
            let helpers = FictionalStaff.helpers(ofPerson: nextPerson, grid: grid, plan: plan)
            vulnerable += "v\(nextPerson),\(household),\(need),\(helpers.0),\(helpers.1)\n"
            nextPerson += 1
        }
    }

    private func communityText() -> String {
        """
        # 示例社区：人物、电话和住址均为虚构。
        id: "\(plan.community)"
        name: 示例社区
        timezone: Asia/Shanghai
        reference: {residents: \(residents + residents / 200), date: \(day(before: 60)), source: 示例街道办事处}
        absent: []

        """
    }

    private func exclusionsText() -> String {
        """
        household,reason,since,until,by
        1-90-101,空置，门已两次敲过,\(day(before: 40)),,head-1
        \(grids.count)-90-102,空置，门已两次敲过,\(day(before: 38)),,head-1

        """
    }

    private func day(before days: Int) -> CivilDate { CivilDate(daysSinceEpoch: plan.today.daysSinceEpoch - Int32(days)) }
}
