/// What the reader says about each mistake. The texts are what a person reads, so they stand here in full.
enum FindingCases {
    static let all: [FindingsTests.Case] = files + community + zones + households + people + devices + duty + exclusions

    static let files: [FindingsTests.Case] = [
        .init(
            [.remove("households.csv"), .remove("vulnerable.csv")],
            "households.csv:1:1: error: the file is not there; every register needs it",
            "vulnerable.csv:1:1: warning: the file is not there; no vulnerable person is known, so none can be confirmed"),
        .init(
            [.remove("community.yaml")],
            "community.yaml:1:1: error: the file is not there; every register needs it"),
        .init(
            [.remove("duty.csv")],
            "duty.csv:1:1: warning: the file is not there; nobody is on duty at any hour"),
        .init(
            [.whole("households.csv", "")],
            "households.csv:1:1: error: the file is empty; its first line names the columns: household,grid,building,longitude,latitude,residents,migrants,phones,language,checked"
        ),
        .init(
            "households.csv", "household,grid", "home,grid",
            "households.csv:1:1: error: the header has no column household; the first line must name it, parted by commas"),
        .init(
            "households.csv", "language,checked", "checked,checked",
            "households.csv:1:1: warning: the header has no column language; it is taken as empty in every line",
            "households.csv:1:78: error: the column checked stands twice in the header; keep one of them"),
        .init(
            "households.csv", "a-2,g1,1号楼", "a-2,g1,\"1号楼",
            "households.csv:4:8: error: the quotation mark that opens this cell is never closed; close it, or remove it"),
        .init(
            "households.csv", "a-2,g1,1号楼", "a-2,g1,\"1号\"楼",
            "households.csv:4:12: error: there is text behind a closing quotation mark; write a quotation mark inside a cell twice"
        ),
        .init(
            "households.csv", "a-2,g1,1号楼", "a-2,g1,1号楼,1单元",
            "households.csv:4:55: error: the row has more cells than the header; put a cell that holds a comma into quotation marks"
        ),
        .init(
            "households.csv", ",19900000005,zh-CN,2026-06-05\n", ",199",
            "households.csv:6:36: error: the file ends in the middle of this row; it was not saved or copied whole"),
        .init(
            "households.csv", "b-2", "b-\u{0}2",
            "households.csv:6:3: error: byte 340 of the file is zero, so it is no text or UTF-16; save it again as UTF-8"),
    ]

    static let community: [FindingsTests.Case] = [
        .init(
            [.whole("community.yaml", "- a\n")],
            "community.yaml:1:1: error: the file is not a YAML mapping; it begins like `id: \"110101001001\"`"),
        .init(
            [.whole("community.yaml", "id: [1\n")],
            "community.yaml:2:1: error: this is not YAML; check quotation marks, colons and the indentation here"),
        .init(
            [.whole("community.yaml", "")],
            "community.yaml:1:1: error: the file is empty; it needs id, name and timezone"),
        .init(
            [.whole("community.yaml", String(repeating: "[", count: 500))],
            "community.yaml:1:1: error: the file is far larger or deeper than a community needs; check what it is"),
        .init(
            "community.yaml", "id: \"110101001001\"", "id: 示例",
            "community.yaml:1:5: error: id is not an identifier; it is normally the 12-digit division code"),
        .init(
            "community.yaml", "name: 示例社区\n", "",
            "community.yaml:1:1: error: name is missing; add it"),
        .init(
            "community.yaml", "Asia/Shanghai", "Asia/Nowhere",
            "community.yaml:3:11: error: timezone is not a zone that is known; write it like Asia/Shanghai"),
        .init(
            "community.yaml", "timezone", "time-zone",
            "community.yaml:1:1: error: timezone is missing; add it",
            "community.yaml:3:1: warning: this key is not known here and is ignored; known are id, name, timezone, reference, absent"
        ),
        .init(
            "community.yaml", "residents: 12, ", "residents: -1, ",
            "community.yaml:4:24: error: residents is not a whole number from 1 to 100000000"),
        .init(
            "community.yaml", "12, date: 2026-05-01", "12, date: 2026-02-30",
            "community.yaml:4:34: error: date is not a day that exists; write it as 2026-07-01"),
        .init(
            "community.yaml", "示例街道办事处", "电话 138 1234 5678",
            "community.yaml:4:54: error: source goes into the journal: write it without names and phone numbers"),
        .init(
            "community.yaml", "reference: {residents: 12, date: 2026-05-01, source: 示例街道办事处}\n", "",
            "community.yaml:1:1: warning: there is no reference population; without one no score is suggested"),
        .init(
            "community.yaml", "高空坠物", "外星人",
            "community.yaml:6:12: error: kind must be one of 自然灾害, 生产安全, 火灾, 高空坠物"),
    ]

    static let zones: [FindingsTests.Case] = [
        .init(
            "zones.geojson", "\"FeatureCollection\"", "\"Feature\"",
            "zones.geojson:1:1: error: the file is not a GeoJSON FeatureCollection with features"),
        .init(
            "zones.geojson", "]}}\n]}", "]}}\n]",
            "zones.geojson:7:1: error: a comma or } is expected here; the file must be GeoJSON"),
        .init(
            "zones.geojson", "\"kind\":\"community\"", "\"kind\":\"park\"",
            "zones.geojson:2:40: warning: this kind is not community, grid or audible; the feature is ignored"),
        .init(
            "zones.geojson", "\"id\":\"g1\"", "\"id\":1",
            "zones.geojson:3:52: error: a feature of kind grid needs properties.id, an identifier in quotation marks"),
        .init(
            "zones.geojson", "\"id\":\"g1\"", "\"id\":\"g3\"",
            "zones.geojson:3:1: warning: no household of households.csv is in this grid; check its id",
            "households.csv:3:5: warning: this grid has no outline in zones.geojson; correct it if it is misspelt, else draw it there, since households without coordinates are found by it"
        ),
        .init(
            "zones.geojson", "\"device\":\"ls-2\"", "\"device\":\"ls-9\"",
            "zones.geojson:5:1: error: this audible outline belongs to a device that devices.csv does not have; correct its device"
        ),
        .init(
            "zones.geojson", "[116.4100,39.9002],[116.4100,39.9000]]]", "[116.4100,39.9002]]]",
            "zones.geojson:5:111: error: the ring is not closed; it needs four corners or more, the last like the first"),
        .init(
            "zones.geojson", "[116.412,39.899]", "[39.899,116.412]",
            "zones.geojson:2:115: error: this corner is not [longitude, latitude] in degrees, longitude first"),
        .init(
            "zones.geojson", "\"type\":\"Polygon\",\"coordinates\":[[[116.400,", "\"type\":\"Point\",\"coordinates\":[[[116.400,",

            "zones.geojson:3:69: error: the geometry must be a Polygon or a MultiPolygon with coordinates"),
    ]

    static let households: [FindingsTests.Case] = [
        .init(
            "households.csv", "a-2,", "a 2,",
            "households.csv:4:1: error: household is not an identifier; use 1 to 64 letters, digits, dots, hyphens and underscores, the first a letter or digit"
        ),
        .init(
            "households.csv", "a-2,", ",",
            "households.csv:4:1: error: household is empty; every row needs one"),
        .init(
            "households.csv", "a-2,", "b-1,",
            "households.csv:4:1: error: the same household stands on line 2; give each its own identifier, or remove one"),
        .init(
            "households.csv", "a-2,g1", "a-2,",
            "households.csv:4:5: error: grid is empty; every row needs one"),
        .init(
            "households.csv", "a-2,g1", "a-2,g9",
            "households.csv:4:5: warning: nobody in staff.csv has role grid for this grid; no door in it can be closed by name",
            "households.csv:4:5: warning: this grid has no outline in zones.geojson; correct it if it is misspelt, else draw it there, since households without coordinates are found by it"
        ),
        .init(
            "households.csv", "116.4003", "116,4003",
            "households.csv:4:51: error: the row has more cells than the header; put a cell that holds a comma into quotation marks"
        ),
        .init(
            "households.csv", "116.4003", "东经116",
            "households.csv:4:12: error: longitude is not a number of degrees from -180 to 180; write it as 116.3911"),
        .init(
            "households.csv", "116.4003,39.9003", "39.9003,116.4003",
            "households.csv:4:20: error: latitude is not a number of degrees from -90 to 90; write it as 116.3911"),
        .init(
            "households.csv", "116.4003,39.9003", "116.4003,",
            "households.csv:4:21: error: latitude is empty; give longitude and latitude, or neither"),
        .init(
            "households.csv", "116.4003,39.9003", "0,0",
            "households.csv:4:12: error: longitude and latitude are both 0; leave both empty where the place is not known"),
        .init(
            "households.csv", "116.4003,39.9003", "117.4003,39.9003",
            "households.csv:4:12: warning: the household lies outside the outline of its grid; check the coordinates, the grid and the outline"
        ),
        .init(
            "households.csv", "39.9003,2,1,", "39.9003,0,0,",
            "households.csv:4:29: error: residents is not a whole number from 1 to 9999"),
        .init(
            "households.csv", "39.9003,2,1,", "39.9003,,0,",
            "households.csv:4:29: error: residents is empty; write how many people live there, or take the row out and list it in exclusions.csv"
        ),
        .init(
            "households.csv", "39.9003,2,1,", "39.9003,2,3,",
            "households.csv:4:31: error: migrants is more than residents; residents counts everybody, migrants included"),
        .init(
            "households.csv", "39.9003,2,1,", "39.9003,12,1,",
            "households.csv:4:29: warning: residents is more than 8 in 1 of 5 households, the first here; such a unit is reached only by its receiver's confirmation or face to face, so list rooms or bed groups one by one where there are any"
        ),
        .init(
            "households.csv", "19900000003", "1.99E+10",
            "households.csv:4:33: error: phones holds something that is not a phone number of 3 to 15 digits; part numbers by ;, mark the phone of somebody elsewhere by @away, and keep a spreadsheet from writing 1.99E+10"
        ),
        .init(
            "households.csv", "19900000001;", "19900000001；",
            "households.csv:3:33: error: phones parts its list by a full-width mark; use ; instead"),
        .init(
            "households.csv", "2026-06-02", "2026-06-31",
            "households.csv:4:51: error: checked is not a day that exists; write it as 2026-07-01"),
        .init(
            "households.csv", "2026-06-02", "2026-07-02",
            "households.csv:4:51: warning: checked lies in the future; correct the date"),
        .init(
            "households.csv", "2026-06-02", "",
            "households.csv:4:51: warning: checked is empty in 1 of 5 households, the first here; without a day of the last visit the register has no age"
        ),
        .init(
            [
                Edit("households.csv", "19900000003", "19900000001"), Edit("households.csv", "19900000004", "+8619900000001"),
                Edit("households.csv", "19900000005", "199 0000 0001"),
            ],
            "households.csv:2:33: warning: one phone stands in 4 households (lines 2, 3, 4, 6); ask each for its own, or mark it @away"
        ),
    ]
}
