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
            guard let device = row["device"], row["indoor_test"]?.isEmpty == false else { continue }
            hearing[device] = homes.filter { hears($0, row, outline: outlines[device]) }.map(\.id)
        }
    }

    private func hears(_ home: Household, _ row: [String: String], outline: [[[Double]]]?) -> Bool {
        if let ring = outline?.first { return Self.isInside(home, ring) }
        guard let radius = row["radius_m"].flatMap(Double.init), let longitude = row["longitude"].flatMap(Double.init),
            let latitude = row["latitude"].flatMap(Double.init)
        else { return false }
        let north = (home.latitude - latitude) * 111_195
        let east = (home.longitude - longitude) * 111_195 * cos(latitude * .pi / 180)
        return (north * north + east * east).squareRoot() <= radius
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

    /// The households that the loudspeakers which played have reached, and their residents; units of more than eight are reached only
    /// by a person's confirmation.
    ///
    /// - Parameters:
    ///   - delivered: households with a phone that has the message.
    ///   - confirmed: households that answered.
    public func reached(
        by devices: [String], delivered: Set<String> = [], confirmed: Set<String> = []
    ) -> (households: Int, residents: Int) {
        let heard = Set(devices.flatMap { hearing[$0] ?? [] }).union(delivered)
        let counted = homes.filter { confirmed.contains($0.id) || heard.contains($0.id) && $0.residents <= 8 }
        return (counted.count, counted.reduce(0) { $0 + $1.residents })
    }
}
