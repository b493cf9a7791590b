import Alerts

/// What a zone is called: its kind with the grid or device that it belongs to.
struct ZoneName: Hashable {
    enum Kind: String, CaseIterable {
        case community, grid, audible
    }

    var kind: Kind
    var identifier: String
}

/// `zones.geojson`: outlines of the community, its grids and surveyed audible areas (GeoJSON, RFC 7946).
extension RegisterImport {
    private static let zonesFile = "zones.geojson"

    mutating func readZones() {
        let file = RegisterImport.zonesFile
        defer { if findings.count(ofErrorsIn: file) > 0 { findings.markIncomplete(file) } }
        guard let bytes = files[file], Text.isValid(bytes, file: file, findings: &findings) else { return }
        do {
            let root = try JSONScanner.value(of: bytes, from: Text.start(of: bytes))
            guard root["type"]?.string == "FeatureCollection", let features = root["features"]?.array else {
                let place = bytes.place(of: root.offset)
                findings.error(file, place, "the file is not a GeoJSON FeatureCollection with features")
                return
            }
            var places = PlaceFinder(bytes)
            for feature in features { readZone(feature, &places) }
        } catch {
            findings.error(file, bytes.place(of: error.offset), "\(error.text); the file must be GeoJSON")
        }
    }

    private mutating func readZone(_ feature: PlacedJSON, _ places: inout PlaceFinder) {
        let file = RegisterImport.zonesFile
        guard let properties = feature["properties"], let word = properties["kind"] else {
            findings.error(
                file, places.place(of: feature.offset), "the feature has no properties.kind; it is community, grid or audible")
            return
        }
        guard let kind = word.string.flatMap(ZoneName.Kind.init) else {
            findings.warning(
                file, places.place(of: word.offset), "this kind is not community, grid or audible; the feature is ignored")
            return
        }
        guard let name = zoneName(kind, properties, feature, &places) else { return }
        let outlines = outlines(feature, &places)
        guard !outlines.isEmpty else { return }
        if zonePlaces[name] == nil { zonePlaces[name] = places.place(of: feature.offset) }
        switch kind {
        case .community: zones.community += outlines
        case .grid: zones.grids[name.identifier, default: []] += outlines
        case .audible: zones.audible[name.identifier, default: []] += outlines
        }
    }

    private mutating func zoneName(
        _ kind: ZoneName.Kind, _ properties: PlacedJSON, _ feature: PlacedJSON, _ places: inout PlaceFinder
    ) -> ZoneName? {
        guard kind != .community else { return ZoneName(kind: kind, identifier: "") }
        let key = kind == .grid ? "id" : "device"
        guard let identifier = properties[key]?.string, Identifier.isValid(identifier) else {
            findings.error(
                RegisterImport.zonesFile, places.place(of: properties[key]?.offset ?? feature.offset),
                "a feature of kind \(kind.rawValue) needs properties.\(key), an identifier in quotation marks")
            return nil
        }
        return ZoneName(kind: kind, identifier: identifier)
    }

    private mutating func outlines(_ feature: PlacedJSON, _ places: inout PlaceFinder) -> [ZoneOutline] {
        let file = RegisterImport.zonesFile
        let geometry = feature["geometry"]
        let coordinates = geometry?["coordinates"]
        var polygons: [PlacedJSON]?
        switch geometry?["type"]?.string {
        case "Polygon": polygons = coordinates.map { [$0] }
        case "MultiPolygon": polygons = coordinates?.array
        default: polygons = nil
        }
        guard let polygons else {
            findings.error(
                file, places.place(of: geometry?.offset ?? feature.offset),
                "the geometry must be a Polygon or a MultiPolygon with coordinates")
            return []
        }
        return polygons.compactMap { polygon in
            guard let rings = polygon.array, !rings.isEmpty else {
                findings.error(file, places.place(of: polygon.offset), "a polygon must be a list of rings, the outer one first")
                return nil
            }
            let read = rings.compactMap { ring($0, &places) }
            return read.count == rings.count ? ZoneOutline(rings: read) : nil
        }
    }

    private mutating func ring(_ ring: PlacedJSON, _ places: inout PlaceFinder) -> Polygon? {
        let file = RegisterImport.zonesFile
        guard let corners = ring.array else {
            findings.error(file, places.place(of: ring.offset), "a ring must be a list of [longitude, latitude]")
            return nil
        }
        var points: [Coordinate] = []
        for corner in corners {
            guard let pair = corner.array, pair.count >= 2, let longitude = pair[0].number, let latitude = pair[1].number,
                abs(longitude) <= 180, abs(latitude) <= 90
            else {
                findings.error(
                    file, places.place(of: corner.offset), "this corner is not [longitude, latitude] in degrees, longitude first")
                return nil
            }
            points.append(Coordinate(latitude: latitude, longitude: longitude))
        }
        guard points.count >= 4, points.first == points.last, Set(points).count >= 3 else {
            findings.error(
                file, places.place(of: ring.offset),
                "the ring is not closed; it needs four corners or more, the last like the first")
            return nil
        }
        return Polygon(points: points)
    }
}

/// Lines of offsets that mostly ascend, without counting from the beginning each time.
struct PlaceFinder {
    private let bytes: [UInt8]
    private var offset = 0
    private var line = 1

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Line and character of an offset.
    mutating func place(of wanted: Int) -> TextPlace {
        if wanted < offset {
            offset = 0
            line = 1
        }
        while offset < min(wanted, bytes.count) {
            if bytes[offset] == 0x0A || (bytes[offset] == 0x0D && bytes[safe: offset + 1] != 0x0A) { line += 1 }
            offset += 1
        }
        return TextPlace(line: line, column: bytes.column(of: wanted))
    }
}
