public import Foundation

/// Which households hear which loudspeaker, worked out from a register's files without any of the service's code: the plain counterpart
/// that a comparison needs.
public struct Earshot: Sendable {
    /// A household that counts.
    struct Household: Sendable {
        var id: String
        var longitude: Double
        var latitude: Double
        var residents: Int
    }

    private struct Zones: Decodable {
        struct Feature: Decodable {
            struct Properties: Decodable {
                var kind: String
                var device: String?
            }
            struct Geometry: Decodable {
                var coordinates: [[[Double]]]
            }
            var properties: Properties
            var geometry: Geometry
        }
        var features: [Feature]
    }

    private var homes: [Household] = []
    private var hearing: [String: [String]] = [:]
    /// What loudspeakers without an indoor test reach while no rain drowns them.
    private var hearingOutdoors: [String: [String]] = [:]

    /// Reads `households.csv`, `devices.csv`, and where they are there `exclusions.csv` and `zones.geojson`.
    public init(register: [String: Data]) throws {
        func rows(_ name: String) -> [[String: String]] {
            let rows = CommaSeparated.rows(of: String(decoding: register[name] ?? Data(), as: UTF8.self))
            guard let header = rows.first?.cells else { return [] }
            return rows.dropFirst().filter { $0.cells != [""] }.map { row in
                Dictionary(zip(header, row.cells), uniquingKeysWith: { first, _ in first })
            }
        }
        let excluded = Set(rows("exclusions.csv").compactMap { $0["household"] })
        homes = rows("households.csv").compactMap { row in
            guard let id = row["household"], !excluded.contains(id), let longitude = row["longitude"].flatMap(Double.init),
                let latitude = row["latitude"].flatMap(Double.init), let residents = row["residents"].flatMap(Int.init)
            else { return nil }
            return Household(id: id, longitude: longitude, latitude: latitude, residents: residents)
        }
        let zones = try register["zones.geojson"].map { try JSONDecoder().decode(Zones.self, from: $0) }
        var outlines: [String: [[[Double]]]] = [:]
        for feature in zones?.features ?? [] where feature.properties.kind == "audible" {
            if let device = feature.properties.device { outlines[device] = feature.geometry.coordinates }
        }
        for row in rows("devices.csv") where row["channel"] == "loudspeaker" && row["accepted"]?.isEmpty == false {
            guard let device = row["device"] else { continue }
            let heard = homes.filter { hears($0, row, outline: outlines[device]) }.map(\.id)
            if row["indoor_test"]?.isEmpty == false { hearing[device] = heard } else { hearingOutdoors[device] = heard }
        }
    }

    private func hears(_ home: Household, _ row: [String: String], outline: [[[Double]]]?) -> Bool {
        if let ring = outline?.first { return Self.isInside(home, ring) }
        guard let radius = row["radius_m"].flatMap(Double.init), let longitude = row["longitude"].flatMap(Double.init),
            let latitude = row["latitude"].flatMap(Double.init)
        else { return false }
        return Self.metres(home, latitude: latitude, longitude: longitude) <= radius
    }

    /// The great-circle distance on a sphere of the Earth's mean radius (haversine). On a plane, homes right at the edge fall on the other
    /// side of it.
    private static func metres(_ home: Household, latitude: Double, longitude: Double) -> Double {
        let half = Double.pi / 360
        let north = sin((home.latitude - latitude) * half)
        let east = sin((home.longitude - longitude) * half)
        let share = north * north + cos(latitude * 2 * half) * cos(home.latitude * 2 * half) * east * east
        return 2 * 6_371_008.8 * asin(min(1, share.squareRoot()))
    }

    private static func isInside(_ home: Household, _ ring: [[Double]]) -> Bool {
        var inside = false
        for (from, to) in zip(ring, ring.dropFirst()) where (from[1] > home.latitude) != (to[1] > home.latitude) {
            let crossing = from[0] + (home.latitude - from[1]) / (to[1] - from[1]) * (to[0] - from[0])
            if home.longitude < crossing { inside.toggle() }
        }
        return inside
    }

    /// The households that count, and their residents.
    public var all: (households: Int, residents: Int) { (homes.count, homes.reduce(0) { $0 + $1.residents }) }

    /// How many residents live in some households.
    public func residents(of households: Set<String>) -> Int {
        homes.reduce(0) { $0 + (households.contains($1.id) ? $1.residents : 0) }
    }

    /// The households that the loudspeakers which played have reached, and their residents; units of more than eight are reached only
    /// by a person's confirmation.
    ///
    /// - Parameters:
    ///   - clear: those of them that played by day while no rain was in force.
    ///   - delivered: households with a phone that has the message.
    ///   - confirmed: households that answered.
    public func reached(
        by devices: [String], clear: Set<String> = [], delivered: Set<String> = [], confirmed: Set<String> = []
    ) -> (households: Int, residents: Int) {
        let outdoors = devices.filter(clear.contains).flatMap { hearingOutdoors[$0] ?? [] }
        let heard = Set(devices.flatMap { hearing[$0] ?? [] } + outdoors).union(delivered)
        let counted = homes.filter { confirmed.contains($0.id) || heard.contains($0.id) && $0.residents <= 8 }
        return (counted.count, counted.reduce(0) { $0 + $1.residents })
    }
}
