import Alerts
import Testing

/// Which households an alert's areas mean, and what decided it.
struct AreaDecisionTests {
    private static let triangle = Polygon(points: [
        Coordinate(latitude: 30, longitude: 110), Coordinate(latitude: 30, longitude: 111),
        Coordinate(latitude: 31, longitude: 111), Coordinate(latitude: 30, longitude: 110),
    ])

    private static func codes(_ values: [String], _ name: String = "CPEAS Geographic Code") -> Area {
        Area(areaDesc: "", geocodes: values.map { NamedValue(valueName: name, value: $0) })
    }

    struct Case: Sendable {
        let name: String
        let areas: [Area]
        var community: String? = "110101001001"
        let basis: AreaBasis
        let isWhole: Bool
        var shapes = 0
        var geocode: String?
    }

    static let cases: [Case] = [
        Case(name: "no area", areas: [], basis: .whole, isWhole: true),
        Case(name: "only words", areas: [Area(areaDesc: "东城区")], basis: .whole, isWhole: true),
        Case(name: "a shape", areas: [Area(areaDesc: "", polygons: [triangle])], basis: .shape, isWhole: false, shapes: 1),
        Case(
            name: "a shape goes before the codes of its own area",
            areas: [Area(areaDesc: "", polygons: [triangle], geocodes: codes(["110101"]).geocodes)], basis: .shape,
            isWhole: false, shapes: 1),
        Case(
            name: "an area of its own by code adds to shapes elsewhere",
            areas: [Area(areaDesc: "", polygons: [triangle]), codes(["110101"])], basis: .geocode, isWhole: true,
            geocode: "110101"),
        Case(
            name: "codes elsewhere leave the shapes", areas: [Area(areaDesc: "", polygons: [triangle]), codes(["310101"])],
            basis: .shape, isWhole: false, shapes: 1),
        Case(name: "the county", areas: [codes(["110101"])], basis: .geocode, isWhole: true, geocode: "110101"),
        Case(
            name: "the longest code is told", areas: [codes(["110000", "110101001000", "110101"])], basis: .geocode,
            isWhole: true, geocode: "110101001000"),
        Case(
            name: "a sister village", areas: [codes(["110101001002"])], basis: .geocode, isWhole: false,
            geocode: "110101001002"),
        Case(name: "the whole country", areas: [codes(["100000"])], basis: .geocode, isWhole: true, geocode: "100000"),
        Case(name: "another country's codes", areas: [codes(["006037"], "SAME")], basis: .whole, isWhole: true),
        Case(name: "numbers of another system", areas: [codes(["814626190"], "WARNCELLID")], basis: .whole, isWhole: true),
        Case(
            name: "a division code under an unknown name", areas: [codes(["310101"], "new name")], basis: .geocode,
            isWhole: false, geocode: "310101"),
        Case(
            name: "a community without a code", areas: [codes(["310101"])], community: nil, basis: .whole, isWhole: true),
        Case(
            name: "a degenerate outline is none",
            areas: [Area(areaDesc: "", polygons: [Polygon(points: [Coordinate(latitude: 1, longitude: 1)])])], basis: .whole,
            isWhole: true),
        Case(
            name: "a negative area is no place", areas: [codes(["51,13 51,14 52,14 51,13"], "EXCLUDE_POLYGON")],
            basis: .whole, isWhole: true),
    ]

    @Test("Shape first, code next, else everybody", arguments: cases.indices) func decide(_ index: Int) {
        let expected = AreaDecisionTests.cases[index]
        let decision = AreaDecision.decide(expected.areas, community: expected.community.flatMap { DivisionCode($0) })
        #expect(decision.basis == expected.basis, "\(expected.name)")
        #expect(decision.isWholeCommunity == expected.isWhole, "\(expected.name)")
        #expect(decision.shapes.count == expected.shapes, "\(expected.name)")
        #expect(decision.geocode?.value == expected.geocode, "\(expected.name)")
        #expect(decision.isElsewhere == (!expected.isWhole && expected.shapes == 0))
    }

    @Test("A negative area is noted") func negative() {
        let area = AreaDecisionTests.codes(["51,13 51,14 52,14 51,13"], "EXCLUDE_POLYGON")
        #expect(AreaDecision.decide([area], community: nil).notes.count == 1)
    }

    @Test(
        "The samples",
        arguments: [
            ("cn_cma_baoding_lightning_yellow.xml", "130602001001", AreaBasis.geocode, false),
            ("cn_cma_baoding_lightning_yellow.xml", "130603001001", .geocode, true),
            ("de_dwd_polygon_altitude.xml", "130602001001", .shape, false),
            ("oasis_a3_update_circle_radius0.xml", "130602001001", .shape, false),
            ("us_nws_hawaii_update_geocodes.xml", "130602001001", .whole, false),
            ("de_dwd_update_3pt_polygon.xml", "130602001001", .whole, false),
        ])
    func samples(_ sample: (String, String, AreaBasis, Bool)) throws {
        let alert = try AlertDocument.read(try Samples.bytes(sample.0))[0].alert
        let decision = AreaDecision.decide(alert.infos.flatMap(\.areas), community: DivisionCode(sample.1))
        #expect(decision.basis == sample.2 && decision.isElsewhere == sample.3)
    }
}
