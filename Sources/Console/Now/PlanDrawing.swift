import Alerts
import Community
import Foundation

/// The plan of the community, drawn from `zones.geojson`: grids, audible areas, devices. Homes are added by a script as one path a grade,
/// so that twenty thousand of them move smoothly.
struct PlanDrawing: Sendable {
    /// Places on the plan: metres from its upper left corner, east and south.
    struct Frame: Sendable {
        let west: Double
        let north: Double
        let east: Double
        let south: Double
        /// Metres a degree of longitude here.
        private var scale: Double { 111_320 * cos((north + south) / 2 * .pi / 180) }

        var width: Int { max(1, Int(((east - west) * scale).rounded(.up))) }
        var height: Int { max(1, Int(((north - south) * 110_574).rounded(.up))) }

        func point(_ place: Coordinate) -> (x: Int, y: Int) {
            (Int(((place.longitude - west) * scale).rounded()), Int(((north - place.latitude) * 110_574).rounded()))
        }
    }

    let frame: Frame
    private let zones: [PlanZone]
    private let devices: [RegisterDevice]
    private let texts: Texts
    private let isPersonal: Bool

    /// The plan of the register in force.
    static func of(_ desk: ConsoleDesk, _ visit: Visit) async throws -> PlanDrawing {
        let zones = try await PlanZone.of(desk)
        return try await desk.reading {
            PlanDrawing(
                zones: zones, register: desk.backstage.register(nil), texts: visit.texts,
                isPersonal: visit.has(.personal))
        }
    }

    private init(zones: [PlanZone], register: Register?, texts: Texts, isPersonal: Bool) {
        self.zones = zones
        self.texts = texts
        self.isPersonal = isPersonal
        devices = register?.devices ?? []
        frame = Self.frame(zones.flatMap(\.rings).flatMap(\.self) + Self.places(register))
    }

    private static func places(_ register: Register?) -> [Coordinate] {
        guard let register else { return [] }
        return register.devices.compactMap(\.coordinate)
            + (0..<UInt32(register.householdCount)).compactMap { register.household($0).coordinate }
    }

    /// The frame of a register without its zones file, for placing homes.
    static func frame(of desk: ConsoleDesk, _ visit: Visit) async throws -> Frame { try await of(desk, visit).frame }

    private static func frame(_ places: [Coordinate]) -> Frame {
        guard let first = places.first else { return Frame(west: 0, north: 0, east: 0, south: 0) }
        var (west, east, north, south) = (first.longitude, first.longitude, first.latitude, first.latitude)
        for place in places {
            (west, east) = (min(west, place.longitude), max(east, place.longitude))
            (south, north) = (min(south, place.latitude), max(north, place.latitude))
        }
        let margin = max(east - west, north - south) * 0.02
        return Frame(west: west - margin, north: north + margin, east: east + margin, south: south - margin)
    }

    /// The drawing; a script adds the homes of an alert.
    func html(alert: AlertID?) -> HTML {
        guard frame.width > 1 else { return "<p class=\"quiet\">\(texts("plan.none"))</p>" }
        let homes: HTML =
            alert.map { alert in
                isPersonal ? " data-homes=\"/plan/homes\" data-grades=\"/plan/grades/\(alert)\"" : .none
            } ?? .none
        let order = ["community", "audible", "grid"]
        let drawn = order.flatMap { kind in zones.filter { $0.kind == kind }.map(draw) }
        return """
            <svg class="map" viewBox="0 0 \(frame.width) \(frame.height)" role="img" aria-label="\(texts("now.plan"))"\(homes)>
            \(drawn)<g class="homes"></g>\(devices.map(draw))</svg>
            \(alert == nil || !isPersonal ? HTML.none : legend)
            """
    }

    private func draw(_ zone: PlanZone) -> HTML {
        let path = zone.rings.map { ring in
            ring.enumerated().map { index, place in
                let (x, y) = frame.point(place)
                return "\(index == 0 ? "M" : "L")\(x) \(y)"
            }.joined() + "Z"
        }.joined()
        let label: HTML = zone.kind == "grid" ? Self.label(zone, frame) : .none
        return "<path class=\"\(zone.kind)\" d=\"\(path)\"/>\(label)"
    }

    private static func label(_ zone: PlanZone, _ frame: Frame) -> HTML {
        guard let ring = zone.rings.first, let left = ring.map(\.longitude).min(), let top = ring.map(\.latitude).max() else {
            return .none
        }
        let (x, y) = frame.point(Coordinate(latitude: top, longitude: left))
        let size = max(6, frame.width / 60)
        return "<text class=\"gridname\" x=\"\(x + size / 3)\" y=\"\(y + size)\" font-size=\"\(size)\">\(zone.name)</text>"
    }

    private func draw(_ device: RegisterDevice) -> HTML {
        guard let (x, y) = device.coordinate.map(frame.point) else { return .none }
        let size = max(2, frame.width / 150)
        let shape: HTML =
            device.channel == .loudspeaker
            ? "<path class=\"device loudspeaker\" d=\"M\(x) \(y - size)L\(x + size) \(y + size)L\(x - size) \(y + size)Z\"/>"
            : "<rect class=\"device display\" x=\"\(x - size)\" y=\"\(y - size)\" width=\"\(2 * size)\" height=\"\(2 * size)\"/>"
        return "<a href=\"/devices/\(device.device)\"><title>\(device.device)</title>\(shape)</a>"
    }

    private var legend: HTML {
        let grades = ["missing", "unknown", "sent", "reached", "confirmed"].map { grade -> HTML in
            "<span class=\"key \(grade)\">\(texts("grade.\(grade)"))</span>"
        }
        return
            "<p class=\"legend\">\(grades)<span class=\"key speaker\">\(texts("channel.loudspeaker"))</span><span class=\"key screen\">\(texts("channel.display"))</span></p>"
    }
}
