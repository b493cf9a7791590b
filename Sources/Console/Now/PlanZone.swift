import Alerts
import Foundation
import Storage

/// An outline of `zones.geojson`, as the register in force has it.
struct PlanZone: Sendable {
    /// `community`, `grid` or `audible`.
    let kind: String
    /// The grid or the device.
    let name: String?
    /// Its rings; the first of each polygon is its outer one.
    let rings: [[Coordinate]]

    /// The outlines of the register in force; none where it has no file of them.
    static func of(_ desk: ConsoleDesk) async throws -> [PlanZone] {
        let journal = desk.backstage.journal
        return try await desk.reading {
            guard let version = try journal.registerVersions().last else { return [] }
            if let known = desk.memory.zones(of: version) { return known }
            let zones = (try journal.register(version: version)?.files["zones.geojson"]).map(read) ?? []
            desk.memory.keep(zones, of: version)
            return zones
        }
    }

    private struct Collection: Decodable {
        struct Feature: Decodable {
            struct Properties: Decodable {
                var kind: String?
                var id: String?
                var device: String?
            }
            struct Geometry: Decodable {
                var type: String
                var rings: [[Coordinate]]

                private enum Key: String, CodingKey { case type, coordinates }

                init(from decoder: any Decoder) throws {
                    let members = try decoder.container(keyedBy: Key.self)
                    type = try members.decode(String.self, forKey: .type)
                    let polygons: [[[[Double]]]] =
                        type == "MultiPolygon"
                        ? try members.decode([[[[Double]]]].self, forKey: .coordinates)
                        : type == "Polygon" ? [try members.decode([[[Double]]].self, forKey: .coordinates)] : []
                    rings = polygons.flatMap(\.self).map { ring in
                        ring.compactMap { $0.count >= 2 ? Coordinate(latitude: $0[1], longitude: $0[0]) : nil }
                    }
                }
            }
            var properties: Properties
            var geometry: Geometry
        }
        var features: [Feature]
    }

    private static func read(_ file: [UInt8]) -> [PlanZone] {
        guard let collection = try? JSONDecoder().decode(Collection.self, from: Data(file)) else { return [] }
        return collection.features.map { feature in
            PlanZone(
                kind: feature.properties.kind ?? "", name: feature.properties.id ?? feature.properties.device,
                rings: feature.geometry.rings)
        }
    }
}
