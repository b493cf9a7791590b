import Alerts

/// Alerts made by chance, valid by construction.
enum GeneratedAlert {
    private static let words = ["暴雨", "立即转移", "rain & wind", "<b>", "“引号”", "a\nb", "🌊", "100 mm", "Überschwemmung", "[Ⅲ级/较重]"]
    private static let tokens = ["cma", "bj-met", "urn:oid:2.49.0.1", "w-nws.webmaster@noaa.gov", "北京市气象台", "11000041600000"]

    static func make(_ random: inout SeededGenerator) -> Alert {
        var alert = Alert(identifier: token(&random), sender: token(&random), sent: time(&random))
        alert.status = Status.allCases.randomElement(using: &random) ?? .actual
        alert.msgType = MsgType.allCases.randomElement(using: &random) ?? .alert
        alert.source = maybe(text, &random)
        if chance(&random) {
            alert.scope = .restricted
            alert.restriction = text(&random)
        }
        alert.addresses = many(3, &random) { chance(&$0) ? "a b" : token(&$0) }
        alert.codes = many(3, &random, token)
        alert.note = maybe(text, &random)
        let references = alert.msgType == .alert ? 0...2 : 1...3
        for number in 0..<Int.random(in: references, using: &random) {
            alert.references.append(
                Reference(sender: token(&random), identifier: "r\(number)", sent: time(&random).text))
        }
        alert.infos = many(3, &random, info)
        if alert.infos.isEmpty { alert.infos = [info(&random)] }
        return alert
    }

    private static func info(_ random: inout SeededGenerator) -> Info {
        var info = Info(event: text(&random))
        info.language = maybe({ ["zh-CN", "en-US", "bo", "ug-CN"].randomElement(using: &$0) ?? "zh" }, &random)
        info.categories = [Category.allCases.randomElement(using: &random) ?? .met]
        info.responseTypes = many(2, &random) { ResponseType.allCases.randomElement(using: &$0) ?? .none }
        info.urgency = Urgency.allCases.randomElement(using: &random)
        info.severity = Severity.allCases.randomElement(using: &random)
        info.certainty = Certainty.allCases.randomElement(using: &random)
        info.eventCodes = many(2, &random, pair)
        info.effective = maybe(time, &random)
        info.expires = maybe(time, &random)
        info.headline = maybe(text, &random)
        info.description = maybe(text, &random)
        info.instruction = maybe(text, &random)
        info.parameters = many(3, &random, pair)
        info.resources = many(1, &random) { Resource(resourceDesc: text(&$0), mimeType: "image/png", size: 3, derefUri: "AAEC") }
        info.areas = many(3, &random, area)
        return info
    }

    private static func area(_ random: inout SeededGenerator) -> Area {
        var area = Area(areaDesc: text(&random))
        area.polygons = many(2, &random) { random in
            let first = point(&random)
            return Polygon(points: [first] + (0..<Int.random(in: 3...9, using: &random)).map { _ in point(&random) } + [first])
        }
        area.circles = many(2, &random) { Circle(centre: point(&$0), radiusKilometres: Double.random(in: 0...1e4, using: &$0)) }
        area.geocodes = many(3, &random, pair)
        area.altitude = maybe({ Double.random(in: -1e3...1e3, using: &$0) }, &random)
        if let altitude = area.altitude, chance(&random) { area.ceiling = altitude + 1e-7 }
        return area
    }

    private static func point(_ random: inout SeededGenerator) -> Coordinate {
        let scales: [Double] = [1, 1e-3, 1e-7]
        let scale = scales.randomElement(using: &random) ?? 1
        return Coordinate(
            latitude: Double.random(in: -90...90, using: &random) * scale,
            longitude: Double.random(in: -180...180, using: &random) * scale)
    }

    private static func time(_ random: inout SeededGenerator) -> CAPTime {
        CAPTime(
            Timestamp(
                moment: Moment(milliseconds: Int64.random(in: 0...4_000_000_000_000, using: &random)),
                offsetMinutes: Int.random(in: -48...56, using: &random) * 15))
    }

    private static func pair(_ random: inout SeededGenerator) -> NamedValue {
        NamedValue(valueName: token(&random), value: text(&random))
    }

    private static func token(_ random: inout SeededGenerator) -> String {
        (tokens.randomElement(using: &random) ?? "x") + "\(UInt32.random(in: 0...9999, using: &random))"
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in words.randomElement(using: &random) ?? "" }.joined(separator: " ")
    }

    private static func chance(_ random: inout SeededGenerator) -> Bool { Int.random(in: 0..<3, using: &random) == 0 }

    private static func maybe<Value>(
        _ make: (inout SeededGenerator) -> Value, _ random: inout SeededGenerator
    ) -> Value? { chance(&random) ? make(&random) : nil }

    private static func many<Value>(
        _ limit: Int, _ random: inout SeededGenerator, _ make: (inout SeededGenerator) -> Value
    ) -> [Value] {
        var values: [Value] = []
        for _ in 0..<Int.random(in: 0...limit, using: &random) { values.append(make(&random)) }
        return values
    }
}
