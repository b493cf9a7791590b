import Alerts
import Community
import Testing

/// Whom an alert is for, and what decided it.
struct TargetTests {
    private let register: Register

    init() throws { register = try #require(ExampleRegister.read().register) }

    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var areas: [Area]
        var rule: TargetRule
        var households: [String]
        var places: [Int]
    }

    static let everyone = ["a-1", "a-2", "a-3", "b-1", "b-2"]

    static let cases: [Case] = [
        Case(testDescription: "no area", areas: [], rule: .community, households: everyone, places: [0, 1]),
        Case(testDescription: "words only", areas: [area()], rule: .community, households: everyone, places: [0, 1]),
        // a-3 has no coordinates, but its grid's outline touches the box; p2 of the other grid has none either.
        Case(
            testDescription: "polygon", areas: [area(box: (39.9, 116.4, 39.9002, 116.4002))], rule: .shape,
            households: ["a-1", "a-3"], places: []),
        Case(
            testDescription: "polygon not closed",
            areas: [
                Area(
                    areaDesc: "",
                    polygons: [
                        Polygon(points: [at(39.9, 116.41), at(39.9, 116.4102), at(39.9002, 116.4102), at(39.9002, 116.41)])
                    ])
            ],
            rule: .shape, households: ["b-1"], places: [1]),
        Case(
            testDescription: "two polygons of two areas",
            areas: [area(box: (39.9, 116.4, 39.9002, 116.4002)), area(box: (39.9002, 116.4102, 39.9004, 116.4104))],
            rule: .shape, households: ["a-1", "a-3", "b-2"], places: [1]),
        Case(
            testDescription: "polygon elsewhere", areas: [area(box: (30, 110, 31, 111))], rule: .shape, households: [], places: []
        ),
        Case(
            testDescription: "polygon before code", areas: [area(box: (30, 110, 31, 111), codes: ["110101001001"])], rule: .shape,
            households: [], places: []),
        Case(
            testDescription: "polygon that encloses nothing",
            areas: [
                Area(
                    areaDesc: "",
                    polygons: [
                        Polygon(points: [at(1, 1), at(2, 2), at(1, 1), at(2, 2)])
                    ])
            ], rule: .community, households: everyone, places: [0, 1]),
        Case(
            testDescription: "circle",
            areas: [Area(areaDesc: "", circles: [Circle(centre: at(39.8997, 116.4001), radiusKilometres: 0.06)])],
            rule: .shape, households: ["a-1", "a-3"], places: []),
        Case(
            testDescription: "wide circle",
            areas: [Area(areaDesc: "", circles: [Circle(centre: at(39, 116), radiusKilometres: 400)])],
            rule: .shape, households: everyone, places: [0, 1]),
        Case(
            testDescription: "a point in a grid",
            areas: [Area(areaDesc: "", circles: [Circle(centre: at(39.9008, 116.4008), radiusKilometres: 0)])],
            rule: .shape, households: ["a-1", "a-2", "a-3"], places: [0]),
        Case(
            testDescription: "own code", areas: [area(codes: ["110101001001"])], rule: .geocode, households: everyone,
            places: [0, 1]),
        Case(testDescription: "county", areas: [area(codes: ["110101"])], rule: .geocode, households: everyone, places: [0, 1]),
        Case(
            testDescription: "county as CMA names it",
            areas: [Area(areaDesc: "", geocodes: [NamedValue(valueName: "CPEAS Geographic Code", value: "110101000000")])],
            rule: .geocode, households: everyone, places: [0, 1]),
        Case(
            testDescription: "another county as CMA names it",
            areas: [Area(areaDesc: "", geocodes: [NamedValue(valueName: "CPEAS Geographic Code", value: "130602000000")])],
            rule: .geocode, households: [], places: []),
        Case(
            testDescription: "county with zeros", areas: [area(codes: ["11010100000000"])], rule: .geocode, households: everyone,
            places: [0, 1]),
        Case(
            testDescription: "province", areas: [area(codes: ["110000"])], rule: .geocode, households: everyone, places: [0, 1]),
        Case(testDescription: "country", areas: [area(codes: ["000000"])], rule: .geocode, households: everyone, places: [0, 1]),
        Case(
            testDescription: "sister village", areas: [area(codes: ["110101001002"])], rule: .geocode, households: [], places: []),
        Case(testDescription: "sister town", areas: [area(codes: ["110101002"])], rule: .geocode, households: [], places: []),
        Case(
            testDescription: "sister villages and ours", areas: [area(codes: ["110101001002,110101001001"])], rule: .geocode,
            households: everyone, places: [0, 1]),
        Case(
            testDescription: "other system",
            areas: [Area(areaDesc: "", geocodes: [NamedValue(valueName: "SAME", value: "110102")])],
            rule: .community, households: everyone, places: [0, 1]),
        Case(
            testDescription: "sister village by code, own part by shape",
            areas: [area(codes: ["110101001002"]), area(box: (39.9, 116.4, 39.9002, 116.4002))], rule: .shape,
            households: ["a-1", "a-3"], places: []),
    ]

    @Test("the rule and whom it gives", arguments: cases)
    func target(_ example: Case) {
        let target = register.target(of: example.areas)
        var names: [String] = []
        target.households.forEach { names.append(register.household($0).household) }
        #expect(target.rule == example.rule)
        #expect(names == example.households)
        #expect(target.places == example.places)
    }

    @Test("a household without coordinates in a grid without outline goes with its neighbours")
    func unplaced() throws {
        let register = try #require(ExampleRegister.read([.remove("zones.geojson")]).register)
        func names(_ area: Area) -> [String] {
            var names: [String] = []
            register.target(of: [area]).households.forEach { names.append(register.household($0).household) }
            return names
        }
        #expect(names(TargetTests.area(box: (39.9, 116.4, 39.9002, 116.4002))) == ["a-1", "a-3"])
        #expect(names(TargetTests.area(box: (39.9, 116.41, 39.9002, 116.4102))) == ["b-1"])
        let bare = Edit.whole("households.csv", "household,grid,residents\na-1,g1,3\na-2,g1,1\n")
        let unknown = try #require(
            ExampleRegister.read([
                bare, .remove("vulnerable.csv"), .remove("zones.geojson"), .remove("devices.csv"),
                .remove("places.csv"), .whole("staff.csv", "staff,role\nduty-1,duty\nhead-1,head\n"),
            ]).register)
        #expect(unknown.target(of: [TargetTests.area(box: (30, 110, 31, 111))]).households.count == 2)
    }

    @Test("the spatial index finds what looking at every household finds")
    func index() throws {
        let register = try #require(
            Register.read(try ExampleRegister.shipped(), today: ExampleRegister.today, previous: nil).register)
        for seed in 0..<60 as Range<UInt64> {
            var chance = SeededChance(seed: seed)
            let centre = TargetTests.at(
                Double.random(in: 39.8995...39.903, using: &chance), Double.random(in: 116.399...116.409, using: &chance))
            let metres = Double.random(in: 60...600, using: &chance)
            let target = register.target(
                of: [Area(areaDesc: "", circles: [Circle(centre: centre, radiusKilometres: metres / 1000)])])
            for index in 0..<UInt32(register.householdCount) {
                let point = try #require(register.household(index).coordinate)
                let north = (point.latitude - centre.latitude) * 111_195
                let east = (point.longitude - centre.longitude) * 111_195 * 0.76717
                let distance = (north * north + east * east).squareRoot()
                if abs(distance - metres) > 1 {
                    #expect(target.households.contains(index) == (distance < metres), "seed \(seed), household \(index)")
                }
            }
        }
    }

    private static func at(_ latitude: Double, _ longitude: Double) -> Coordinate {
        Coordinate(latitude: latitude, longitude: longitude)
    }

    /// An area with a box from south-west to north-east, with codes, or with neither.
    private static func area(box: (Double, Double, Double, Double)? = nil, codes: [String] = []) -> Area {
        var area = Area(areaDesc: "somewhere", geocodes: codes.map { NamedValue(valueName: "行政区划代码", value: $0) })
        if let (south, west, north, east) = box {
            area.polygons = [
                Polygon(points: [at(south, west), at(south, east), at(north, east), at(north, west), at(south, west)])
            ]
        }
        return area
    }
}
