import Alerts

/// Loudspeakers, displays and the outlines of `zones.geojson`.
struct FictionalDevices {
    /// Beyond the part of the ground that a loudspeaker stands for, in metres.
    private static let margin = 8.0

    private let plan: RegisterPlan
    private let ground: GroundPlan
    private let grids: [Block]
    private let extent: Block
    /// The part of the ground that each loudspeaker stands for; together they leave nothing out.
    private let parts: [Block]

    init(_ plan: RegisterPlan, ground: GroundPlan, grids: [Block], extent: Block) {
        self.plan = plan
        self.ground = ground
        self.grids = grids
        self.extent = extent
        parts = extent.parts(plan.loudspeakers)
    }

    /// `devices.csv`. Every second loudspeaker has a surveyed outline, the others a radius.
    func devices() -> String {
        var text = "device,channel,gateway,grid,longitude,latitude,radius_m,accepted,indoor_test\n"
        for (index, part) in parts.enumerated() {
            let point = ground.degrees(east: part.middle.east, north: part.middle.north)
            let radius = (part.width * part.width + part.height * part.height).squareRoot() / 2 + FictionalDevices.margin
            let gateway = plan.gateways == 0 ? "" : "gw-\(index % plan.gateways + 1)"
            text += "ls-\(number(index)),loudspeaker,\(gateway),g\(grid(of: part) + 1),\(point.longitude),\(point.latitude),"
            text += hasOutline(index) ? "," : "\(min(5000, Int(radius.rounded(.up)))),"
            text += "\(day(before: 200 + index % 20)),\(day(before: 150 + index % 20))\n"
        }
        for display in 0..<plan.displays {
            let grid = display % grids.count
            let middle = grids[grid].middle
            let point = ground.degrees(east: middle.east - 10, north: middle.north - 10 - Double(display / grids.count % 5) * 5)
            text += "ds-\(number(display)),display,,g\(grid + 1),\(point.longitude),\(point.latitude),,\(day(before: 180)),\n"
        }
        return text
    }

    /// `zones.geojson`.
    func zones() -> String {
        var features = [feature(#"{"kind":"community"}"#, extent.widened(by: 15))]
        for (index, grid) in grids.enumerated() {
            features.append(feature(#"{"kind":"grid","id":"g\#(index + 1)"}"#, grid.widened(by: 5)))
        }
        for (index, part) in parts.enumerated() where hasOutline(index) {
            let properties = #"{"kind":"audible","device":"ls-\#(number(index))"}"#
            features.append(feature(properties, part.widened(by: FictionalDevices.margin)))
        }
        return """
            {"type":"FeatureCollection","features":[
            \(features.joined(separator: ",\n"))
            ]}

            """
    }

    private func feature(_ properties: String, _ block: Block) -> String {
        #"{"type":"Feature","properties":\#(properties),"geometry":{"type":"Polygon","coordinates":\#(ground.ring(block))}}"#
    }

    private func hasOutline(_ index: Int) -> Bool { index % 2 == 0 }

    /// The grid whose middle is nearest.
    private func grid(of part: Block) -> Int {
        let (east, north) = part.middle
        let columns = max(1, Int((extent.width + 20) / (grids[0].width + 20) + 0.5))
        let column = min(columns - 1, max(0, Int(east / (grids[0].width + 20))))
        let row = max(0, Int(north / (grids[0].height + 20)))
        return min(grids.count - 1, row * columns + column)
    }

    private func number(_ index: Int) -> String { index < 9 ? "0\(index + 1)" : "\(index + 1)" }

    private func day(before days: Int) -> CivilDate { CivilDate(daysSinceEpoch: plan.today.daysSinceEpoch - Int32(days)) }
}
