import Alerts
import Community
import Foundation

/// A small register without any finding on `today`, and ways to change it.
enum ExampleRegister {
    static let today = CivilDate(year: 2026, month: 7, day: 1)!

    static let texts: [String: String] = [
        "community.yaml": """
        id: "110101001001"
        name: 示例社区
        timezone: Asia/Shanghai
        reference: {residents: 12, date: 2026-05-01, source: 示例街道办事处}
        absent:
          - {kind: 高空坠物, reason: 没有高层建筑, by: head-1, date: 2026-05-01}

        """,
        "zones.geojson": """
        {"type":"FeatureCollection","features":[
        {"type":"Feature","properties":{"kind":"community"},"geometry":{"type":"Polygon","coordinates":[[[116.399,39.899],[116.412,39.899],[116.412,39.902],[116.399,39.902],[116.399,39.899]]]}},
        {"type":"Feature","properties":{"kind":"grid","id":"g1"},"geometry":{"type":"Polygon","coordinates":[[[116.400,39.900],[116.401,39.900],[116.401,39.901],[116.400,39.901],[116.400,39.900]]]}},
        {"type":"Feature","properties":{"kind":"grid","id":"g2"},"geometry":{"type":"Polygon","coordinates":[[[116.410,39.900],[116.411,39.900],[116.411,39.901],[116.410,39.901],[116.410,39.900]]]}},
        {"type":"Feature","properties":{"kind":"audible","device":"ls-2"},"geometry":{"type":"Polygon","coordinates":[[[116.4100,39.9000],[116.4102,39.9000],[116.4102,39.9002],[116.4100,39.9002],[116.4100,39.9000]]]}}
        ]}

        """,
        "households.csv": """
        household,grid,building,longitude,latitude,residents,migrants,phones,language,checked
        b-1,g2,1号楼,116.4101,39.9001,4,0,19900000004,zh-CN,2026-06-04
        a-1,g1,1号楼,116.4001,39.9001,3,0,19900000001;19900000002@away,zh-CN,2026-06-01
        a-2,g1,1号楼,116.4003,39.9003,2,1,19900000003,zh-CN,2026-06-02
        a-3,g1,2号楼,,,1,0,,zh-CN,2026-06-03
        b-2,g2,1号楼,116.4103,39.9003,2,0,19900000005,zh-CN,2026-06-05

        """,
        "vulnerable.csv": """
        person,household,need,helper_a,helper_b
        v1,a-1,hear;move,h-1,h-2
        v2,b-2,carry,h-2,h-1

        """,
        "places.csv": """
        place,grid,kind,longitude,latitude,receiver,substitute,hours
        p1,g1,school,116.4005,39.9005,r-1,h-1,08:00-18:00
        p2,g2,care,,,r-1,h-2,00:00-24:00

        """,
        "devices.csv": """
        device,channel,gateway,grid,longitude,latitude,radius_m,accepted,indoor_test
        ls-1,loudspeaker,gw-1,g1,116.4001,39.9001,20,2026-01-10,2026-01-11
        ls-2,loudspeaker,,g2,116.4101,39.9001,5000,2026-01-10,
        ds-1,display,,g1,116.4002,39.9002,,2026-01-10,

        """,
        "staff.csv": """
        staff,name,role,phone,grids,substitute
        head-1,示例一,head,19990000001,,duty-1
        duty-1,示例二,duty,19990000002,,head-1
        grid-1,示例三,grid,19990000003,g1;g2,head-1
        h-1,示例四,helper,19990000004,g1,h-2
        h-2,示例五,helper,19990000005,g2,h-1
        r-1,示例六,receiver,19990000006,,h-1

        """,
        "duty.csv": """
        from,to,staff
        2026-01-01T00:00:00.000+08:00,2026-07-01T08:00:00.000+08:00,duty-1
        2026-07-01 08:00,2026-12-31,head-1;duty-1

        """,
        "exclusions.csv": """
        household,reason,since,until,by
        c-1,空置，敲门两次,2026-05-01,,head-1

        """,
    ]

    /// The files, with some texts put in place of others.
    static func files(_ edits: [Edit] = []) -> RegisterFiles {
        var texts = texts
        for edit in edits { edit.apply(to: &texts) }
        return RegisterFiles(texts.mapValues { Array($0.utf8) })
    }

    static func read(_ edits: [Edit] = [], previous: Register? = nil) -> RegisterReading {
        Register.read(files(edits), today: today, previous: previous)
    }

    /// The register of the repository's `Config/community`.
    static func shipped() throws -> RegisterFiles {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try RegisterFiles(directory: root.appendingPathComponent("Config/community"))
    }
}

/// A change of one file.
struct Edit: CustomStringConvertible {
    var file: String
    var from: String
    /// Nil takes the file away.
    var to: String?

    init(_ file: String, _ from: String, _ to: String) {
        self.file = file
        self.from = from
        self.to = to
    }

    private init(removing file: String) {
        self.file = file
        from = ""
    }

    static func remove(_ file: String) -> Edit { Edit(removing: file) }
    static func whole(_ file: String, _ text: String) -> Edit { Edit(file, ExampleRegister.texts[file] ?? "", text) }

    var description: String { "\(file): \(from.prefix(40)) -> \(to.map { String($0.prefix(40)) } ?? "gone")" }

    func apply(to texts: inout [String: String]) {
        guard let to else {
            texts[file] = nil
            return
        }
        precondition(from.isEmpty || texts[file]?.contains(from) == true, "\(file) has no \(from)")
        texts[file] = from.isEmpty ? to : texts[file]?.replacingOccurrences(of: from, with: to)
    }
}

/// Chance from a seed (SplitMix64), so that a failing run can be had again.
struct SeededChance: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
